#!/bin/bash
# Divides the units of a statistical office inside its larger areas and holds the plan against its own.
# usage: census_zones.sh OA_SHAPEFILE [EVENGRID]     needs: apt-get install gdal-bin time python3-gdal
# OA_SHAPEFILE has the fields MSOA11CD, LSOA11CD and POP, as ../shared/data/uk_oa/oa_south.zip has
# (give it as /vsizip/PATH). Prints the figures of both plans, and the time against that of ogr2ogr
# copying the file to a GeoPackage.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
shapes=${1:?"usage: census_zones.sh OA_SHAPEFILE [EVENGRID]"}
program=${2:-$here/../../build/release/evengrid}
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

/usr/bin/time -f "ogr2ogr   %e s, %U s of a core" ogr2ogr -f GPKG "$folder/copy.gpkg" "$shapes" 2>&1 | tail -n 1
/usr/bin/time -f "evengrid  %e s, %U s of a core, %M KB" "$program" partition --blocks "$shapes" \
    --unit-field MSOA11CD --population-field POP --min 1000 --max 2000 --output "$folder/plan.gpkg" \
    >"$folder/log" 2>&1 || true
tail -n 1 "$folder/log"
exec /usr/bin/python3 "$here/census_zones.py" "$folder/plan.gpkg" "$shapes"
