#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for types in words: struct_words.tsv.

struct_words.tsv  word, what struct.calcsize makes of it as letters (or `error`), bytes of the type

Reference: CPython's struct for the letters; numpy and ctypes for the bytes where they have the word, else the bits
in its name. The list of words is the contract's, written out here once more.
"""
import ctypes
import re
import struct

import numpy

from oracle import write

ORDERED = ('u16 i16 u24 i24 u32 i32 u64 i64 u128 i128 f16 bf16 f32 f64 c64 c128 ptr ucs2 ucs4 longdouble '
           'int16 int32 int64 uint16 uint32 uint64 float16 float32 float64 complex64 complex128 '
           'int16_t int32_t int64_t uint16_t uint32_t uint64_t').split()
PLAIN = ('u8 i8 f8e4m3 f8e5m2 bool char bytes pascal int8 uint8 int8_t uint8_t '
         'short ushort int uint long ulong float double size_t').split()
C = {'ptr': ctypes.c_void_p, 'short': ctypes.c_short, 'ushort': ctypes.c_ushort, 'int': ctypes.c_int,
     'uint': ctypes.c_uint, 'long': ctypes.c_long, 'ulong': ctypes.c_ulong, 'float': ctypes.c_float,
     'double': ctypes.c_double, 'size_t': ctypes.c_size_t, 'longdouble': ctypes.c_longdouble}
OTHERS = {'char': 1, 'bytes': 1, 'pascal': 1, 'ucs2': 2, 'ucs4': 4, 'f8e4m3': 1, 'f8e5m2': 1}


def as_letters(word):
    try:
        return struct.calcsize(word)
    except struct.error:
        return 'error'


def size(stem):
    if stem in C:
        return ctypes.sizeof(C[stem])
    if stem in OTHERS:
        return OTHERS[stem]
    if stem.endswith('_t'):
        return ctypes.sizeof(getattr(ctypes, 'c_' + stem[:-2]))
    if len(stem) > 4 or stem == 'bool':
        try:
            return numpy.dtype(stem).itemsize
        except TypeError:
            pass
    return int(re.search(r'\d+', stem)[0]) // 8


rows = [(word, as_letters(word), size(word)) for word in PLAIN]
rows += [(stem + order, as_letters(stem + order), size(stem)) for stem in ORDERED for order in ('', 'le', 'be')]
write('struct_words.tsv', ['made by word_vectors.py (CPython struct, ctypes, numpy), see README.md', 'word\tstruct.calcsize or error\tbytes'], rows)
