# SPDX-License-Identifier: MIT
# Pictures: TIFF in both orders, BMP with its rows from the bottom up, GIF.

tiff() {
  ppmmake red 5 3 >red.ppm
  ppm2tiff -c none red.ppm little.tif 2>notes
  tiffcp -B little.tif big.tif
  for file in little big; do
    # "StripOffsets (273) LONG (4) 1<8>"; what does not fit four bytes stands elsewhere.
    tiffdump $file.tif | python3 -c '
import json, re, sys
for line in sys.stdin:
    m = re.match(r"\w+ \((\d+)\) \w+ \((\d+)\) (\d+)<(.*)>", line)
    if m:
        print(json.dumps({"tag": int(m[1]), "type": int(m[2]), "count": int(m[3]), "values": [int(v) for v in m[4].split()]}))' >tags
    jq -c -s '[{dir: .}]' tags >word
    agree dump $file.tif -s 1 --fields dir -t json -f \
      '2s:bom: E(bom=="MM") H|is(42):magic: I:ifd: A(ifd){H:n: {n}T{H:tag: H:type: I:count: A(count*(type==3 ? 2 : 4) <= 4 ? offset : bom=="MM" ? u32be@offset : u32le@offset){S(type){3={count}H:values:, 4={count}I:values:}} 4x}:dir: I:next:}'
    # The size that the directory says, by a field on the way to it.
    tiffdump $file.tif | sed -nE 's/^Directory 0: offset ([0-9]+) .* next ([0-9]+) .*/\1,\2/p' >word
    agree dump $file.tif -s '' --fields ifd,next -t csv -f \
      'type entry = 12x; 2s:bom: E(bom=="MM") 2x I:ifd: A(ifd){H:n: {n}[entry] I:next:}'
  done
}
compare tiff ppmmake ppm2tiff tiffcp tiffdump jq python3

bmp() {
  # Rows of 15 bytes are padded to 16, and the first is the lowest.
  python3 -c '
import sys
sys.stdout.buffer.write(b"P6 5 4 255 " + bytes(range(60)))' >a.ppm
  ppmtobmp -bpp 24 a.ppm >a.bmp 2>notes
  # The picture again, top row first, as blue, green, red.
  bmptopnm a.bmp 2>notes | python3 -c '
import json, sys
head, data = sys.stdin.buffer.read().split(b"255\n", 1)
rows = [[[data[at + 2], data[at + 1], data[at]] for at in range(row, row + 15, 3)] for row in range(0, 60, 15)]
print(json.dumps(rows, separators=(",", ":")))' >word
  agree dump a.bmp --read '<10xI:off: 4x i:w: i:h:' -o @off -s @h,@w,3 --strides 'align(@w*3,4),3,1' -i ::-1 -f B -t json
  bmptopnm a.bmp 2>notes | tail -c 60 | od -An -v -tu1 -w3 | awk '{ print $3 "\t" $2 "\t" $1 }' | sed -n '6,10p' >word
  agree dump a.bmp --read '<10xI:off: 4x i:w: i:h:' -o @off -s @h,@w,3 --strides 'align(@w*3,4),3,1' -i '::-1' -i 1 -f B -t tsv
}
compare bmp ppmtobmp bmptopnm python3 od

bmp_parts() {
  local bits
  for bits in 1 4 8; do
    bits=$bits python3 -c '
import os, sys
colors = min(1 << int(os.environ["bits"]), 18)
sys.stdout.buffer.write(b"P6 5 4 255 " + b"".join(bytes([255, k * k % 19 % colors, 0]) for k in range(20)))' >a.ppm
    ppmtobmp -bpp $bits a.ppm >$bits.bmp 2>notes
  done
  # Five bits of each colour; rows of 10 bytes are padded to 12, and the first is the lowest.
  python3 -c '
import struct
head = struct.pack("<2sI4xIIiiHHIIiiII", b"BM", 102, 54, 40, 5, 4, 1, 16, 0, 48, 0, 0, 0, 0)
rows = b"".join(struct.pack("<5H2x", *((row * 5 + k) * 3001 % 32768 for k in range(5))) for row in range(4))
open("16.bmp", "wb").write(head + rows)'
  for bits in 1 4 8 16; do
    # The picture, top row first; where there is a palette, as the numbers of its colours.
    bmptopnm $bits.bmp 2>notes | pnmtoplainpnm | bits=$bits python3 -c '
import json, os, sys
bits = os.environ["bits"]
numbers = [int(word) for word in sys.stdin.read().split()[4:]]
pixels = list(zip(*[iter(numbers)] * 3))
if bits != "16":
    palette = open(bits + ".bmp", "rb").read()[54:54 + (4 << int(bits))]
    colors = [tuple(palette[k:k + 3][::-1]) for k in range(0, len(palette), 4)]
    values = [colors.index(pixel) if bits != "8" else [colors.index(pixel)] for pixel in pixels]
else:
    values = [[(part * 31 + 127) // 255 for part in reversed(pixel)] for pixel in pixels]
print(json.dumps([values[k:k + 5] for k in range(0, 20, 5)], separators=(",", ":")))' >word
    parted agree dump $bits.bmp -p pixels -t json
  done
}
compare bmp_parts ppmtobmp bmptopnm pnmtoplainpnm python3

gif() {
  ppmmake red 5 3 | pamtogif -comment='made for a test' >a.gif 2>notes
  printf '5,3,made for a test\n' >word
  said 'made for a test' giftopnm -comments -verbose a.gif
  agree dump a.gif -s '' -t csv --fields w,h,text -f \
    '"GIF89a" <H:w: H:h: B|bits(bits:3, sorted:1, depth:3, table:1):f: 2x {f.table ? 3 << f.bits+1 : 0}x "!\xfe" B:n: {n}s:text: "\0,"'
  # What follows, block by block: a comment, and the picture.
  printf '%s\n' '{"kind":"!","label":254,"w":null,"data":{"blocks":[{"n":15},{"n":0}]}}' \
    '{"kind":",","label":null,"w":5,"data":{"blocks":[{"n":3},{"n":0}]}}' '{"kind":";","label":null,"w":null,"data":null}' >word
  agree dump a.gif --read '10x B|bits(bits:3, :4, table:1):f:' -o '13 + (@f.table ? 3 << @f.bits+1 : 0)' -t ndjson -f \
    'c:kind: S(kind){"!"=B:label:, ","=4x <H:w: 4x, ";"=} {kind!=";" ?}T{{* until n==0}T{B:n: {n}x}:blocks:}:data:'
}
compare gif ppmmake pamtogif giftopnm
