#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds bview in several ways and runs every test in each; ctest's summary of them all comes last.
# Together they are: g++ and clang++; Release, and Debug under sanitizers; clang-tidy, the layout of
# the sources, how many of their lines the tests run, whether they compile for arm64; and the fuzz
# targets, BVIEW_FUZZ_SECONDS each.
#
#   tests/run.sh [PRESET...]     only these of CMakePresets.json
set -euo pipefail
cd "$(dirname "$0")/.."
. app/packages.sh

presets=("$@")
[[ $# -gt 0 ]] || presets=(release coverage fuzz)

packages=(g++ cmake ninja-build)
packages+=(libfmt-dev libcli11-dev libboost-dev libdragonbox-dev libhwy-dev libutf8proc-dev libre2-dev zlib1g-dev libtomlplusplus-dev nettle-dev libzstd-dev libdw-dev libbpf-dev libncurses-dev)
packages+=(libhdf5-dev)                                                # for bview-hdf5
packages+=(doctest-dev libbenchmark-dev clang-format jq bsdextrautils xxd tmux) # for the tests
packages+=(python3 pngcheck netpbm sox abcmidi midicsv atomicparsley tshark cpio wabt protobuf-compiler gettext gfortran) # for real files
packages+=(libtiff-tools tzdata dcmtk admesh fdisk e2fsprogs dosfstools mtools sqlite3)
packages+=(python3-numpy libsnappy1v5 parallel python3-distributed)    # for what engines read
command -v npm >/dev/null || packages+=(nodejs npm)                    # a newer one has it in nodejs
packages+=(zsh fish mandoc pkg-config dpkg-dev file lintian libeigen3-dev) # for what is installed
packages+=(clang clang-tidy libclang-rt-14-dev llvm-14)                # for the trees of clang++
packages+=(g++-aarch64-linux-gnu)                                      # for arm64
install_missing "${packages[@]}"

for preset in "${presets[@]}"; do
  cmake --preset "$preset"
  cmake --build --preset "$preset" -j2
done

rm -rf build/coverage/profiles # an older build's counts

# Passes on what ctest prints; when all has run, a command puts its word in before the summary.
before_summary() {
  local line held='' status=0
  while IFS= read -r line; do
    if [[ $line =~ ^[0-9]+'% tests passed' ]]; then
      held=$line$'\n'
      break
    fi
    printf '%s\n' "$line"
  done
  held+=$(cat)
  "$@" || status=$?
  printf '%s\n' "$held"
  return "$status"
}
coverage=(true)
[[ " ${presets[*]} " != *' coverage '* ]] || coverage=(bash tests/coverage.sh)

# One list of tests over the build trees makes one summary.
echo "subdirs(${presets[*]})" >build/CTestTestfile.cmake
ctest --test-dir build -j2 --output-on-failure --no-tests=error | before_summary "${coverage[@]}"
