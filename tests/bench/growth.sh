#!/bin/bash
# How the time and memory of evengrid graph grow from 10,000 to 1,000,000 blocks.
# usage: growth.sh [EVENGRID]     needs: apt-get install time python3-numpy python3-scipy
# Prints a Markdown table of both kinds of drawn instances, and the exponent between the smallest and
# the largest: 1 is as many times as there are blocks. Time is that of all cores together.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=${1:-$here/../../build/release/evengrid}
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

echo "| instance | s of a core | s | MB |"
echo "|---|---|---|---|"
for kind in city lattice; do
    for blocks in 10000 100000 1000000; do
        name=$kind-$blocks
        /usr/bin/python3 "$here/instances.py" "$folder" "$name"
        /usr/bin/time -f "%U %S %e %M" -o "$folder/told" "$program" graph --vertices "$folder/$name/vertices.csv" \
            --edges "$folder/$name/edges.csv" --output "$folder/labels.csv" --summary "$folder/summary.json" --overwrite
        read -r user system wall kb < <(tail -n 1 "$folder/told")
        awk -v n="$name" -v u="$user" -v s="$system" -v w="$wall" -v k="$kb" \
            'BEGIN { printf "| %s | %.2f | %.2f | %.0f |\n", n, u + s, w, k / 1024 }' | tee -a "$folder/$kind"
        rm -r "${folder:?}/$name"
    done
    awk -F'|' -v kind="$kind" 'NR == 1 { t = $3; m = $5 } NR == 3 { printf "| %s: exponent | %.2f | | %.2f |\n", kind,
        log($3 / t) / log(100), log($5 / m) / log(100) }' "$folder/$kind"
done
