#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Fuzzes one target from its seed corpus, which stays as it is. Where it fails, the input that did
# it is printed, so that it can be had from a log alone.
#
#   run_target.sh PROGRAM CORPUS     for BVIEW_FUZZ_SECONDS, 20 without it
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/found" "$scratch/failed"

[[ -n $(ls "$2") ]] || { echo "no seeds in $2"; exit 1; }
export UBSAN_OPTIONS=print_stacktrace=1
status=0
"$1" -max_total_time="${BVIEW_FUZZ_SECONDS:-20}" -timeout=10 -rss_limit_mb=1024 -max_len=4096 \
  -print_final_stats=1 -artifact_prefix="$scratch/failed/" "$scratch/found" "$2" || status=$?

for input in "$scratch"/failed/*; do
  [[ -e $input ]] || continue
  echo "The input that failed, $(basename "$input"); to run it again:"
  echo "  base64 -d <<<'$(base64 -w0 "$input")' >input; $1 input"
done
exit "$status"
