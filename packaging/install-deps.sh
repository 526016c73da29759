#!/bin/bash
# Installs the Debian 12 packages that NounScope is built, tested and shown with. Installs only what is missing.
set -euo pipefail

usage="Usage: install-deps.sh [--training]
  --training   also the picture collections that nounscope-train-starter learns from (400 MB)"

build=(g++ cmake ninja-build pkg-config gzip
       libtorch-dev
       libopenblas0-pthread # named: without it apt picks the reference BLAS, 30 times slower
       libopencv-dev libeigen3-dev nlohmann-json3-dev libcli11-dev libssl-dev libsqlite3-dev zlib1g-dev
       libjpeg-dev libpng-dev libwebp-dev libtiff-dev libgif-dev libheif-dev librsvg2-dev libfreetype-dev
       libicu-dev libgumbo-dev libcurl4-openssl-dev)
run=(wordnet-base tuxpaint-stamps-default
     fonts-dejavu-core) # for text in SVG pictures
window=(qt6-base-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqcustomplot-dev libqt6svg6 qt6-image-formats-plugins)
training=(openclipart-png pysiogame fonts-noto-color-emoji ruby-gemojione unicode-cldr-core)

wanted=("${build[@]}" "${run[@]}" "${window[@]}")
for argument in "$@"; do
    case $argument in
        --training) wanted+=("${training[@]}") ;;
        -h | --help) echo "$usage"; exit 0 ;;
        *) echo "install-deps.sh: unknown option $argument" >&2; echo "$usage" >&2; exit 2 ;;
    esac
done

if ! command -v apt-get > /dev/null; then
    echo "install-deps.sh: no apt-get here. README.md says what other systems need." >&2
    exit 1
fi

# dpkg-query fails where it knows nothing of a package; what it does print is what counts.
installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2> /dev/null || true)
installed=$(sed -n 's/ installed$//p' <<< "$installed")
missing=()
for package in "${wanted[@]}"; do
    grep -qxF "$package" <<< "$installed" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
    echo "All ${#wanted[@]} packages are installed."
    exit 0
fi

as_root=(env DEBIAN_FRONTEND=noninteractive)
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo > /dev/null; then
        echo "install-deps.sh: neither root nor sudo. Ask an administrator to run:" >&2
        echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo "${as_root[@]}")
fi
echo "Installing: ${missing[*]}"
"${as_root[@]}" apt-get update -q
"${as_root[@]}" apt-get install -qy --no-install-recommends "${missing[@]}"
