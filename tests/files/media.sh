# SPDX-License-Identifier: MIT
# Chunks and their like: PNG, WAV, AIFF, MIDI, MP4.

png() {
  ppmmake red 7 5 >red.ppm
  printf 'Title red\nAuthor somebody\n' >texts
  pnmtopng -text texts red.ppm >logo.png 2>notes
  # Offsets of pngcheck are those of a chunk's type, those of bview those of the record.
  pngcheck -v logo.png | python3 -c '
import re, sys, zlib
data = open("logo.png", "rb").read()
print("offset len type data crc")
for line in sys.stdin:
    m = re.match(r" +chunk (\w+) at offset 0x(\w+), length (\d+)", line)
    if m:
        at, n = int(m[2], 16), int(m[3])
        crc = zlib.crc32(data[at:at + 4 + n])
        print("%08x" % (at - 4), n, m[1], *([data[at + 4:at + 4 + n].hex()] if n else []), "0x%08x" % crc)' >word
  squeezed agree dump logo.png -o 8 -f '>I:len: 4s:type: {len}s|hex:data: I|hex:crc:' -t table
  pngcheck -v logo.png | sed -nE 's/^ +chunk (\w+) at offset 0x\w+, length ([0-9]+).*/{"len":\2,"type":"\1"}/p' |
    paste -sd, | sed 's/.*/{"chunks":[&]}/' >word
  agree dump logo.png -f '"\x89PNG\r\n\x1a\n" {*}T{>I:len: 4s:type: {len+4}x}:chunks:' -s '' -t ndjson
  # The records are the bytes themselves, whatever they are taken for.
  tail -c +9 logo.png >word
  agree dump logo.png -o 8 -f '>I:len: 4s:type: {len}s|hex:data: I|hex:crc:' -t raw
  # What stands in the chunks, each kind in its own layout.
  printf '%s\n' 'IHDR,7,5,,' 'PLTE,,,,' 'tEXt,,,Title,red' 'tEXt,,,Author,somebody' 'IDAT,,,,' 'IEND,,,,' >word
  said '7 x 5 image' pngcheck -v logo.png
  agree dump logo.png -o 8 -t csv --fields type,w,h,key,text -f \
    '>I:len: 4s:type: M(len){S(type){"IHDR"=I:w: I:h:, "tEXt"=z:key: {*}s:text:, *=}} I|hex:crc:'
  refuse "at offset 0 stands" dump logo.png -s '' -f '"GIF8" {*}B:rest_:'
}
compare png ppmmake pnmtopng pngcheck python3

wav() {
  # Three samples of 8 bits leave an odd chunk, which is padded.
  sox -n -r 8000 -c 1 -b 8 odd.wav synth 33s sine 440
  sox -n -r 44100 -c 2 -b 24 wide.wav synth 50s sine 440 sine 660
  for file in odd wide; do
    python3 - $file.wav >word <<'PY'
import sys, struct
data, at = open(sys.argv[1], 'rb').read(), 12
while at < len(data):
    tag, n = struct.unpack_from('<4sI', data, at)
    print(tag.decode(), n, sep='\t')
    at += 8 + n + n % 2
PY
    agree dump $file.wav -o 12 -f '<4s:id: I:len: {len}B:data: {len%2}x' --fields id,len -t tsv
    printf '%s,%s,%s\n' "$(soxi -c $file.wav)" "$(soxi -r $file.wav)" "$(soxi -b $file.wav)" >word
    agree dump $file.wav -s '' -t csv --fields channels,rate,bits -f \
      '"RIFF" 4x "WAVE" "fmt " <I:len: M(len){H|hex:tag: H:channels: I:rate: I:bytes: H:block: H:bits:}'
  done
  # The samples themselves, found behind whatever chunks stand in front of them.
  sox odd.wav -t u8 - | od -An -v -tu1 -w1 | tr -d ' ' | paste -sd, | sed 's/.*/[&]/' >word
  agree dump odd.wav -o 12 -t tsv --fields v -i -1 -f \
    '<4s:id: I:len: M(len){S(id){"data"={*}B:v:, *=}} {len%2}x'
  sox wide.wav -t s32 - | od -An -v -td4 -w4 | awk '{ print $1 / 256 }' | paste -sd, | sed 's/.*/[&]/' >word
  agree dump wide.wav -o 12 -t tsv --fields v -i -1 -f \
    '<4s:id: I:len: M(len){S(id){"data"={*}[i24]:v:, *=}} {len%2}x'
  sox wide.wav -t s32 - | od -An -v -td4 -w8 | awk '{ print $1 / 256 "\t" $2 / 256 }' >word
  agree dump wide.wav --read '<16xI:fmt:' --read '36+@fmt: <I:n:' -o '40+@fmt' -s '@n/6,2' -f '<[i24]' -t tsv
}
compare wav sox soxi python3 od

