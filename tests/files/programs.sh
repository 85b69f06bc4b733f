# SPDX-License-Identifier: MIT
# Programs and their like: ELF, PE, WebAssembly, protobuf, catalogues of gettext.

elf() {
  printf '%s\n' 'int answer = 42;' 'int main(void) { return answer; }' >a.c
  gcc -o a.out a.c
  for program in a.out /bin/ls; do
    # "  [ 1] .interp PROGBITS 0000000000000318 000318 00001c 00 A 0 0 1", in hexadecimal.
    readelf -SW $program | python3 -c '
import re, sys
types = {"NULL": 0, "PROGBITS": 1, "SYMTAB": 2, "STRTAB": 3, "RELA": 4, "DYNAMIC": 6, "NOTE": 7, "NOBITS": 8, "DYNSYM": 11,
         "INIT_ARRAY": 14, "FINI_ARRAY": 15, "RELR": 19, "GNU_HASH": 0x6ffffff6, "VERDEF": 0x6ffffffd, "VERNEED": 0x6ffffffe, "VERSYM": 0x6fffffff}
letters = {"W": 1, "A": 2, "X": 4, "M": 16, "S": 32, "I": 64, "L": 128, "O": 256, "G": 512, "T": 1024}
for line in sys.stdin:
    m = re.match(r" +\[ *\d+\] (\S*) +([A-Z]\w*) +([0-9a-f]{16}) ([0-9a-f]+) ([0-9a-f]+) [0-9a-f]+ +([A-Z]*) ", line)
    if m:
        print(m[1], types[m[2]], "0x%016x" % sum(letters[c] for c in m[6]), "0x" + m[3], int(m[4], 16), int(m[5], 16), sep="\t")' >sections
    # Its own line of the contract, and with the names, which another section holds.
    cut -f 2- sections >word
    agree dump $program --read '<40xQ:off: 10xH:ent: H:n: H:names:' -o @off -s @n --itemsize @ent -t tsv \
      --fields type,flags,addr,offset,size -f '<I:name: I:type: Q|hex:flags: Q|hex:addr: Q:offset: Q:size:'
    mv sections word
    agree dump $program --read '<40xQ:off: 10xH:ent: H:n: H:names:' --read '@off+@names*@ent: <24xQ:at:' -o @off -s @n -t tsv \
      --fields text,type,flags,addr,offset,size \
      -f '<I:name: I:type: Q|hex:flags: Q|hex:addr: Q:offset: Q:size: 24x A(@at+name){z:text:}'
  done
  readelf -hW a.out | sed -nE 's/^ +(Class|Type|Number of section headers): +([A-Z0-9]+).*/\2/p' | paste -sd, >word
  agree dump a.out -o 0 -s '' -t csv --fields class,type,sections -f \
    '4s|is("\x7fELF"):magic: B|enum(1=ELF32,2=ELF64):class: B|is(1):data: 10x <H|enum(2=EXEC,3=DYN):type: 42x H:sections:'
  # Data that the program was given, by the address of its symbol.
  address=$(readelf -sW a.out | awk '$8 == "answer" { print "0x" $2 }')
  base=$(readelf -SW a.out | sed -nE 's/.* \.data +PROGBITS +([0-9a-f]+) ([0-9a-f]+).*/0x\1-0x\2/p')
  echo 42 >word
  agree dump a.out -o "$address-($base)" -s 1 -f i32le -t tsv
  echo 42 >word
  agree dump a.out -o "va($address)" -s 1 -f i32le -t tsv
}
compare elf gcc readelf python3

# What the program has made of a variable, in its core dump.
core() {
  printf '%s\n' 'int answer[2] = {1, 2};' 'int done(void) { return answer[0]; }' \
    'int main(int n, char **v) { (void)v; answer[0] = n + 4711; return done(); }' >a.c
  gcc -g -no-pie -o a.out a.c
  gdb -q -batch -nx -ex 'set debuginfod enabled off' -ex 'break done' -ex run -ex 'print &answer[0]' -ex 'generate-core-file a.core' \
    a.out >talk 2>&1 || true
  # Where processes may not be traced, there is none.
  [[ -s a.core ]] || { absent+=('core (a process that may be traced)'); return 0; }
  printf '4712\t2\n' >word
  agree dump a.core -o "va($(sed -nE 's/^\$1 = .*(0x[0-9a-f]+).*/\1/p' talk))" -s '' -f '<2i' -t tsv
}
compare core gcc gdb

