#!/usr/bin/env bash
# Builds bview in several ways and runs every test in each; ctest's summary of them all comes last.
#
#   tests/run.sh [PRESET...]     only these of CMakePresets.json
set -euo pipefail
cd "$(dirname "$0")/.."
. app/packages.sh

presets=("$@")
[[ $# -gt 0 ]] || presets=(release asan clang)

packages=(g++ clang cmake ninja-build libfmt-dev libcli11-dev libboost-dev libdragonbox-dev libhwy-dev zlib1g-dev doctest-dev libbenchmark-dev
  clang-format jq bsdextrautils zsh fish mandoc)
[[ " ${presets[*]} " != *' clang-asan '* ]] || packages+=(libclang-rt-14-dev)
install_missing "${packages[@]}"

for preset in "${presets[@]}"; do
  cmake --preset "$preset"
  cmake --build --preset "$preset" -j2
done

# One list of tests over the build trees makes one summary.
echo "subdirs(${presets[*]})" >build/CTestTestfile.cmake
ctest --test-dir build -j2 --output-on-failure --no-tests=error
