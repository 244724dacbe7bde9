#!/usr/bin/env bash
# Reports how many lines of the algorithms and of the engine their own tests run, and which they do not.
#
#   bash tests/coverage.sh
#
# Builds these tests for counting in build/coverage and runs them. The status is 1 below 90 %.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bash samples/packages.sh --long
cmake --preset coverage
cmake --build --preset coverage --target test_algorithms test_engine
find build/coverage -name '*.gcda' -delete
for layer in algorithms engine; do
    "build/coverage/test_$layer" --gtest_brief=1
    gcovr --root . --filter "$layer/" --object-directory build/coverage \
        --exclude-unreachable-branches --exclude-throw-branches --sort-uncovered --fail-under-line 90
done
