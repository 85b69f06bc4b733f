# SPDX-License-Identifier: MIT
# Disks and what lies on them in tables: MBR, GPT, ext, FAT, and pages of SQLite.

mbr() {
  truncate -s 16M disk.img
  printf '%s\n' 'label: dos' 'label-id: 0xc17ed4e4' 'start=2048, size=8192, type=83, bootable' 'size=4096, type=c' | sfdisk -q disk.img
  sfdisk -J disk.img | jq -c '.partitiontable.partitions[] | {status: (if .bootable then "active" else "0x00" end), type: ("0x" + ("0" + .type)[-2:]), start, size}' |
    sed 's/"0x00"/"none"/; s/"0x83"/"linux"/; s/"0x0c"/"fat32"/' >word
  agree dump disk.img -o 446 -s 2 -t ndjson -f \
    '<B|enum(0=none,0x80=active):status: 3x B|enum(0x83=linux,0xc=fat32):type: 3x I:start: I:size:'
  echo 0xc17ed4e4 >word
  sfdisk -J disk.img | grep -q 0xc17ed4e4
  agree dump disk.img -o 440 -s '' -f 'id: u32le|hex' -t tsv
}
compare mbr sfdisk jq

gpt() {
  truncate -s 16M disk.img
  printf '%s\n' 'label: gpt' 'start=2048, size=8192, type=linux, name="first"' 'size=4096, type=uefi, name="zweite ä"' | sfdisk -q disk.img
  sfdisk -J disk.img | jq -r '.partitiontable.partitions[] | [(.type, .uuid | ascii_downcase), .start, .start + .size - 1, .name] | @tsv' >word
  agree dump disk.img --read '512: <8s|is("EFI PART"):sig: 64xQ:at: I:n: I:each:' -o '@at*512' -s @n --itemsize @each -i :2 -t tsv \
    -f '<16s|guid:type: 16s|guid:id: Q:first: Q:last: 8x 72s|utf16le:name:'
}
compare gpt sfdisk jq

ext() {
  truncate -s 4M disk.img
  mke2fs -q -t ext4 -L label -U 01234567-89ab-cdef-0123-456789abcdef disk.img
  dumpe2fs -h disk.img 2>notes | python3 -c '
import datetime, sys
said = dict(line.split(":", 1) for line in sys.stdin if ":" in line)
said = {key: value.strip() for key, value in said.items()}
made = datetime.datetime.strptime(said["Filesystem created"], "%a %b %d %H:%M:%S %Y")
print(said["Inode count"], said["Block count"], said["Block size"], said["Filesystem UUID"], said["Filesystem volume name"], said["Filesystem state"],
      made.strftime("%Y-%m-%dT%H:%M:%SZ"), sep=",")' >word
  # The size of a block is stored as a power of two above 1024.
  agree dump disk.img -o 1024 -s '' -t csv --fields inodes,blocks,unit,uuid,name,state,made -f \
    '<I:inodes: I:blocks: 16x I|enum(0=1024,1=2048,2=4096):unit: 28x H|is(0xef53):magic: H|flags(clean=1,errors=2):state: 44x 16s|uuid:uuid: 16s|cstr:name: 128x I|unix:made:'
}
compare ext mke2fs dumpe2fs python3

fat() {
  truncate -s 2M disk.img
  mkfs.fat -n TESTDISK -i 1234abcd disk.img >notes
  printf 'some text' >hello.txt
  touch -d 2024-02-29T12:34:56Z hello.txt
  mcopy -m -i disk.img hello.txt ::
  # "hello    txt         9 2024-02-29  12:34", and what lies in front of the directory.
  mdir -i disk.img :: | sed -nE 's/^(\w+) +(\w+) +([0-9]+) ([0-9-]+) +([0-9:]+).*/\U\1   \2\E\tarchive\t\4T\5:56Z\t\3/p' >file
  minfo -i disk.img :: | sed -nE 's/^(sector size|reserved .boot. sectors|fats|max available root directory slots|sectors per fat): ([0-9]+).*/\2/p' |
    paste -sd, >word
  boot='11x <H:sector: x H:reserved: B:fats: H:root: 3x H:each:'
  agree dump disk.img -o 0 -s '' -t csv -f "$boot"
  mv file word
  at=(--read "$boot" -o '(@reserved+@fats*@each)*@sector' -s @root)
  agree dump disk.img "${at[@]}" -i 1:2 -t tsv --fields name,attr,mtime,size -f \
    '<11s|trim:name: B|flags(label=8,archive=32):attr: 10x I|dos:mtime: H:cluster: I:size:'
}
compare fat mkfs.fat mcopy mdir minfo

