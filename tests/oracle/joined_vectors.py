#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for fields of one name in several layouts of a choice: joined.tsv.

joined.tsv  format, type of the column, bytes in hex, the record as JSON shows it

Reference: struct says which numbers a type holds, and what is stored; repr, json and struct how a float of 2, 4 or 8
bytes is written. Of two types, the one of their column is the smallest that holds the extremes of both: integers for
integers, of any number of whole bytes up to 8, or 16.
"""
import itertools
import json
import struct

from oracle import write

INTEGERS = 'bBhHiIqQ'
FLOATS = {'e': 'f16', 'f': 'f32', 'd': 'f64'}
WIDTHS = [8, 16, 24, 32, 40, 48, 56, 64, 128]


def limits(signed, width):
    return (-(1 << width - 1), (1 << width - 1) - 1) if signed else (0, (1 << width) - 1)


def extremes(letter):
    """The numbers that need most of a type: its ends, its finest step, all its bits."""
    size = struct.calcsize('<' + letter)
    if letter in INTEGERS:
        low, high = limits(letter.islower(), 8 * size)
        return [low, low + 1, 0, 2, high - 1, high]
    tops = {'e': 0x7bff, 'f': 0x7f7fffff, 'd': 0x7fefffffffffffff}
    ones = {'e': 0x3c01, 'f': 0x3f800001, 'd': 0x3ff0000000000001}
    of = {2: 'H', 4: 'I', 8: 'Q'}[size]
    numbers = [struct.unpack('<' + letter, struct.pack('<' + of, bits))[0] for bits in (1, ones[letter], tops[letter])]
    return numbers + [-numbers[-1], 2.0, 2.5, -0.0, struct.unpack('<' + letter, struct.pack('<' + letter, 0.1))[0]]


def holds(letter, number):
    try:
        return struct.unpack('<' + letter, struct.pack('<' + letter, number))[0] == number
    except OverflowError:
        return False


def joined(numbers, whole):
    if not whole:
        fits = [letter for letter in FLOATS if all(holds(letter, float(n)) and float(n) == n for n in numbers)]
        return fits[0] if fits else None
    for width in WIDTHS:
        for signed in (True, False):
            low, high = limits(signed, width)
            if all(low <= n <= high for n in numbers):
                return f'{"i" if signed else "u"}{width}'
    return None


def name_of(kind):
    if kind in FLOATS:
        return FLOATS[kind]
    return f'[{kind}]' if kind[1:] in ('40', '48', '56') else kind


def text_of(number, kind):
    if kind not in FLOATS:
        return json.dumps(number)
    number = float(number)
    for digits in range(1, 18):
        shortest = float(f'%.{digits}g' % number)
        try:
            if struct.pack('<' + kind, shortest) == struct.pack('<' + kind, number):
                return repr(shortest)
        except OverflowError:
            pass
    raise ValueError(number)


rows = []
for pair in itertools.product(INTEGERS + ''.join(FLOATS), repeat=2):
    whole = all(letter in INTEGERS for letter in pair)
    kind = joined([n for letter in pair for n in extremes(letter)], whole)
    if pair[0] == pair[1] and pair[0] in INTEGERS:
        kind = f'{"i" if pair[0].islower() else "u"}{8 * struct.calcsize("<" + pair[0])}'
    if kind is None:
        continue  # 64 bits and a float: no type of struct holds them
    form = f'<B:k: S(k){{1={pair[0]}:v:, 2={pair[1]}:v:}}'
    for k, letter in enumerate(pair, 1):
        for number in extremes(letter):
            data = struct.pack('<B' + letter, k, number)
            rows.append([form, name_of(kind), data.hex(), f'{{"k":{k},"v":{text_of(number, kind)}}}'])
write('joined.tsv', ['format', 'type of the column', 'bytes', 'record'], rows)
