#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Every ```console block of README.md is run as it stands, and must print what README shows.
#
#   readme.sh ROOT BVIEW
set -euo pipefail
readme=$(realpath "$1/README.md")
. "$(dirname "$0")/support/scratch.sh" "$2"

# The blocks, and what they show when each of their commands is run in turn.
sed -n '/^```console$/,/^```$/p' "$readme" | grep -v '^```' >"$scratch/shown"
grep -c '^\$ ' "$scratch/shown" >/dev/null || { echo 'README.md shows no command'; exit 1; }
run() {
  [[ -z $command ]] || bash -c "$command" 2>&1 </dev/null || true
  command=
}
command=
while IFS= read -r line; do
  case $line in
    '$ '*) run; command=${line#'$ '} ;;
    '> '*) command+=$'\n'${line#'> '} ;; # of a here-document
    *) continue ;;
  esac
  printf '%s\n' "$line"
done <"$scratch/shown" >"$scratch/printed"
run >>"$scratch/printed"
diff -u "$scratch/shown" "$scratch/printed"