pe() {
  [[ $(ld -V) == *i386pep* ]] || { absent+=('pe (a linker for it)'); return 0; }
  printf '%s\n' '.globl start' 'start: ret' '.data' '.long 5, 6, 7' '.section .extra,"a"' '.ascii "more"' >a.s
  as a.s -o a.o
  ld -m i386pep a.o -o a.exe -e start
  objdump -p a.exe | sed -nE 's/^Time.Date\s+(.*)/\1/p' >built
  printf 'PE\t0x8664\t%d\t%s\n' "$(objdump -h a.exe | grep -c '2\*\*')" "$(date -u -d "$(<built)" +%FT%TZ)" >word
  agree dump a.exe -o 'u32le@0x3c' -s '' -t tsv -f '4s:sig: <H|hex:machine: H:sections: I|unix:built:'
  # Of uninitialised data objdump shows no place in the file; here there is none.
  base=$(objdump -p a.exe | awk '$1 == "ImageBase" { print $2 }')
  objdump -h a.exe | base=$base python3 -c '
import os, re, sys
for line in sys.stdin:
    m = re.match(r" +\d+ (\S+) +([0-9a-f]{8}) +([0-9a-f]{16}) +[0-9a-f]{16} +([0-9a-f]{8})", line)
    if m:
        print(m[1], int(m[2], 16), "0x%08x" % (int(m[3], 16) - int(os.environ["base"], 16)), int(m[4], 16), sep=",")' >word
  agree dump a.exe --read 'u32le@0x3c: <6xH:n: 12xH:more:' -o 'u32le@0x3c + 24 + @more' -s @n -t csv \
    --fields name,vsize,vaddr,offset -f '8s|cstr:name: u32le:vsize: u32le|hex:vaddr: u32le:size: u32le:offset: 16x'
  printf '5\t6\t7\n' >word
  agree dump a.exe -o "va(0x$(objdump -h a.exe | awk '$2 == ".data" { print $4 }'))" -s '' -f '<3I' -t tsv
}
compare pe as ld objdump python3

pe_parts() {
  [[ $(ld -V) == *i386pep* ]] || { absent+=('pe_parts (a linker for it)'); return 0; }
  printf '%s\n' '.globl start' 'start: lea far_away_data(%rip), %rax' 'ret' '.data' 'far_away_data: .quad start, far_away_data, 7' >a.s
  as a.s -o a.o
  ld -m i386pep a.o -o a.exe -e start --dynamicbase --enable-reloc-section
  # "[  0](sec  2)(fl 0x00)(ty    0)(scl   3) (nx 0) 0x0000000000000000 far_away_data"
  objdump -t a.exe | sed -nE 's/^\[ *[0-9]+\]\(sec +(-?[0-9]+)\).* 0x0{8}([0-9a-f]{8}) (.*)/\3\t0x\2\t\1/p' >word
  parted agree dump a.exe -p symbols --fields name,value,section -t tsv
  # "reloc    0 offset    0 [2000] DIR64" of "Virtual Address: 00002000 Chunk size 12 (0xc) Number of fixups 2"
  objdump -p a.exe | python3 -c '
import json, re, sys
text = sys.stdin.read()
page, size = re.search(r"^Virtual Address: (\w+) Chunk size (\d+)", text, re.M).groups()
entries = [{"offset": int(at, 16), "type": {"DIR64": 10, "ABSOLUTE": 0}[kind]} for at, kind in re.findall(r"reloc +\d+ offset +(\w+) \[\w+\] (\w+)", text)]
print(json.dumps({"page": int(page, 16), "size": int(size), "entries": entries}, separators=(",", ":")))' >word
  parted agree dump a.exe -p relocations -t ndjson
}
compare pe_parts as ld objdump python3

