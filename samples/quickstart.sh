#!/usr/bin/env bash
# From nothing to a plan: installs the packages, builds evengrid, and divides the sample town.
#
#   bash samples/quickstart.sh
#
# Works on a fresh Debian 12, as root or with sudo. The plan is build/quickstart/plan.gpkg.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash samples/packages.sh
cmake --preset release
cmake --build --preset release --target evengrid

evengrid=build/release/evengrid
town=samples/town
plan=build/quickstart/plan.gpkg
mkdir -p build/quickstart
echo
echo "A town of 8 communities, divided into grids of 1,000 to 2,000 people:"
echo
status=0
"$evengrid" partition \
    --buildings $town/buildings.shp --population-field POP --household-field HOUSEHOLDS \
    --units $town/communities.shp \
    --roads $town/roads.shp --railways $town/railways.shp \
    --water $town/rivers.shp --water $town/water.shp \
    --min 1000 --max 2000 --output "$plan" --overwrite || status=$?
if ((status == 3)); then # the plan is written; somewhere a rule cannot be met, and the summary says where
    status=0
fi
if ((status == 0)); then
    echo
    echo "Open $plan in QGIS: its layers bring their styles along."
fi
exit "$status"
