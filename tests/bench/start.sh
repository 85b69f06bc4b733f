#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# How long bview takes to start, do next to nothing, and end, beside /bin/true, in microseconds: the
# medians of ROUNDS, in turn. A second program, such as a static one, is measured beside the first.
#
#   [ROUNDS=1000] start.sh [BVIEW [BVIEW]]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
programs=("$(realpath "${1:-build/release/bview}")")
[[ $# -lt 2 ]] || programs+=("$(realpath "$2")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
cc -O2 -o spawn "$here/start/spawn.c"
head -c 256 /dev/urandom >data

# Copies, which the disk has in one piece however their linker wrote them.
beside=()
for n in "${!programs[@]}"; do
  cp "${programs[n]}" "bview$n"
  beside+=("bview$n, over /bin/true")
done
printf '| what | /bin/true |'
printf ' %s |' "${beside[@]}"
printf '\n|---|---|'
printf -- '---|%.0s' "${beside[@]}"
echo
for words in --version --help 'help dump' 'dump data' 'dump data -f <i -t csv' 'info data' 'stat data'; do
  commands=()
  for n in "${!programs[@]}"; do commands+=("./bview$n $words"); done
  ./spawn "${ROUNDS:-1000}" /bin/true "${commands[@]}" | awk -v words="$words" '{
    printf "| `bview %s` | %d |", words, $1
    for (k = 2; k <= NF; ++k) printf " %d = **+%d** |", $k, $k - $1
    print "" }'
done