# A small program of another machine, of which clang makes an object file.
object_for() {
  printf '%s\n' 'extern int away[]; int answer[2] = {4, 2}; static int zero; int *to_zero = &zero; int *to_away = &away[3];' \
    'int far_function(int n) { return away[n] + answer[0]; }' >a.c
  clang-14 -target "$1" -c a.c -o a.o
}

elf_parts() {
  local target
  for target in x86_64-linux-gnu i386-linux-gnu aarch64-linux-gnu powerpc64-linux-gnu powerpc-linux-gnu mips-linux-gnu; do
    object_for $target
    # "00000004  00000c02 R_386_PC32             00000000   away + 4"; of a 32-bit REL there is no addend.
    readelf -rW a.o | python3 -c '
import re, sys
for line in sys.stdin:
    if line.startswith("Relocation section"): here = ".data\x27" in line
    m = re.match(r"([0-9a-f]{8,16}) +([0-9a-f]+) \S+ +[0-9a-f]+ +(\S+)(?: ([+-]) ([0-9a-f]+))?$", line)
    if m and here:
        print("0x" + m[1], int(m[2], 16) & (255 if len(m[1]) == 8 else 0xffffffff), m[3], *[int(m[4] + m[5], 16)] if m[4] else [], sep="\t")' >word
    fields=offset,info.type,name
    [[ $(readelf -rW a.o) != *.rela.data* ]] || fields=$fields,addend
    parted agree dump a.o -p 'relocations/.rel*.data' --fields $fields -t tsv
    readelf -sW a.o | awk '$4 == "OBJECT" || $4 == "FUNC" { print $8 "\t" $3 "\t" ($7 == "UND" ? 0 : $7) }' >word
    parted agree dump a.o -p symbols/.symtab --where 'info in ("local_object", "local_func", "global_object", "global_func")' \
      --fields name,size,section -t tsv
  done
}
compare elf_parts clang-14 readelf python3

macho_parts() {
  local target
  for target in x86_64-apple-macos arm64-apple-macos; do
    object_for $target
    llvm-readobj-14 --sections --symbols --relocs a.o >notes
    # "Name: __text (5F 5F ...)" and so on, a line for each field.
    python3 - <<'PY'
import re
text = open('notes').read()
field = lambda block, name: re.search(rf'^ +{name}: (\S+)', block, re.M)[1]
sections, symbols = re.findall(r'^  Section \{(.*?)^  \}', text, re.M | re.S), re.findall(r'^  Symbol \{(.*?)^  \}', text, re.M | re.S)
with open('sections', 'w') as out:
    for s in sections: print(field(s, 'Name'), field(s, 'Segment'), '0x%016x' % int(field(s, 'Address'), 16), int(field(s, 'Size'), 16), int(field(s, 'Offset')), sep='\t', file=out)
with open('symbols', 'w') as out:
    for s in symbols: print(field(s, 'Name'), int(re.search(r'Section: .*\(0x(.*)\)', s)[1], 16), '0x%016x' % int(field(s, 'Value'), 16), sep='\t', file=out)
# "    0x15 1 2 1 X86_64_RELOC_SIGNED 0 _loc"; where it names no symbol, a section.
data = re.search(r'^  Section __data \{(.*?)^  \}', text, re.M | re.S)[1]
with open('relocations', 'w') as out:
    for at, pcrel, length, extern, name in re.findall(r'0x(\S+) (\d) (\d) (\d) \S+ \d (\S+)', data):
        print('0x%08x' % int(at, 16), pcrel, length, extern, name if extern == '1' else '', sep='\t', file=out)
PY
    mv sections word
    parted agree dump a.o -p sections/0 --fields name,segment,address,size,offset -t tsv
    mv symbols word
    parted agree dump a.o -p symbols --fields name,section,value -t tsv
    mv relocations word
    parted agree dump a.o -p relocations/__DATA,__data --fields address,info.pcrel,info.length,info.extern,name -t tsv
    printf '4\t2\n' >word
    parted agree dump a.o -p section/__DATA,__data -s 1 -f '<2i' -t tsv
  done
}
compare macho_parts clang-14 llvm-readobj-14 python3

