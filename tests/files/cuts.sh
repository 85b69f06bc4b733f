# SPDX-License-Identifier: MIT
# Files that are cut short, at every byte: chunks, lengths in front, boxes in boxes.

# cut FILE ENDS OPTION...: see cuts.py.
cut_everywhere() {
  doing="bview dump ${*@Q}, cut at every byte"
  if python3 "$here/cuts.py" "$bview" "$@" >cuts 2>&1; then
    agreed=$((agreed + 1))
  else
    disagrees "$doing" "$(head -c 2000 cuts)"
  fi
}

cut_png() {
  ppmmake red 7 5 | pnmtopng >logo.png 2>notes
  pngcheck -v logo.png | python3 -c '
import re, sys
chunks = [(int(at, 16) - 4, int(n)) for at, n in re.findall(r"at offset 0x(\w+), length (\d+)", sys.stdin.read())]
print(*[at for at, n in chunks], chunks[-1][0] + chunks[-1][1] + 12, sep=",")' >ends
  cut_everywhere logo.png "$(<ends)" -o 8 -f '>I:len: 4s:type: {len}s|hex:data: I|hex:crc:'
  cut_everywhere logo.png "$(<ends)" -o 8 -f '>I:len: M(len+4){4s:type: {*}B:data:} I|hex:crc:'
}
compare cut_png ppmmake pnmtopng pngcheck python3

cut_pcap() {
  packets pcap
  "${frames[@]}" -e frame.cap_len 2>notes | python3 -c '
import itertools, sys
print(*itertools.accumulate([16 + int(line) for line in sys.stdin], initial=24), sep=",")' >ends
  cut_everywhere cap.pcap "$(<ends)" -o 24 -f '<I|unix:sec: I:usec: I:caplen: I:len: {caplen}B:data:'
}
compare cut_pcap text2pcap tshark python3

cut_mp4() {
  song
  AtomicParsley a.mp4 -T | python3 -c '
import re, sys
boxes = [(int(at), int(n)) for at, n in re.findall(r"^\ufeff?Atom .... @ (\d+) of size: (\d+)", sys.stdin.read(), re.M)]
print(*[at for at, n in boxes], sum(boxes[-1]), sep=",")' >ends
  cut_everywhere a.mp4 "$(<ends)" -f "$boxes"
}
compare cut_mp4 python3 AtomicParsley
