#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for the hex form: folder hexdump/ and its index hexdump.tsv.

Reference: `hexdump -C` of util-linux 2.38 in the C locale. For each input NAME.bin there is NAME.txt (`-C`) and NAME.v.txt
(`-C -v`); parts of some inputs are in NAME.OFFSET-LENGTH.txt (`-s`, `-n`; the length may be missing).
Left out: offsets at or beyond the end, where hexdump prints the file's size and nothing else.

hexdump.tsv  name of the input, offset and length (empty: none given), 1 with -v or 0, file in hexdump/ with the output
"""
import os
import random
import shutil
import subprocess

from oracle import HERE, write

FOLDER = os.path.join(HERE, 'hexdump')
random.seed(20240605)
A, B, C = b'A' * 16, b'B' * 16, b'0123456789abcdef'
ZERO = b'\0' * 16


def noise(count):
    return random.randbytes(count)


def inputs():
    yield 'empty', b''
    for count in (1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 100):
        yield f'random{count}', noise(count)
    for count in (1, 15, 16, 17, 31, 32, 33, 47, 48, 49, 64, 65, 512):
        yield f'zero{count}', b'\0' * count
    for count in (32, 48, 49):
        yield f'ff{count}', b'\xff' * count
    yield 'all_bytes', bytes(range(256))
    yield 'all_bytes_backwards', bytes(range(256))[::-1]
    yield 'printable', bytes(range(32, 127)) + b'|`\\\'"\n'
    yield 'controls', bytes(range(32)) + b'\x7f\x80\x81\x9f\xa0\xff'
    yield 'utf8', 'na\u00efve \u20ac \U0001f600 text\n'.encode() * 3
    yield 'text', b'The quick brown fox\tjumps over\r\nthe lazy dog.\n\0end'
    yield 'repeat_start', A * 4 + C + B
    yield 'repeat_middle', C + A * 5 + B
    yield 'repeat_end', C + B + A * 3
    yield 'repeat_end_two', C + A * 2
    yield 'repeat_two', C + A * 2 + B
    yield 'repeat_twice', A * 3 + B * 4 + A * 2 + C
    yield 'repeat_touching', A * 3 + B * 3 + C * 3
    yield 'repeat_whole', C * 9
    yield 'repeat_then_change_last', A * 3 + A[:15] + b'B'
    yield 'repeat_then_change_first', A * 3 + b'B' + A[1:]
    yield 'alternating', (A + B) * 5
    yield 'alternating_pairs', (A * 2 + B * 2) * 3
    yield 'alternating_triples', (A * 3 + B * 3) * 2
    for count in (1, 8, 15):
        yield f'partial{count}_like_previous', C + A + A[:count]
        yield f'partial{count}_after_repeat', C + A * 3 + A[:count]
    yield 'partial_zero_after_repeat', ZERO * 3 + b'\0' * 5
    yield 'partial_zero_padded_like_previous', b'ABCDE' + b'\0' * 11 + b'ABCDE'
    yield 'partial_other_after_repeat', A * 3 + b'B'
    yield 'zero_then_byte', ZERO * 4 + b'\1'
    yield 'byte_then_zero', b'\1' + b'\0' * 79
    yield 'period8', b'01234567' * 12
    yield 'period3', b'abc' * 40
    yield 'period17', (C + b'-') * 10
    yield 'header', b'\x7fELF\2\1\1' + b'\0' * 9 + b'\2\0\x3e\0\1\0\0\0' + b'\0' * 72 + noise(20)
    yield 'runs', b''.join(bytes([random.choice(b'\0\xffA')]) * random.choice([1, 16, 33, 48, 64]) for _ in range(14))
    yield 'large_repeats', b''.join(random.choice([ZERO * random.randint(2, 60), A * random.randint(2, 20), noise(40)])
                                    for _ in range(40))[:5003]
    yield 'large_sparse', ZERO * 100 + b'marker' + ZERO * 150 + b'another one' + b'\0' * 1000


RANGES = {
    'random100': [(0, 16), (0, 17), (1, ''), (3, 5), (15, 1), (16, ''), (16, 16), (17, 16), (50, ''), (99, '')],
    'all_bytes': [(1, 31), (0x80, ''), (0x7b, 0x10), (255, 1)],
    'repeat_middle': [(0, 48), (3, ''), (8, 80), (16, 64), (16, 65), (24, 40), (31, 17), (20, 33)],
    'repeat_end': [(5, ''), (32, ''), (33, ''), (33, 32), (40, 39)],
    'zero65': [(0, 16), (0, 32), (0, 48), (1, ''), (1, 63), (17, ''), (33, 32), (7, 33)],
    'period8': [(8, ''), (4, ''), (4, 48), (0, 40)],
    'alternating': [(8, ''), (16, ''), (1, 100)],
    'large_sparse': [(1590, 50), (5, ''), (0x3e8, 0x400), (1, 1600)],
    'runs': [(9, ''), (3, 200)],
}


def hexdump(name, verbose, offset, length, target):
    command = ['hexdump', '-C'] + ['-v'] * verbose
    command += ['-s', str(offset)] if offset != '' else []
    command += ['-n', str(length)] if length != '' else []
    with open(os.path.join(FOLDER, target), 'wb') as file:
        subprocess.run(command + [os.path.join(FOLDER, name + '.bin')], stdout=file, check=True, env={**os.environ, 'LC_ALL': 'C'})
    return name, offset, length, verbose, target


def rows():
    for name, data in inputs():
        with open(os.path.join(FOLDER, name + '.bin'), 'wb') as file:
            file.write(data)
        yield hexdump(name, 0, '', '', name + '.txt')
        yield hexdump(name, 1, '', '', name + '.v.txt')
        for offset, length in RANGES.get(name, []):
            yield hexdump(name, 0, offset, length, f'{name}.{offset}-{length}.txt')


if __name__ == '__main__':
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER)
    write('hexdump.tsv', ['hexdump_vectors.py, from hexdump -C', 'name\toffset\tlength\tverbose\tfile'], rows())