fat_parts() {
  local kind width
  for kind in 12:2M 16:8M 32:64M; do
    width=${kind%:*}
    truncate -s ${kind#*:} $width.img
    mkfs.fat -F $width -s 1 -n TESTDISK -i 1234abcd $width.img >notes
    # The gap of the first file is filled, and what is left lies behind the second.
    head -c 1300 /dev/zero >first
    head -c 3000 /dev/zero >third
    mcopy -i $width.img first ::first
    mcopy -i $width.img first ::second
    mdel -i $width.img ::first
    mcopy -m -i $width.img third ::third
    # "::/third <2-4> <8-10>": each cluster has the number of the next, the last one the largest.
    mshowfat -i $width.img ::second ::third | width=$width python3 -c '
import os, re, sys
width = int(os.environ["width"])
table = [0] * 16
for line in sys.stdin:
    runs = [(int(m[1]), int(m[2] or m[1])) for m in re.finditer(r"<(\d+)(?:-(\d+))?>", line)]
    chain = [cluster for first, last in runs for cluster in range(first, last + 1)]
    for cluster, following in zip(chain, chain[1:] + [(1 << min(width, 28)) - 1]): table[cluster] = following
for row in zip(*[iter(table[4:])] * (2 if width == 12 else 1)): print(*row, sep="\t")' >word
    case $width in
      12) parted agree dump 12.img -p table12 -i 2:8 ;;
      16) parted agree dump 16.img -p table -i 4:16 ;;
      32) parted agree dump 32.img -p table32 -i 4:16 ;;
    esac
    # "second          1300 2026-11-28  15:29"
    mdir -i $width.img :: | sed -nE 's/^(second|third) +([0-9 ]*[0-9]) [0-9-]+ .*/\U\1\t\2/p' | tr -d ' ' >word
    parted agree dump $width.img -p root --where 'attributes == 32' --fields name,size -t tsv
  done
}
compare fat_parts mkfs.fat mcopy mdel mdir mshowfat python3

sqlite() {
  sqlite3 a.db "pragma page_size = 1024; create table t (id integer primary key, name text, n integer, x real, data blob);
    insert into t values (1, 'one', 1000, 0.5, x'00ff'), (2, 'zwei ä', null, -1e300, null), (300, '', -2, null, x''), (301, 'last', 8589934592, 2.5, x'616263');"
  page=$(sqlite3 a.db "select rootpage from sqlite_master where name = 't'")
  # A page holds where its cells begin; a cell a length, a rowid, and a record whose header has the
  # types of its columns: 0 is null, 1 to 6 are integers of 1 to 8 bytes, 7 is a float, 8 and 9 are
  # 0 and 1, the others are blobs and texts of (type - 12) / 2 bytes.
  start=$(((page - 1) * 1024))
  sqlite3 a.db 'select count(*) from t' >word
  agree dump a.db -o $start -s '' -t tsv --fields cells -f '>B|is(13):kind: 2x H:cells:'
  sqlite3 -json a.db 'select id, name, n, x, case when data is null then null else hex(data) end as data from t' | python3 -c '
import json, sys
for row in json.load(sys.stdin):
    print(json.dumps({**row, "x": None if row["x"] is None else float(row["x"]), "data": row["data"] and row["data"].lower()},
                     separators=(",", ":"), ensure_ascii=False))' >word
  agree dump a.db -o $((start + 8)) -s ">H@($start+3)" -t ndjson --fields id,name,n,x,data -f \
    ">H:at: A($start+at){[vlq]:len: [vlq]:id: [vlq]:head: M(head-1){{*}[vlq]:types:} {(types[1]-13)/2}s:name: S(types[2]){0=, 1=b:n:, 2=h:n:, 4=i:n:, 5=[i48]:n:, 6=q:n:} S(types[3]){0=, 7=d:x:} {types[4]>=12 ?}M((types[4]-12)/2){{*}s|hex:data:}}"
  sqlite3 a.db "pragma page_size; pragma page_count; pragma encoding" | paste -sd, >word
  agree dump a.db -o 0 -s '' -t csv --fields size_,pages,text -f \
    '16s|is("SQLite format 3"):magic: >H:size_: 10x I:pages: 24x I|enum(1="UTF-8",2="UTF-16le"):text:'
}
compare sqlite sqlite3 python3