coff_parts() {
  local target
  for target in x86_64-windows-msvc i686-windows-msvc aarch64-windows-msvc; do
    object_for $target
    llvm-readobj-14 --sections --symbols --relocs --expand-relocs a.o >notes
    python3 - <<'PY'
import re
text = open('notes').read()
field = lambda block, name: re.search(rf'^ +{name}: (.*?)(?: \(.*\))?$', block, re.M)[1]
with open('sections', 'w') as out:
    for s in re.findall(r'^  Section \{(.*?)^  \}', text, re.M | re.S):
        # Longer names are numbers of other places: /4.
        name = re.search(r'Name: \S+ \((.*)\)', s)[1]
        print(bytes.fromhex(name).rstrip(b'\0').decode(), int(field(s, 'RawDataSize')), int(field(s, 'PointerToRawData'), 16), field(s, 'RelocationCount'), sep='\t', file=out)
with open('symbols', 'w') as out:
    for s in re.findall(r'^  Symbol \{(.*?)^  \}', text, re.M | re.S):
        # "Section: .text (1)"
        print(field(s, 'Name'), '0x%08x' % int(field(s, 'Value')), re.search(r'Section: .*\((-?\d+)\)', s)[1], field(s, 'AuxSymbolCount'), sep='\t', file=out)
data = re.search(r'^  Section \(\d+\) \.data \{(.*?)^  \}', text, re.M | re.S)[1]
with open('relocations', 'w') as out:
    for at, name in re.findall(r'Offset: (0x\w+)\n.*?Symbol: (\S+)', data, re.S): print('0x%08x' % int(at, 16), name, sep='\t', file=out)
PY
    mv sections word
    parted agree dump a.o -p sections --fields name,rawsize,offset,relocationcount -t tsv
    mv symbols word
    parted agree dump a.o -p symbols --fields name,value,section,more -t tsv
    mv relocations word
    parted agree dump a.o -p relocations/.data --fields address,name -t tsv
  done
}
compare coff_parts clang-14 llvm-readobj-14 python3

wasm() {
  printf '%s\n' '(module (type (func (param i32) (result i32))) (import "env" "f" (func (type 0))) (memory 1)' \
    '  (global i32 (i32.const -70000)) (global (mut i64) (i64.const 123456789012))' \
    '  (func (export "g") (type 0) local.get 0 call 0) (data (i32.const 0) "hello"))' >a.wat
  wat2wasm --debug-names a.wat -o a.wasm
  # "     Type start=0x0000000a end=0x00000010 (size=0x00000006) count: 1", and a name for custom ones.
  wasm-objdump -h a.wasm | python3 -c '
import re, sys
for line in sys.stdin:
    m = re.match(r" *(\w+) start=0x(\w+) end=0x\w+ \(size=0x(\w+)\) (?:count: (\d+)|\"(.*)\")", line)
    if m:
        print(m[1].lower(), int(m[3], 16), m[5] or "", m[4] or "", sep=",")' >word
  agree dump a.wasm -o 8 -t csv --fields id,size,name,count -f \
    'B|enum(0=custom,1=type,2=import,3=function,4=table,5=memory,6=global,7=export,8=start,9=elem,10=code,11=data):id: [uleb]:size: M(size){S(id){0=[uleb]:len: {len}s:name:, *=[uleb]:count:}}'
  echo '{"exports":[{"len":1,"field":"g","kind":"func","number":1}]}' >word
  said 'func\[1\] <g> -> "g"' wasm-objdump -x a.wasm
  agree dump a.wasm -i 5 -o 8 --fields exports -t ndjson -f \
    'B:id: [uleb]:size: M(size){S(id){7=[uleb]:n: {n}T{[uleb]:len: {len}s:field: B|enum(0=func,2=memory):kind: [uleb]:number:}:exports:, *=}}'
  # " - global[0] i32 mutable=0 - init i32=-70000"
  wasm-objdump -x a.wasm | sed -nE 's/^ - global\[[0-9]+\] (i32|i64) mutable=([01]) - init i..=(-?[0-9]+)$/{"type":"\1","mutable":\2,"value":\3}/p' |
    paste -sd, | sed 's/.*/{"globals":[&]}/' >word
  agree dump a.wasm -i 4 -o 8 --fields globals -t ndjson -f \
    'B:id: [uleb]:size: M(size){S(id){6=[uleb]:n: {n}T{B|enum(0x7f=i32,0x7e=i64):type: B:mutable: x [sleb]:value: "\x0b"}:globals:, *=}}'
}
compare wasm wat2wasm wasm-objdump python3

