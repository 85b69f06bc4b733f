#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Instructions for each record that TypedView takes to add up values, beside a loop made for each.
#
#   typed.sh [BUILD]
#
# Needs valgrind. What filling the records takes is counted at two sizes, and taken off.
set -euo pipefail
build=$(realpath "${1:-build/release}")
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
libraries=("$build/libbview.a" -lfmt -lutf8proc -lre2 -lz -ldl -pthread)
"${CXX:-g++}" -std=c++20 -O2 -I"$build/include" "$here/typed/typed.cpp" "${libraries[@]}" -o typed

# instructions WAY VIEW RECORDS
instructions() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null ./typed "$@" 2>&1 | awk '/Collected/ { print $4 }'
}
# each WAY VIEW: for each of the records beyond the first thousand.
each() {
  echo "$1 $(instructions "$1" "$2" 1000) $(instructions "$1" "$2" 41000)"
}

echo '| a sum over | TypedView | by hand |'
echo '|---|---|---|'
./typed | while IFS= read -r view; do
  [[ $(./typed typed "$view" 1000) == "$(./typed hand "$view" 1000)" ]]
  { each typed "$view"; each hand "$view"; each none nothing; } | awk -v view="$view" '
    { cost[$1] = ($3 - $2) / 40000 }
    END { printf "| %s | %.2f | %.2f |\n", view, cost["typed"] - cost["none"], cost["hand"] - cost["none"] }'
done
