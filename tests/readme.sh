#!/usr/bin/env bash
# Every ```console block of README.md is run as it stands, and must print what README shows.
#
#   readme.sh ROOT BVIEW
set -euo pipefail
readme=$(realpath "$1/README.md")
bview=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/run"
ln -s "$bview" "$scratch/bin/bview"
export PATH=$scratch/bin:$PATH LC_ALL=C
cd "$scratch/run"

# The blocks, and what they show when each of their commands is run in turn.
sed -n '/^```console$/,/^```$/p' "$readme" | grep -v '^```' >"$scratch/shown"
grep -c '^\$ ' "$scratch/shown" >/dev/null || { echo 'README.md shows no command'; exit 1; }
while IFS= read -r line; do
  [[ $line == '$ '* ]] || continue
  printf '%s\n' "$line"
  bash -c "${line#'$ '}" 2>&1 </dev/null || true
done <"$scratch/shown" >"$scratch/printed"
diff -u "$scratch/shown" "$scratch/printed"
