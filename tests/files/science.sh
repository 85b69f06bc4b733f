# SPDX-License-Identifier: MIT
# Measured and modelled: Fortran's records, NIfTI, STL, DICOM.

fortran() {
  cat >a.f90 <<'F90'
program records
  implicit none
  integer :: i, n
  real(8), allocatable :: x(:)
  open (10, file='fort.99', form='unformatted', access='sequential')
  do n = 0, 5, 2
    allocate (x(n))
    do i = 1, n
      x(i) = i / 4.0d0
    end do
    write (10) x
    write (*, '(*(f0.2,:,","))') x
    deallocate (x)
  end do
end program
F90
  gfortran -o a.out a.f90
  ./a.out | python3 -c '
import json, sys
rows = [[float(cell) for cell in line.split(",") if cell.strip()] for line in sys.stdin]
print(json.dumps([{"n": 8 * len(row), "x": row, "n2": 8 * len(row)} for row in rows], separators=(",", ":")))' >word
  agree dump fort.99 -f '<i:n: {n/8}d:x: i:n2:' -t json
  # A record that is longer than its mark is cut into ones with negative marks.
  gfortran -fmax-subrecord-length=16 -o b.out a.f90
  ./b.out | tail -n 1 | python3 -c '
import json, sys
values = [float(cell) for cell in sys.stdin.read().split(",")]
parts = [values[at:at + 2] for at in range(0, len(values), 2)]
marks = [-8 * len(part) for part in parts[:-1]] + [8 * len(parts[-1])]
print(json.dumps([{"n": n, "x": part} for n, part in zip(marks, parts)], separators=(",", ":")))' >word
  agree dump fort.99 -o -48 -f '<i:n: {max(n,-n)/8}d:x: i:n2:' --fields n,x -t json
}
compare fortran gfortran python3

nifti() {
  python3 - >word <<'PY'
import json, struct
nx, ny, nz = 4, 3, 2
voxels = [7 * i - 50 for i in range(nx * ny * nz)]
head = struct.pack('<i36x8h', 348, 3, nx, ny, nz, 1, 1, 1, 1) + struct.pack('<14x2h2x8f', 4, 16, *[1.0] * 8)
head += struct.pack('<f', 352.0)
head = head.ljust(344, b'\0') + b'n+1\0' + bytes(4)
open('x.nii', 'wb').write(head + struct.pack('<24h', *voxels))
# By hand: the first axis is the one that varies fastest.
print(json.dumps([[[voxels[x + nx * (y + ny * z)] for z in range(nz)] for y in range(ny)] for x in range(nx)], separators=(',', ':')))
PY
  agree dump x.nii --read '<40x 8h:d: 52x f:vox:' -o @vox -s '@d[1],@d[2],@d[3]' --order F -f '<h' -t json
  printf '4,3,2,int16,16,352.0,n+1\n' >word
  agree dump x.nii -o 0 -s '' -t csv --fields 'd[1],d[2],d[3],type,bits,vox,magic' -f \
    '<I|is(348):size: 36x 8h:d: 14x H|enum(4=int16,16=float32):type: H:bits: 34x f:vox: 232x 4s|cstr:magic:'
}
compare nifti python3

stl() {
  # Twelve triangles, as text; admesh makes the binary.
  python3 - >cube.stl <<'PY'
import itertools
print('solid cube')
for axis, side in itertools.product(range(3), range(2)):
    for half in range(2):
        print('facet normal 0 0 0\nouter loop')
        for u, v in ([(0, 0), (1, 0), (0, 1)], [(1, 1), (0, 1), (1, 0)])[half]:
            point = [u * 2.5, v * 0.1]
            point.insert(axis, side * 1.5)
            print('vertex', *point)
        print('endloop\nendfacet')
print('endsolid cube')
PY
  admesh --no-check --write-binary-stl=a.stl cube.stl >notes
  sed -nE 's/^ *vertex +//p' cube.stl | paste -d' ' - - - | awk -v OFS='\t' '{ for (i = 1; i <= 9; i++) $i = $i ~ /\./ ? $i : $i ".0"; print }' >word
  agree dump a.stl --read '<80xI:n:' -o 84 -s @n -f '<12f:v: H:attr:' --fields 'v[3:]' -t tsv
  # The contract's own: nothing but the attributes changes, and admesh reads the same solid.
  python3 -c '
data = bytearray(open("a.stl", "rb").read())
for at in range(84 + 48, len(data), 50): data[at:at + 2] = b"\x34\x12"
open("a.stl", "wb").write(data)
for at in range(84 + 48, len(data), 50): data[at:at + 2] = b"\0\0"
open("wanted.stl", "wb").write(data)'
  doing='bview patch a.stl'
  timeout 60 "$bview" patch a.stl --read '<80xI:n:' -o 84 -s @n -f '<12f:v: H:attr:' --fields attr 0 2>summary
  echo "bview: changed 12 values (24 bytes) in 'a.stl'; 'bview undo' takes it back" | cmp - summary || disagrees "$doing" "$(<summary)"
  cmp a.stl wanted.stl || disagrees "$doing"
  timeout 60 "$bview" undo a.stl -q
  printf '4660\n%.0s' {1..12} >word
  agree dump a.stl --read '<80xI:n:' -o 84 -s @n -f '<12f:v: H:attr:' --fields attr
}
compare stl admesh python3

dicom() {
  printf '%s\n' '(0002,0010) UI =LittleEndianExplicit' '(0008,0016) UI =CTImageStorage' '(0008,0018) UI [1.2.3.4]' \
    '(0008,0060) CS [CT]' '(0010,0010) PN [Doe^Jane]' '(0010,0020) LO [ID1]' '(0028,0010) US 2' '(0028,0011) US 2' \
    '(7fe0,0010) OW 0001\0002\0003\0004' >ct.txt
  dump2dcm ct.txt ct.dcm 2>notes
  # "(0010,0010) PN [Doe^Jane]    #   8, 1 PatientName"
  dcmdump ct.dcm | python3 -c '
import re, sys
for line in sys.stdin:
    m = re.match(r"\((\w+),(\w+)\) (\w\w) .*# +(\d+), *\d+ ", line)
    if m: print("0x" + m[1], "0x" + m[2], m[3], m[4], sep="\t")' >word
  layout='<H|hex:group: H|hex:element: 2s:vr: S(vr){"OB"|"OW"|"SQ"|"UN"|"UT"=2x I:len:, *=H:len:} {len}s:value:'
  agree dump ct.dcm -o 132 -t tsv --fields group,element,vr,len -f "$layout"
  printf '%s\n' '0x0010,PN,Doe^Jane' '0x0010,LO,ID1' >word
  said '\(0010,0020\) LO \[ID1\]' dcmdump ct.dcm
  agree dump ct.dcm -o 132 -i -5:-3 -t csv --fields group,vr,value -f "${layout/\{len\}s:/\{len\}s|trim:}"
  # The same by a question, where this bview knows them.
  if "$bview" help dump | grep -q -- --where; then
    printf '%s\n' 'PN,Doe^Jane' 'LO,ID1 ' >word
    agree dump ct.dcm -o 132 -f "$layout" --where 'group == 0x10' -t csv --fields vr,value
  fi
}
compare dicom dump2dcm dcmdump python3