protobuf() {
  printf '%s\n' 'syntax = "proto3";' 'message P {' '  int64 a = 1; string b = 2; fixed32 c = 3; fixed64 d = 4;' \
    '  P e = 20; double f = 500; sint32 g = 6;' '}' >p.proto
  printf '%s\n' 'a: 150' 'b: "testing"' 'c: 7' 'd: 8' 'e { a: 3 }' 'f: 1.5' 'g: -70' | protoc --encode=P p.proto >p.bin
  # The lines of --decode_raw: "1: 150", "2: "testing"", "3: 0x00000007", "20 {" ... "}".
  protoc --decode_raw <p.bin | python3 -c '
import re, sys
for line in sys.stdin:
    m = re.match(r"(\d+)(?:: (.*)| \{)$", line.rstrip())
    if not m: continue
    number, value = int(m[1]), m[2]
    if value is None: cells = [2, "", "", "", r"\b\x03"]
    elif value[0] == "\"": cells = [2, "", "", "", value[1:-1]]
    elif value[:2] == "0x": cells = [1, "", value, "", ""] if len(value) > 10 else [5, "", "", value, ""]
    else: cells = [0, value, "", "", ""]
    print(number << 3 | cells[0], *cells[1:], sep="\t")' >word
  agree dump p.bin -t tsv --fields key,v,v64,v32,data -f \
    '[uleb]:key: S(key & 7){0=[uleb]:v:, 1=<Q|hex:v64:, 2=[uleb]:n: {n}s:data:, 5=<I|hex:v32:}'
  echo '{"key":4001,"v":null,"d":1.5}' >word
  said 'f: 1.5' protoc --decode=P p.proto <p.bin
  agree dump p.bin -i -1 -t ndjson --fields key,v,d -f '[uleb]:key: S(key & 7){0=[uleb]:v:, 1=<d:d:, 2=[uleb]:n: {n}x, 5=4x}'
}
compare protobuf protoc python3

mo() {
  printf '%s\n' 'msgid ""' 'msgstr "Content-Type: text/plain; charset=UTF-8\n"' 'msgid "cat"' 'msgstr "Katze"' \
    'msgid "a dog"' 'msgstr "ein Hündchen"' 'msgid "empty"' 'msgstr "leer"' >a.po
  msgfmt --endianness=little -o a.mo a.po
  msgfmt --endianness=big -o b.mo a.po
  for file in a b; do
    order=$(printf '%s' "$([[ $file == a ]] && echo '<' || echo '>')")
    msgunfmt --no-wrap $file.mo | sed -nE '/^msgid ".+"/,$s/^msg(id|str) "(.*)"$/\2/p' | paste -d '\t' - - >word
    agree dump $file.mo --read "${order}I|hex:magic: I:revision: I:n: I:orig: I:trans:" -o '@orig+8' -s '@n-1' -t tsv \
      --fields id,text -f "${order}I:len: I:at: A(at){{len}s:id:} A(\$offset-@orig+@trans-8){I:n: I:to: A(to){{n}s:text:}}"
  done
}
compare mo msgfmt msgunfmt
