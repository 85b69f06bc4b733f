#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for checksums: checksum.tsv.

checksum.tsv  algorithm, bytes in hex, its value in hex

Reference: CPython's zlib, binascii and hashlib.
"""
import binascii
import hashlib
import random
import zlib

from oracle import write

OF_NUMBERS = {'crc32': (zlib.crc32, 8), 'adler32': (zlib.adler32, 8),
              'crc16/xmodem': (lambda data: binascii.crc_hqx(data, 0), 4),
              'crc16/ccitt-false': (lambda data: binascii.crc_hqx(data, 0xffff), 4)}
HASHES = ['md5', 'sha1', 'sha256', 'sha512']


def rows():
    for size in (0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 63, 64, 65, 130):
        data = random.randbytes(size)
        for name, (value, digits) in OF_NUMBERS.items():
            yield name, data.hex(), f'{value(data):0{digits}x}'
        for name in HASHES:
            yield name, data.hex(), hashlib.new(name, data).hexdigest()


random.seed(14)
write('checksum.tsv', ['algorithm, bytes in hex, its value in hex',
                       "made by checksum_vectors.py from CPython's zlib, binascii and hashlib"], rows())
