# SPDX-License-Identifier: MIT
# What the help shows of records, formulas and readings, as it is typed, on the files made above.

examples() {
  local file topic shown=0
  for file in png/logo.png wav/odd.wav pcap/cap.pcap tar_/a.tar pe/a.exe bmp/a.bmp nifti/x.nii stl/a.stl; do
    [[ -f ../$file ]] || { absent+=("examples (${file%%/*})"); return 0; }
    cp "../$file" "$(basename "$file")"
  done
  mv odd.wav a.wav
  "$bview" pack -f '<5H' 0 0 0 0 0 >regs.bin
  echo 'struct entry { int id; char name[12]; } entry[8] = {{1, "one"}}; int main(void) { return 0; }' >a.c
  cc -g a.c -o a.out
  global=$(nm a.out | sed -n 's/^0*\([0-9a-f]*\) D entry$/0x\1/p')
  mkdir bin
  ln -s "$bview" bin/bview
  for topic in records formulas readings; do
    "$bview" help $topic | sed -n '/^examples:/,/^$/s/^  //p' |
      sed "s/0x404020/$global/" >commands # where this compiler put it
    # A line that does not begin with bview goes on with the one before.
    shown=$((shown + $(grep -c '^bview ' commands)))
    doing="the examples of 'bview help $topic'"
    if PATH=$PWD/bin:$PATH bash -eu commands >printed 2>complaint </dev/null && [[ -s printed ]] &&
      ! grep -v "^bview: changed .*; 'bview undo' takes it back$" complaint; then
      agreed=$((agreed + 1))
    else
      disagrees "$doing" "$(<complaint)"
    fi
  done
  [[ $shown -ge 11 ]] || disagrees "only $shown examples were found"
}
compare examples cc nm
