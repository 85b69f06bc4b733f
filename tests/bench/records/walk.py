# SPDX-License-Identifier: MIT
"""The loops of walk.c as they are written in Python: struct, and a print for each record."""
import mmap
import struct
import sys

with open(sys.argv[2], 'rb') as file:
    data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
out = sys.stdout.buffer
if sys.argv[1] in ('lengths', 'texts'):
    prefix = struct.Struct('<I')
    at = 0
    while at < len(data):
        length, = prefix.unpack_from(data, at)
        if sys.argv[1] == 'lengths':
            out.write(b'%d\n' % length)
        else:
            out.write(b'%d\t%s\n' % (length, data[at + 4:at + 4 + length]))
        at += 4 + length
elif sys.argv[1] == 'chunks':
    prefix = struct.Struct('>I4s')
    at = 8
    while at < len(data):
        length, kind = prefix.unpack_from(data, at)
        crc, = struct.unpack_from('>I', data, at + 8 + length)
        out.write(b'%d\t%s\t0x%08x\n' % (length, kind, crc))
        at += 12 + length
else:
    prefix = struct.Struct('<4I')
    at = 24
    while at < len(data):
        packet = prefix.unpack_from(data, at)
        out.write(b'%d\t%d\t%d\t%d\n' % packet)
        at += 16 + packet[2]
