# SPDX-License-Identifier: MIT
"""Files for records.sh, each of so many mebibytes, and a short one of the same kind beside it."""
import random
import struct
import sys
import zlib

SIZE = int(sys.argv[1]) << 20
random.seed(1)
TEXT = bytes(random.choices(b'abcdefghijklmnopqrstuvwxyz 0123456789', k=1 << 16))


def piece(length):
    start = random.randrange(len(TEXT) - length)
    return TEXT[start:start + length]


def write(name, parts, head=b'', tail=b''):
    for path, limit in ((name, SIZE), (name + '.few', 1 << 17)):
        random.seed(2)
        with open(path, 'wb') as out:
            out.write(head)
            at = len(head)
            while at < limit:
                part = parts()
                out.write(part)
                at += len(part)
            out.write(tail)


def block(parts):
    """Many small records at once: they are made a thousand times, and then repeated."""
    made = b''.join(parts() for _ in range(4096))
    return lambda: made


def prefixed():
    length = random.randrange(256)
    return struct.pack('<I', length) + piece(length)


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def packet():
    length = random.choice((60, 60, 590, 1514))
    return struct.pack('<4I', 1700000000 + random.randrange(1 << 20), random.randrange(10**6), length, length) + piece(length)


def counted():
    return struct.pack('<IH8sH', random.randrange(1 << 32), 8, piece(8), random.randrange(1 << 16))


def array():
    return struct.pack('<6I', random.randrange(1 << 32), 4, *(random.randrange(1 << 32) for _ in range(4)))


write('prefixed', block(prefixed))
write('chunks.png', block(lambda: chunk(b'IDAT', piece(8192 if random.random() < 0.1 else random.randrange(512)))),
      b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 0, 0, 0, 0)), chunk(b'IEND', b''))
write('packets.pcap', block(packet), struct.pack('<I2HiIII', 0xa1b2c3d4, 2, 4, 0, 0, 65535, 1))
write('counted', block(counted))
write('arrays', block(array))
write('small', block(lambda: bytes(random.choices(range(8), k=64))))
write('numbers', block(lambda: struct.pack('<16I', *random.choices(range(8), k=16))))
write('times', block(lambda: struct.pack('<16I', *(random.randrange(1 << 32) for _ in range(16)))))
