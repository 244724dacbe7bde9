#!/usr/bin/env bash
# Installs the Debian packages that evengrid needs, where they are missing.
#
#   bash samples/packages.sh             what building and testing evengrid takes
#   bash samples/packages.sh --programs  also the programs that some tests open results with
#   bash samples/packages.sh --long      also what the long tests build and count with
#
# Works as root or with sudo, on Debian 12 and later; ends at once when nothing is missing.
set -euo pipefail

packages=(
    g++ cmake ninja-build
    libgdal-dev libgeos-dev libproj-dev # geodata: files, geometry, coordinate systems
    libboost-dev libtbb-dev             # graphs, threads
    libcli11-dev libfmt-dev nlohmann-json3-dev libtomlplusplus-dev libssl-dev
    libcairo2-dev libpango1.0-dev pkg-config # pictures and printed pages
    libgtest-dev libbenchmark-dev
    python3 python3-gdal gdal-bin # tests of the command line, reading what it wrote
    strace locales                # tests of what the operating system does and how it speaks
)
programs=(
    qgis python3-qgis python3-pil fonts-dejavu-core
    chromium fonts-noto-cjk
)
long=(clang gcovr coinor-cbc)
# Node.js of another publisher brings npm along and does not agree with Debian's.
command -v npm >/dev/null || programs+=(npm)

for argument in "$@"; do
    case "$argument" in
        --programs) packages+=("${programs[@]}") ;;
        --long) packages+=("${long[@]}") ;;
        *)
            echo "packages.sh: unknown argument '$argument' (allowed: --programs, --long)" >&2
            exit 2
            ;;
    esac
done

if ! command -v dpkg-query apt-get >/dev/null; then
    echo "packages.sh: no apt-get here; install these by hand: ${packages[*]}" >&2
    exit 0
fi

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $status == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
    exit 0
fi

as_root=()
if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
        echo "packages.sh: run as root, or install sudo; missing: ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi

echo "packages.sh: installing ${missing[*]}" >&2
for attempt in 1 2 3 4; do
    if "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
            -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 \
            --no-install-recommends "${missing[@]}" >&2; then
        exit 0
    fi
    echo "packages.sh: attempt $attempt failed" >&2
    sleep $((attempt * 10))
done
echo "packages.sh: could not install ${missing[*]}; is the network there?" >&2
exit 1
