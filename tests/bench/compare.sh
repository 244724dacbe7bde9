#!/bin/bash
# evengrid graph beside Debian's METIS and Scotch, run in turn on the same instances.
# usage: compare.sh FOLDER [EVENGRID]      needs: apt-get install metis scotch time python3
#        compare.sh NAME... [EVENGRID]     also: python3-numpy python3-scipy
# FOLDER holds one folder per instance: vertices.csv (id,x,y,pop,area,ext), edges.csv (u,v,border_len)
# and meta.json (lo, hi, k, total). A NAME is drawn anew, as instances.py says: city-10000, lattice-90000,
# city-4000-8:2. EFFORTS ("default high") and RUNS (3) may be set. Prints a Markdown table; times and
# memory are medians, ratios are against METIS.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program=$here/../../build/release/evengrid
names=("$@")
last=${names[-1]:?"usage: compare.sh FOLDER|NAME... [EVENGRID]"}
if [[ -x $last && ! -d $last ]]; then
    program=$last
    unset 'names[-1]'
fi
folder=${names[0]}
if [[ ! -d $folder ]]; then
    folder=$(mktemp -d)
    trap 'rm -r "$folder"' EXIT
    /usr/bin/python3 "$here/instances.py" "$folder" "${names[@]}"
fi
/usr/bin/python3 "$here/compare.py" "$folder" "$program"
