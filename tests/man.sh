#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The man page has its sections, no fault that mandoc finds, and every line that the help shows.
#
#   man.sh BVIEW
set -euo pipefail
bview=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export LC_ALL=C
command -v mandoc >/dev/null || { echo 'mandoc is not installed'; exit 77; }
failed=0
fail() { printf '%s\n' "$@"; failed=1; }

"$bview" help man >bview.1
for section in NAME SYNOPSIS DESCRIPTION COMMANDS FORMATS 'INDEX EXPRESSIONS' 'OUTPUT FORMS' \
  RECIPES 'EXIT STATUS' ENVIRONMENT FILES 'SEE ALSO'; do
  grep -qx "\.SH $section" bview.1 || fail "there is no section $section"
done
mandoc -T lint -W style bview.1 || fail 'mandoc finds faults'

# Blanks and breaks apart, nothing is lost on the way through the escapes.
shown=$(mandoc -T ascii -O width=200 bview.1 | col -bx | tr -s ' \n' ' ')
commands=$("$bview" help | sed -n '/^commands:/,/^topics:/s/^  \([a-z][a-z]*\) .*/\1/p')
topics=$("$bview" help topics | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' | grep -vx 'topics\|man')
[[ -n $commands && -n $topics ]] || fail 'the help names no commands, or no topics'
while IFS= read -r line; do
  [[ $shown == *"$line"* ]] || fail "not there: $line"
done < <({
  for topic in $topics; do "$bview" help "$topic" | grep '^  '; done
  for command in $commands; do "$bview" help "$command" | sed '1,/^examples:/d'; done
} | sed 's/^  *//' | tr -s ' ')

# Each command has a page of its own, with its options.
for command in $commands; do
  "$bview" help man "$command" >"bview-$command.1"
  mandoc -T lint -W style "bview-$command.1" || fail "mandoc finds faults in the page of $command"
  shown=$(mandoc -T ascii -O width=200 "bview-$command.1" | col -bx | tr -s ' \n' ' ')
  while IFS= read -r line; do
    [[ $shown == *"$line"* ]] || fail "not on the page of $command: $line"
  done < <("$bview" help "$command" | sed '1,/^examples:/d; s/^  *//' | tr -s ' ')
done
exit $failed
