#!/usr/bin/env bash
# Reports how many lines of the algorithms and of the engine the tests run, and which they do not.
#
#   bash tests/coverage.sh
#
# Builds for counting in build/coverage and runs the quick tests there. The status is 1 below 90 %.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash samples/packages.sh --long
cmake --preset coverage
cmake --build --preset coverage
find build/coverage -name '*.gcda' -delete
ctest --preset coverage --parallel "$(nproc)" --label-exclude '^(programs|long)$' \
    --exclude-regex 'HeadersCompileAlone|Reliability'
for layer in algorithms engine; do
    echo "$layer"
    gcovr --root . --filter "$layer/" --object-directory build/coverage \
        --exclude-unreachable-branches --exclude-throw-branches --sort-uncovered --fail-under-line 90
done
