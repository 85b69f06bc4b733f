#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What the help shows works: every recipe, every example of a command, every index and what it is
# said to select, every format.
#
#   help.sh BVIEW
set -euo pipefail
. "$(dirname "$0")/support/scratch.sh" "$1"
failed=0
fail() { printf '%s\n' "$@"; failed=1; }
same() { [[ $2 == "$3" ]] || fail "$1:" "  said:  $2" "  found: $3"; }

# --- the files that the texts speak of -----------------------------------------------------------
seq 0 11 | bview pack -f '<i' --from csv - >data.bin
seq 0 31 | bview pack -f '<f' --from csv - >grid.bin
bview pack -f '<I:id: d:x: d:y: 8s:label:' 1 0.5 2 north 2 1 3 'a, b' >points.bin
seq 0 15 | bview pack -f '<e' --from csv - >half.bin
bview pack -f '>4sHHI' BVEW 1 80 0 >header.bin
bview pack -f '<iH' 1 2 3 4 >in.bin
seq 100 | bview pack -f '<Q' --from csv - >log.bin
bview pack -f '<I:used: I:size: 8s:name:' 5 10 home 12 10 data >disks.bin
{ head -c 1024 /dev/zero; seq 8 | bview pack -f '<[bf16]' --from csv -; } >model.bin
{ printf BVEW; head -c 2009 /dev/zero; printf 'boot v1.20 \177ELF\0\200\0\0'; head -c 16 /dev/zero; } >fw.bin
bview patch -q fw.bin -o 0x1c -f '>H' 8001
bview patch -q fw.bin --fix 'u32le@(size-4) = crc32(:size-4)'
seq 0 23 | bview pack -f '<H' --from csv - >depth.raw
{ bview pack -f '<2sIHHI IiiHHIIiiII' BM 70 0 0 54 40 2 2 1 24 0 16 2835 2835 0 0; seq 16 | bview pack -f B --from csv -; } >photo.bmp
printf QUICK >quick.bin; bview dump quick.bin -t ihex >new.hex; bview dump quick.bin -t srec >fw.s19
bview pack -f "<5H" 0 0 0 0 0 >regs.bin
printf x >member && tar cf a.tar member
{ printf '\211PNG\r\n\032\n'; bview pack -f '>I4s4sI' 4 IHDR abcd 1; bview pack -f '>I4sI' 0 IEND 2; } >logo.png
{ head -c 24 /dev/zero; bview pack -f '<4I3B' 1700000000 0 3 3 1 2 3; } >cap.pcap
echo 'struct msg { unsigned id; char text[8]; };' >proto.h
echo '#include "proto.h"
struct msg msg; int main(void) { return 0; }' >a.c && cc -g a.c -o a.out
tensors='{"wte":{"dtype":"F32","shape":[4,2],"data_offsets":[0,32]},'
tensors+='"layers.0.weight":{"dtype":"F32","shape":[2],"data_offsets":[32,40]}}'
{ bview pack -f '<Q' ${#tensors}; printf %s "$tensors"; seq 10 | bview pack -f '<f' --from csv -; } >model.safetensors
seq 3 | bview pack -f '<f' --from csv - | bview dump -f '<f' -t npy >bias.npy
for archive in archive.zip a.npz; do
  python3 -c 'import sys, zipfile; zipfile.ZipFile(sys.argv[1], "w").write("bias.npy")' $archive
done
echo '-o 0x1c -f >H 8001   # a line of a script' >edits.txt
cp header.bin header.before
# diff says by its exit code that files differ, so these do not.
bview pack -f '<I:id: f:x: 8s:tag:' 1 0.5 north 2 1 south >a.bin
for copy in b.bin old.bin new.bin copy-of-old.bin; do cp a.bin $copy; done
for copy in a b; do cp model.safetensors $copy.safetensors; done

# --- recipes: each question's commands are one script --------------------------------------------
recipes=0
run_block() {
  [[ -n $1 ]] || return 0
  recipes=$((recipes + 1))
  bash -euo pipefail -c "$1" </dev/null >printed 2>said || fail "a recipe fails:" "$1" "$(<said)"
  cat printed >>all
}
block=
while IFS= read -r line; do
  if [[ $line == '  '* ]]; then
    block+=${line#  }$'\n'
  else
    run_block "$block"
    block=
  fi
done < <(bview help recipes)
run_block "$block"
same 'recipes' 16 $recipes
same 'a column' '1.0 5.0 9.0 13.0 17.0 21.0 25.0 29.0' "$(head -8 all | xargs)"
same 'CSV' '2,1.0,3.0,"a, b"' "$(tail -1 points.csv)"
same 'ELF' 1 "$(grep -c '^offset .*flags' all)"
same 'dry run' 1 "$(grep -c '80 -> 8080' all)"
cmp header.bin header.before || fail 'undo left the header changed'
same 'awk' '[[1,4],[3,8]]' "$(bview dump out.bin -f '<iH' -t json)"
same 'rows' 2 "$(grep -cx $'28.0\t29.0\t30.0\t31.0\|19.0\t18.0\t17.0\t16.0' all)"
same 'the end' 1 "$(grep -cx 100 all)"
same 'jq' '{"used":12,"size":10,"name":"data"}' "$(grep used all)"
same 'bf16' '5.0' "$(bview dump model.f64 -f '<d' -i 4)"

# --- examples of commands, in the order of their table -------------------------------------------
for command in $(bview help | sed -n '/^commands:/,/^topics:/s/^  \([a-z][a-z]*\) .*/\1/p'); do
  bview help "$command" | sed '1,/^examples:/d; s/^  //' >examples
  [[ -s examples ]] || fail "'bview help $command' has no examples"
  while IFS= read -r line; do
    [[ $line != *'| source '* ]] || continue # that one is for fish
    if [[ $command == explore ]]; then # on a terminal, until q
      { sleep 1; printf q; } | TERM=xterm script -qefc "$line" /dev/null >printed ||
        fail "an example of $command fails:" "  $line" "  $(<printed)"
      continue
    fi
    bash -euo pipefail -c "$line" </dev/null >printed 2>said ||
      fail "an example of $command fails:" "  $line" "  $(<said)"
  done <examples
done

# --- index: options, two blanks, what they select ------------------------------------------------
seq 0 11 | bview pack -f '<i' --from csv - >data.bin
indices=0
while IFS=$'\t' read -r options selected; do
  indices=$((indices + 1))
  same "$options" "$selected" "$(eval "bview dump data.bin -f '<i' -s 3,4 -t json $options" 2>&1)"
done < <(bview help index | sed -n '/^examples/,/^$/p' | awk -F '   *' -v OFS='\t' '/^  -/ { print $2, $3 }')
[[ $indices -ge 8 ]] || fail "only $indices indices were found"

# --- formats: all that are examples --------------------------------------------------------------
while IFS= read -r format; do
  bview info /dev/null -f "$format" >/dev/null || fail "format: $format"
done < <(bview help formats | sed -n '/^examples/,/^$/s/^  \(.*[^ ]\)   .*/\1/p')
exit $failed
