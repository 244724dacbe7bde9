#!/bin/bash
# evengrid graph beside Debian's METIS and Scotch, run in turn on the same instances.
# usage: compare.sh FOLDER [EVENGRID]     needs: apt-get install metis scotch time python3
# FOLDER holds one folder per instance: vertices.csv (id,x,y,pop,area,ext), edges.csv (u,v,border_len)
# and meta.json (lo, hi, k). EFFORTS ("default high") and RUNS (3) may be set. Prints a Markdown table;
# times and memory are medians, ratios are against METIS.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:?"usage: compare.sh FOLDER [EVENGRID]"}
program=${2:-$here/../../build/release/evengrid}
exec /usr/bin/python3 "$here/compare.py" "$folder" "$program"
