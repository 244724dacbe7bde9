#!/usr/bin/env bash
# Rebuilds dist/report.html from src/ with the packages that package-lock.json names.
#
#   bash io/report/web/rebuild.sh          writes it
#   bash io/report/web/rebuild.sh --check  says whether it is what src/ makes
#
# Needs npm and the network once; packages are kept in build/report_web.
set -euo pipefail
web=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
packages="$web/../../../build/report_web"
mkdir -p "$packages" "$web/dist"
if ! cmp -s "$web/package-lock.json" "$packages/package-lock.json"; then
    cp "$web/package.json" "$web/.npmrc" "$packages"
    cp "$web/package-lock.json" "$packages/package-lock.json"
    (cd "$packages" && npm ci >&2) || {
        rm "$packages/package-lock.json"
        exit 1
    }
fi
exec node "$web/build.mjs" "$packages/node_modules" "$@"
