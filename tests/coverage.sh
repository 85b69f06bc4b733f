#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Prints how many of the lines of each floor the tests ran, from what ctest left in a tree that was
# built with BVIEW_COVERAGE.
#
#   tests/coverage.sh [--files] [TREE]     --files: of each file, too; TREE: build/coverage without it
set -euo pipefail
cd "$(dirname "$0")/.."

by_file=false
[[ ${1:-} != --files ]] || { by_file=true; shift; }
tree=${1:-build/coverage}

for suffix in -14 ''; do
  command -v "llvm-cov$suffix" >/dev/null && break
done
# What a killed program was writing is cut, and passed over: bview ends its helpers so.
"llvm-profdata$suffix" merge --failure-mode=all -o "$tree/profiles/all.profdata" "$tree"/profiles/*.profraw
"llvm-cov$suffix" export -summary-only -instr-profile="$tree/profiles/all.profdata" \
  "$tree/tests/bview_tests" -object "$tree/bview" 2> >(grep -v 'mismatched data' >&2) |
  jq -r --arg root "$PWD/" --argjson by_file "$by_file" '
    def share: "\(10000 * (map(.covered) | add) / (map(.count) | add) | floor / 100)%";
    # What was compiled through ccache has relative names.
    [.data[0].files[] | .summary.lines + {file: .filename | sub("^.*/[.][.]/"; "") | sub("^.*/include/bview/"; "") | ltrimstr($root)}
                      | .floor = (.file | split("/")[0])
                      | select(.floor | IN("core", "formats", "app"))]
    | if $by_file then (sort_by(.percent)[] | "\([.] | share)  \(.file)") else empty end,
      "Lines that the tests run: " + (group_by(.floor) | map("\(.[0].floor) \(share)") | join(", "))
        + ", in all \(share)"'
