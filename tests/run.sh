#!/usr/bin/env bash
# Installs what the tests need, builds evengrid and runs its tests.
#
#   bash tests/run.sh          everything that the compiler and Debian's small packages can test
#   bash tests/run.sh --all    also what needs QGIS, Chromium or npm; warnings are errors
#   bash tests/run.sh --long   also what takes many minutes
#
# The last lines are ctest's. The build stays in build/release.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

skipped=(programs long)
packages=()
warnings=OFF
for argument in "$@"; do
    case "$argument" in
        --all)
            skipped=("${skipped[@]/programs/}")
            packages+=(--programs)
            warnings=ON
            ;;
        --long)
            skipped=("${skipped[@]/long/}")
            packages+=(--long)
            ;;
        -h | --help)
            sed -n '2,8s/^# \{0,1\}//p' tests/run.sh
            exit 0
            ;;
        *)
            echo "run.sh: unknown argument '$argument' (allowed: --all, --long)" >&2
            exit 2
            ;;
    esac
done

bash samples/packages.sh "${packages[@]}"
cmake --preset release -DEVENGRID_TESTS=ON -DEVENGRID_WERROR="$warnings"
cmake --build --preset release

# Tests carry the label of what they need beyond a plain run.
select=()
for label in ${skipped[@]}; do
    select+=("$label")
    ctest --preset release --show-only --label-regex "^$label\$" |
        sed -n "s/^ *Test *#[0-9]*: /run.sh: left out ($label): /p"
done
exclude=()
if ((${#select[@]} > 0)); then
    exclude=(--label-exclude "^($(IFS='|' && echo "${select[*]}"))\$")
fi
exec ctest --preset release --parallel "$(nproc)" --no-tests=error "${exclude[@]}"
