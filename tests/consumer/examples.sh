#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs the examples, and holds them to what they should say.
#
#   examples.sh FOLDER KIND BVIEW      FOLDER/NAME_KIND is example NAME; BVIEW the program
set -euo pipefail
folder=$(realpath "$1")
kind=$2
bview=$3
scratch=$(mktemp -d)
follower=
trap '[[ -z $follower ]] || kill "$follower" 2>/dev/null; rm -rf "$scratch"' EXIT
cd "$scratch"

# says WANT COMMAND...: what it prints, errors too.
says() {
  local want=$1 got
  got=$("$folder/$2_$kind" "${@:3}" 2>&1 ||:)
  [[ $got == "$want" ]] || { printf '%s said:\n%s\nand not:\n%s\n' "${*:2}" "$got" "$want"; exit 1; }
}

format='<I:id: d:x: 8s:label:'
"$bview" pack -f "$format" 1 0.5 north 2 -2.5 south 3 4 'a,b' >points.bin
cp points.bin before.bin

says 2 sum_column points.bin "$format" x
says "sum_column: there is no field 'y'; the record has id, x, label" sum_column points.bin "$format" y
says "sum_column: field 'id' is u32, and f64 was asked for; values are not converted" \
  sum_column points.bin "$format" id
says 1.25 weighted_mean points.bin "$format" x id
says '{"id":1,"x":0.5,"label":"north"}
{"id":2,"x":-2.5,"label":"south"}
{"id":3,"x":4.0,"label":"a,b"}' to_ndjson points.bin "$format"
says "to_ndjson: cannot open 'absent.bin': No such file or directory" to_ndjson absent.bin "$format"

says 'before: [-2.5]
after: [7.25]
taken back: [-2.5]' transaction points.bin "$format" 1 x 7.25
says "transaction: line 1, field 'x': 'seven' is no number; if line 1 has names, say --header" transaction points.bin "$format" 1 x seven
cmp points.bin before.bin
[[ ! -e points.bin.bview-undo ]]

"$bview" pack -f '<d' 1 2 3 4 5 6 | "$bview" dump - -f '<d' -s 2,3 -t npy >matrix.npy
says 'array: <d, 48 bytes
  5 7 9' parts_to_eigen matrix.npy array
says "parts_to_eigen: 'points.bin' is no container" parts_to_eigen points.bin data

# Half a record waits for the other half; a file that is truncated is at its end.
"$bview" pack -f '<H' 1 2 >log.bin
"$folder/follow_$kind" log.bin '<H:n:' >followed 2>fate &
follower=$!
lines() {
  for ((k = 0; k < 600; ++k)); do
    [[ $(wc -l <followed) -lt $1 ]] || return 0
    sleep 0.1
  done
  echo "follow printed no line $1"
  exit 1
}
lines 2
printf '\3\0\4' >>log.bin
lines 3
printf '\0' >>log.bin
lines 4
: >log.bin
wait "$follower"
follower=
[[ $(<followed) == $'{"n":1}\n{"n":2}\n{"n":3}\n{"n":4}' && $(<fate) == 'follow: log.bin was truncated' ]]
