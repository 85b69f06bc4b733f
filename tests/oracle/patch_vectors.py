#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for patch: assignments through views of a file. Reference: numpy 1.24, assignment to basic selections.

patch.tsv  format, file in hex, shape, offset (empty: not given), strides (empty: contiguous), order (C, F or empty),
           axes, index, fields, value texts joined by one space, the whole file afterwards in hex.
           The texts are those of the command line; bytes that are no letter or digit stand as \\xNN in them, so none holds
           a space. There are as many as the selection holds, or as one item of it holds, which all items then get.
           A shape without axes is `()`. No two items overlap, and padding keeps its bytes, as numpy keeps it when one field
           after another is assigned.
Left out: values that numpy rounds twice (floats are exact), NaN payloads, what numpy does not have (p, 128-bit numbers, ...).
"""
import random
import warnings

import numpy as np

import numpy_vectors
from numpy_vectors import RECORDS, evaluate, expression
from oracle import comma, escape, write

random.seed(20240607)
pick = random.choice

ITEMS = {'b': 'i1', 'B': 'u1', '?': '?', '<h': '<i2', '>h': '>i2', 'H': '<u2', '<i': '<i4', '>I': '>u4', '<q': '<i8', '>Q': '>u8', '!i': '>i4',
         '<e': '<f2', '>e': '>f2', '<f': '<f4', '>f': '>f4', '<d': '<f8', '>d': '>f8', '<F': '<c8', '>Zd': '>c16', '4s': 'S4', 's': 'S1', 'c': 'S1',
         '<3w': '<U3', '>2w': '>U2'}
MORE_RECORDS = [
    ('>d:t:f:v:?:ok:4s:tag:', [('t', '>f8'), ('v', '>f4'), ('ok', '?'), ('tag', 'S4')]),
    ('<hhB', [('f0', '<i2'), ('f1', '<i2'), ('f2', 'u1')]),
    ('<3h2x', numpy_vectors.record(8, ('f0', '<i2', 0), ('f1', '<i2', 2), ('f2', '<i2', 4))),
    ('x<hxB', numpy_vectors.record(5, ('f0', '<i2', 1), ('f1', 'u1', 4))),
]


# ---------------------------------------------------------------- values and their texts

def random_float(kind):
    """A float that its type holds exactly; of NaN only the usual one."""
    if random.random() < 0.25:
        return pick([0.0, -0.0, 1.0, -1.5, float('inf'), float('-inf'), float('nan'), 65504.0, 2.0 ** -24])
    while True:
        value = float(np.frombuffer(random.randbytes(np.dtype(kind).itemsize), kind)[0])
        if value == value:
            return value


def random_value(dtype):
    kind, size = dtype.kind, dtype.itemsize
    if kind == 'b':
        return pick([True, False])
    if kind in 'iu':
        low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
        return pick([low, high, 0, random.randint(low, high), random.randint(low, high)])
    if kind == 'f':
        return random_float(f'<f{size}')
    if kind == 'c':
        return complex(random_float(f'<f{size // 2}'), random_float(f'<f{size // 2}'))
    if kind == 'S':  # numpy and bview both pad with NULs
        return bytes(random.choices(range(256), k=random.randint(0, size))).rstrip(b'\0') or b'x'
    return ''.join(random.choices('Az09é€𝄞', k=random.randint(1, size // 4)))


def bytes_text(data):
    return ''.join(chr(b) if chr(b).isalnum() and b < 128 else f'\\x{b:02x}' for b in data)


def integer_text(value):
    digits = pick(['{:d}', '{:d}', '{:#x}', '{:#o}', '{:#b}']).format(abs(value))
    return '-' * (value < 0) + digits


def text_of(value):
    if isinstance(value, bool):
        return pick(['01', ('false', 'true')])[value]
    if isinstance(value, int):
        return integer_text(value)
    if isinstance(value, float):
        return pick([repr, repr, float.hex])(value)
    if isinstance(value, complex):
        imaginary = repr(value.imag)
        return repr(value.real) + '+' * (imaginary[0] != '-') + imaginary + 'j'
    return bytes_text(value) if isinstance(value, bytes) else value


# ---------------------------------------------------------------- items

def leaves(item):
    """The single values of a zero-dimensional array, each as such an array."""
    if item.dtype.names:
        for name in item.dtype.names:
            yield from leaves_of_field(item, name)
    else:
        yield item


def leaves_of_field(item, name):
    field = item[name]
    for index in np.ndindex(field.shape):
        yield from leaves(field[index + (...,)])


def selected_leaves(item, fields):
    if not fields:
        return leaves(item)
    return (leaf for name in fields for leaf in leaves_of_field(item, name))


def assign(view, fields):
    """Assigns random values, and gives their texts."""
    items = [view[index + (...,)] for index in np.ndindex(view.shape)]
    same = random.random() < 0.35 or not items
    kinds = [leaf.dtype for leaf in selected_leaves(np.zeros((), view.dtype), fields)]
    values = [[random_value(kind) for kind in kinds] for _ in range(1 if same else len(items))]
    for n, item in enumerate(items):
        for leaf, value in zip(selected_leaves(item, fields), values[0 if same else n]):
            leaf[...] = value
    return [text_of(value) for row in values for value in row]


# ---------------------------------------------------------------- views

def random_shape():
    return tuple(random.choices([1, 2, 3, 4], k=pick([0, 1, 1, 2, 2, 3])))


def contiguous(dtype):
    """Shape, offset, strides, order, the size of the file, and where the bytes of item [0, ..., 0] are."""
    shape = random_shape()
    offset = pick([None, 0, random.randint(1, 9)])
    order = pick(['', '', 'C', 'F'])
    size = int(np.prod(shape, dtype=int)) * dtype.itemsize + (offset or 0) + (random.randint(0, 9) if offset is not None else 0)
    make = lambda data: np.ndarray(shape, dtype, data, offset or 0, order=order or 'C')
    return shape, offset, None, order, size, make


def strided(dtype):
    """A part of a larger array, told by its strides."""
    inside = random_shape() or (2,)
    steps = [pick([1, 2, 3, -1, -2]) for _ in inside]
    whole = [extent * abs(step) for extent, step in zip(inside, steps)]
    data = np.zeros(int(np.prod(whole)) * dtype.itemsize + 7, 'u1')
    part = np.ndarray(whole, dtype, data)[tuple(slice(None, None, step) for step in steps)]
    part = part.transpose(random.sample(range(part.ndim), part.ndim))
    offset = part.__array_interface__['data'][0] - data.__array_interface__['data'][0]
    make = lambda buffer: np.ndarray(part.shape, dtype, buffer, offset, part.strides)
    return part.shape, offset, part.strides, '', len(data), make


def case(text, dtype):
    dtype = np.dtype(dtype)
    shape, offset, strides, order, size, make = pick([contiguous, contiguous, strided])(dtype)
    if not 0 < size <= 400:
        return None
    before = random.randbytes(size)
    data = bytearray(before)
    array = make(data)
    axes = ()
    if array.ndim > 1 and random.random() < 0.4:
        axes = random.sample(range(array.ndim), array.ndim)
    view = array.transpose(axes) if axes else array
    index = expression(view.shape) if random.random() < 0.7 else ''
    try:
        key = evaluate(index)
        view = view[key if Ellipsis in key else key + (Ellipsis,)]
    except (IndexError, OverflowError, ValueError, TypeError, SyntaxError, NameError):
        return None
    fields = []
    if dtype.names and random.random() < 0.6:
        fields = random.sample(dtype.names, random.randint(1, len(dtype.names)))
    texts = assign(view, fields)
    return (escape(text), before.hex(), comma(shape) if shape else '()', '' if offset is None else offset, comma(strides or ()), order,
            comma(axes), escape(index), escape(','.join(fields)), escape(' '.join(texts)), bytes(data).hex())


def rows():
    simple = list(ITEMS.items())
    records = [(text, dtype) for text, dtype in RECORDS + MORE_RECORDS if np.dtype(dtype).names]
    made = 0
    while made < 640:
        row = case(*pick(simple if made % 5 < 3 else records))
        if row is not None:
            made += 1
            yield row


if __name__ == '__main__':
    warnings.simplefilter('ignore')
    write('patch.tsv', ['patch_vectors.py, from numpy', 'format\tfile\tshape\toffset\tstrides\torder\taxes\tindex\tfields\tvalues\tfile afterwards'], rows())
