# SPDX-License-Identifier: MIT
# Archives and what is packed: tar, ar, cpio, zip, gzip.

# Files of several sizes, one of them empty, one longer than a block.
members() {
  mkdir in
  printf 'hello\n' >in/hello
  : >in/empty
  seq 400 >in/long
  printf '%s' odd >in/odd
  touch -d 2024-02-29T12:00:00Z in/*
}

tar_() {
  members
  for form in ustar gnu; do
    tar -cf a.tar --format=$form --owner=somebody:1000 --group=users:100 -C in empty hello long odd
    tar -tvf a.tar --numeric-owner | awk '{ print $6 "\t" $3 }' >word
    agree dump a.tar --step '512+align(size,512)' --until 'name==""' -f '100s|cstr:name: 24x 12s|text(oct):size: 376x' --fields name,size
    python3 - >word <<'PY'
import json, tarfile, time
for m in tarfile.open('a.tar'):
    print(json.dumps({'name': m.name, 'mode': m.mode, 'uid': m.uid, 'size': m.size,
                      'mtime': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(m.mtime)),
                      'type': {b'0': 'file', b'5': 'folder'}[m.type], 'magic': 'ustar', 'user': m.uname, 'group': m.gname}, separators=(',', ':')))
PY
    agree dump a.tar --step '512+align(size,512)' --until 'name==""' -t ndjson -f \
      '100s|cstr:name: 8s|text(oct):mode: 8s|text(oct):uid: 8x 12s|text(oct):size: 12s|text(oct)|unix:mtime: 8x c|enum("0"=file,"5"=folder):type: 100x 5s:magic: 3x 32s|cstr:user: 32s|cstr:group: 183x'
    # The same walk with the bodies as a part of the record.
    python3 -c "import json; print(json.dumps({'body': open('in/long').read()}, separators=(',', ':')))" >word
    agree dump a.tar --until 'name==""' -i 2 --fields body -t ndjson -f \
      '100s|cstr:name: 24x 12s|text(oct):size: 376x {size}s:body: {-size%512}x'
  done
  refuse 'record 0' dump a.tar -o 1 -f '100s|cstr:name: 24x 12s|text(oct):size: 376x {size}x'
}
compare tar_ tar python3

ar_() {
  members
  ar rcD a.a in/hello in/empty in/odd in/long
  # "rw-r--r-- 0/0      6 Jan  1 00:00 1970 hello"
  ar tv a.a | awk '{ print $8 "/," $3 }' >word
  agree dump a.a -o 8 -t csv --fields name,size -f \
    '16s|trim:name: 12s|text(dec)|unix:time: 6s|text(dec):uid: 6s|text(dec):gid: 8s|text(oct):mode: 10s|text(dec):size: "`\n" {size}s:data: {size%2}x'
  ar p a.a long | python3 -c 'import json, sys; print(json.dumps({"data": sys.stdin.read()}, separators=(",", ":")))' >word
  agree dump a.a -t ndjson -o 8 -i -1 --fields data -f '48x 10s|text(dec):size: "`\n" {size}s:data: {size%2}x'
  refuse 'at offset 65 stands' dump a.a -o 7 -f '48x 10s:size: "`\n"'
}
compare ar_ ar python3

cpio_() {
  members
  (cd in && printf '%s\n' hello empty long odd | cpio --quiet -o -H newc) >a.cpio
  # "-rw-r--r--   1 0        0               6 Feb 29  2024 hello"
  cpio --quiet -itvn <a.cpio | awk '{ print $9 "\t" $5 "\t" $3 }' >word
  agree dump a.cpio --until 'name=="TRAILER!!!"' -t tsv --fields name,filesize,uid -f \
    '6s|is("070701"):magic: 8s|text(hex):ino: 8s|text(hex):mode: 8s|text(hex):uid: 8s|text(hex):gid: 8s|text(hex):nlink: 8s|text(hex)|unix:mtime: 8s|text(hex):filesize: 32x 8s|text(hex):namesize: 8x {namesize}s|cstr:name: {-(110+namesize)%4}x {filesize}s:data: {-filesize%4}x'
}
compare cpio_ cpio

zip_() {
  members
  python3 - >word <<'PY'
import json, zipfile
with zipfile.ZipFile('a.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    for name in ('hello', 'empty', 'long', 'odd'):
        z.write('in/' + name, name)
for m in zipfile.ZipFile('a.zip').infolist():
    print(json.dumps({'method': 'deflate' if m.compress_type else 'stored', 'time': '%d-%02d-%02dT%02d:%02d:%02dZ' % m.date_time, 'crc': '0x%08x' % m.CRC,
                      'packed': m.compress_size, 'size': m.file_size, 'name': m.filename, 'start': m.header_offset, 'magic': 'PK'}, separators=(',', ':')))
PY
  # Each entry of the directory at the end leads to a member; JSON has the CRC as a number.
  python3 -c '
import json, sys
for line in sys.stdin:
    entry = json.loads(line); entry["crc"] = int(entry["crc"], 16)
    print(json.dumps(entry, separators=(",", ":")))' <word >numbers && mv numbers word
  agree dump a.zip --read 'size-22: <I:end: 4xH:n: 2x I:bytes: I:at:' -o @at -n @bytes -t ndjson \
    --fields method,time,crc,packed,size,name,start,magic -f \
    '"PK\x01\x02" <2H:versions: H:flags: H|enum(0=stored,8=deflate):method: I|dos:time: I|hex:crc: I:packed: I:size: H:n: H:extra: H:comment: 2x H:internal: I:external: I:start: {n}s:name: {extra}x {comment}x A(start){2s:magic: 2x}'
}
compare zip_ python3

gzip_() {
  members
  gzip -k in/long
  # Where a field does not stand the next one follows at once.
  gzip -lNv in/long.gz | awk 'NR == 2 { print $2 "," $7 }' >list
  printf '%s,long,%d,2024-02-29T12:00:00Z\n' 0x"$(cut -d, -f1 list)" "$(stat -c %s in/long)" >word
  gzip -n -c in/long >plain.gz
  header='"\x1f\x8b\x08" B|flags(text=1,hcrc=2,extra=4,name=8,comment=16):flags: <I|unix:mtime: 2x {flags&4?}H:extra: {flags&8?}z:name: {flags&16?}z:comment:'
  agree dump in/long.gz -s '' -t csv --fields crc,name,size,mtime -f "$header {rest}x A(\$size-8){<I|hex:crc: I:size:}"
  printf '%s,,%d\n' 0x"$(cut -d, -f1 list)" "$(stat -c %s in/long)" >word
  agree dump plain.gz -s '' -t csv --fields crc,name,size -f "$header {rest-8}x <I|hex:crc: I:size:"
}
compare gzip_ gzip
