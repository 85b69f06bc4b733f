# SPDX-License-Identifier: MIT
"""What questions.sh compares bview with: struct.iter_unpack and a condition."""
import mmap
import struct
import sys

CONDITIONS = {
    'range': lambda r: r[0] > 4290000000 and r[1] < 0.5,
    'one': lambda r: r[2] == 5,
    'some': lambda r: r[2] in (1, 2, 3),
    'text': lambda r: r[3] == b'IEND',
    'sum': lambda r: r[2] * 2 + 1 == 11,
    'real': lambda r: r[1] * 2 > 1.9999,
}
holds = CONDITIONS[sys.argv[1]]
with open(sys.argv[2], 'rb') as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
    for record in struct.iter_unpack('<IdH4s', data):
        if holds(record):
            print(record[0])