aiff() {
  sox -n -r 11025 -c 2 -b 16 a.aiff synth 21s sine 440 sine 660
  printf '%s,%s,%s,%s\n' "$(soxi -c a.aiff)" "$(soxi -s a.aiff)" "$(soxi -b a.aiff)" "$(soxi -r a.aiff).0" >word
  agree dump a.aiff -o 12 -i 1 -t csv --fields channels,frames,bits,rate -f \
    '4s:id: >I:len: M(len){S(id){"COMM"=H:channels: I:frames: H:bits: [f80]:rate:, *=}} {len%2}x'
}
compare aiff sox soxi

midi() {
  printf '%s\n' 'X:1' 'T:Test' 'M:4/4' 'L:1/4' 'K:C' 'CDEF|GABc|[CEG]4|' 'c128|' >a.abc
  abc2midi a.abc -o a.mid >notes
  # midicsv counts from the start, files from the event before.
  midicsv a.mid | python3 -c '
import sys
at = {}
for line in sys.stdin:
    track, time, kind, *rest = (field.strip() for field in line.split(","))
    if kind in ("Header", "Start_track", "End_of_file"):
        continue
    print(track, int(time) - at.get(track, 0), *(rest[1:] if kind.startswith("Note") else ["", ""]), sep=",")
    at[track] = int(time)' >word
  # One track: its events are the records.
  sed -i 's/^1,//' word
  agree dump a.mid -o 22 -t csv --fields delta,note,velocity -f \
    '[vlq]:delta: B|hex:status: S(status){0xff=B|hex:kind: [vlq]:len: {len}s:data:, 0x80..0xbf|0xe0..0xef=B:note: B:velocity:, 0xc0..0xdf=B:program:}'
  midicsv a.mid | sed -nE 's/^0, 0, Header, (.*), (.*), (.*)/[{"id":"MThd","format":\1,"tracks":\2,"division":\3},{"id":"MTrk","format":null,"tracks":null,"division":null}]/p' >word
  agree dump a.mid -t json --fields id,format,tracks,division -f \
    '4s:id: >I:len: M(len){S(id){"MThd"=H:format: H:tracks: H:division:, "MTrk"={*}B:events:}}'
}
compare midi abc2midi midicsv python3

# A song without sound, and the layout of its boxes.
boxes='type box = >I:size: 4s|latin1:type: M(size-8){S(type){"moov"|"udta"|"ilst"|"\xa9nam"={*}[box]:boxes:, "meta"=4x {*}[box]:boxes:, *={*}x}}; [box]'
song() {
  python3 - <<'PY'
import struct
def box(kind, *parts):
    body = b''.join(parts)
    return struct.pack('>I4s', len(body) + 8, kind) + body
full = struct.pack('>I', 0)
name = box(b'\xa9nam', box(b'data', struct.pack('>II', 1, 0), b'a song'))
handler = box(b'hdlr', full, bytes(4), b'mdir', b'appl', bytes(9))
mvhd = box(b'mvhd', full, struct.pack('>IIII', 3600, 7200, 600, 1800), struct.pack('>IH', 0x10000, 0x100), bytes(70 + 4))
with open('a.mp4', 'wb') as out:
    out.write(box(b'ftyp', b'M4A ', struct.pack('>I', 512), b'isommp42'))
    out.write(box(b'moov', mvhd, box(b'udta', box(b'meta', full, handler, box(b'ilst', name)))))
    out.write(box(b'free', bytes(5)) + box(b'mdat', b'0123456789'))
PY
}

mp4() {
  song
  # AtomicParsley indents what lies in another: "     Atom mvhd @ 40 of size: 108, ends @ 148".
  AtomicParsley a.mp4 -T | python3 -c '
import json, re, sys
tree = []
stack = [(-1, tree)]
for line in sys.stdin:
    m = re.match(r"\ufeff?( *)Atom (....) @ \d+ of size: (\d+)", line)
    if m:
        node = {"size": int(m[3]), "type": m[2], "boxes": []}
        while stack[-1][0] >= len(m[1]): stack.pop()
        stack[-1][1].append(node)
        stack.append((len(m[1]), node["boxes"]))
def say(node):
    holds = node["type"] in ("moov", "udta", "meta", "ilst", "\u00a9nam")
    node["boxes"] = [say(inner) for inner in node["boxes"]] if holds else None
    return node
for node in tree:
    print(json.dumps(say(node), separators=(",", ":"), ensure_ascii=False))' >word
  agree dump a.mp4 -t ndjson -f "$boxes"
  printf '%s\n' '{"v":600,"duration":1800}' >word
  said 'Atom mvhd @ 32 of size: 108' AtomicParsley a.mp4 -T
  agree dump a.mp4 -o 32 -s '' -t ndjson -f '4x "mvhd" 4x >I|hfs:made: I|hfs:changed: I:v: I:duration:' --fields v,duration
}
compare mp4 python3 AtomicParsley
