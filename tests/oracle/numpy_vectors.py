#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for indexing, slices, record layouts and .npy files. Reference: numpy 1.24, CPython 3.11 slices.

numpy_index.tsv  shape, order C or F, axes permutation (or empty), index expression,
                 result shape or `error` (then nothing follows), result strides in bytes, byte offset of item
                 [0,...,0] from the buffer's start (empty if there is no item), item numbers in C order, tolist() as JSON.
                 The buffer holds 0, 1, 2, ... as little-endian 4-byte integers; order F lays F strides over the same bytes.
                 An empty expression selects everything; brackets around an expression are taken off. Strides are numpy's
                 also where they do not matter: the base array counts an extent of 0 as 1. `*`: numpy's stride
                 overflowed (an axis of at most one item with a huge step), anything will do.
slice_1d.tsv     n, start, stop, step (empty: missing), indices, their number
numpy_dtype.tsv  format (memoryview(np.zeros(2, dtype)).format), itemsize, leaves as name:offset:size.
                 A leaf of several values is listed once with its whole size; an array of records shows the leaves of
                 its first record. Left out: texts that numpy itself reads back to other offsets. That is about one in 25,
                 always with inner records: their tail padding is written after the brace, or not at all in a sub-array,
                 and their alignment is counted from the outermost record.
npy_files.tsv    format, shape, data in hex, the .npy file of numpy.save in hex
"""
import io
import json
import random
import warnings

import numpy as np

from oracle import comma, escape, flatten, write

random.seed(20240603)
pick = random.choice


def chance(percent):
    return random.random() * 100 < percent


# ---------------------------------------------------------------- indexing

HUGE = [2 ** 31, 2 ** 32 + 1, 2 ** 63 - 1, 2 ** 63, 2 ** 64, 2 ** 64 + 1, 10 ** 30]
WRONG = ['a', ',', '1,,0', '0 0', '::::', '0:1:2:3', '1.5', '[0', '0]', ':a', '0:b', '- ', '0;', '.', '..', '0...', '....', "'0'", '(0']


def bound(extent):
    if chance(45):
        return ''
    if chance(8):
        return str(pick([1, -1]) * pick(HUGE))
    return str(random.randint(-extent - 2, extent + 2))


def one_slice(extent):
    text = bound(extent) + ':' + bound(extent)
    if chance(55):
        step = random.randint(-3, 3) if chance(90) else pick([1, -1]) * pick(HUGE + [100, 1000])
        text += ':' + pick([str(step or pick([-1, 1, 2])), str(step or 1), '', '0' if chance(15) else '-1'])
    return text


def one_index(extent):
    if chance(35):
        inside = extent and not chance(7)
        return str(random.randint(-extent, extent - 1) if inside else pick([extent, -extent - 1, extent + 1, 2 ** 64, -2 ** 63]))
    return ':' if chance(25) else one_slice(extent)


def expression(shape):
    axes = len(shape)
    if chance(1):
        return pick(WRONG)
    parts = [one_index(extent) for extent in shape]
    if chance(45):
        start = random.randint(0, axes)
        end = random.randint(start, axes)
        parts[start:end] = ['...']
    else:
        parts = parts[:random.randint(min(axes, 1), axes)]
    if chance(2):
        parts.insert(random.randint(0, len(parts)), pick(['...', '0']))
    if chance(2):
        parts += [pick([':', '0'])] * random.randint(1, 2)
    if chance(15):
        parts = [''.join(pick(['', ' ', '  ']) + c + pick(['', ' ']) if c == ':' else c for c in part) + pick(['', ' '])
                 for part in parts]
    text = pick([',', ',', ', ', ' , ', ',\t']).join(parts)
    if text and chance(2):
        text += ','
    if text and chance(6):
        text = pick(['[', '[ ']) + text + pick([']', ' ]'])
    return text


class Key:
    def __getitem__(self, key):
        return key if isinstance(key, tuple) else (key,)


def evaluate(text):
    """The index tuple of an expression, as Python reads it between brackets."""
    if text == '':
        return ()
    if text[0] == '[' and text[-1] == ']':
        text = text[1:-1].strip(' ')
    return eval(f'key[{text}]', {'key': Key(), '__builtins__': {}})


def make_array(shape, order, axes):
    count = int(np.prod(shape, dtype=int))
    data = np.arange(max(count, 1), dtype='<i4')
    base = np.ndarray(shape, '<i4', data, order=order)
    return base.transpose(axes) if axes else base


def index_row(shape, order, axes, text):
    head = comma(shape), order, comma(axes), escape(text)
    array = make_array(shape, order, axes)
    try:
        key = evaluate(text)
        view = array[key if Ellipsis in key else key + (Ellipsis,)]
    except (IndexError, OverflowError, ValueError, TypeError, SyntaxError, NameError):
        return *head, 'error', '', '', '', ''
    big = any(isinstance(k, slice) and abs(k.step or 0) > 2 ** 52 for k in key)
    strides = ['*' if big and extent < 2 else stride for extent, stride in zip(view.shape, view.strides)]
    start = view.__array_interface__['data'][0] - array.__array_interface__['data'][0]
    nested = view.tolist()
    return (*head, comma(view.shape), comma(strides), start if view.size else '', comma(flatten(nested)),
            json.dumps(nested, separators=(',', ':')))


def random_shape():
    while True:
        shape = tuple(random.choices([0, 1, 2, 3, 4, 5], [2, 10, 20, 20, 9, 6], k=random.choices([0, 1, 2, 3, 4], [3, 20, 40, 30, 14])[0]))
        count = np.prod(shape, dtype=int)
        if count <= 30 or (count <= 200 and chance(6)):
            return shape


def index_rows():
    for shape in ((), (1,), (3,), (0,), (2, 3), (0, 3), (3, 0), (2, 2, 2)):
        for order in 'CF':
            for text in ('', '...', ':', '0', '-1', '::-1', ':-1:-1', '5:2', '100:', '::0', '...,...', '0,...', '...,0', '0,0,0,0',
                         '[...]', '[0]', '3', '-4', '::-1,::-2', '..., ::-1', '...,', '0,', '9223372036854775808',
                         '-9223372036854775808', '9223372036854775808:', ':-9223372036854775809:-1',
                         '::9223372036854775807', '::-9223372036854775808', '::18446744073709551617'):
                yield index_row(shape, order, (), text)
    for _ in range(2900):
        shape = random_shape()
        axes = ()
        if len(shape) > 1 and chance(30):
            axes = tuple(range(len(shape)))[::-1] if chance(40) else tuple(random.sample(range(len(shape)), len(shape)))
        view = [shape[axis] for axis in axes] if axes else shape
        yield index_row(shape, pick('CCF'), axes, expression(view))


def slice_rows():
    ends = ['', *range(-8, 9)]
    for n in (0, 1, 2, 5):
        for start in ends:
            for stop in ends:
                for step in ('', -3, -2, -1, 1, 2, 3):
                    parts = [None if part == '' else part for part in (start, stop, step)]
                    found = list(range(n))[slice(*parts)]
                    yield n, start, stop, step, comma(found), len(found)


# ---------------------------------------------------------------- record layouts

SIMPLE = ['i1', 'u1', '?', '{}i2', '{}u2', '{}i4', '{}i4', '{}u4', '{}i8', '{}u8', '{}f2', '{}f4', '{}f8', '{}c8', '{}c16', 'S1', 'S5',
          'S16', '{}U1', '{}U3']


def random_leaf(orders):
    return pick(SIMPLE).format(pick(orders)) if chance(97) else 'g'


def random_record(depth, orders):
    names = random.sample(['a', 'b', 'c', 'id', 'x', 'y', 'flags', 'n1', 'pos_x', 'Value'], random.randint(1, 5))
    fields = []
    for name in names:
        if depth and chance(25):
            kind = random_record(depth - 1, orders)
        else:
            kind = random_leaf(orders)
        fields.append((name, kind) + (((random.choices([1, 2, 3], k=random.randint(1, 2))),) if chance(20) else ()))
    fields = [(*field[:2], tuple(field[2])) if len(field) == 3 else field for field in fields]
    return np.dtype(fields, align=chance(50))


def leaves(dtype, base=0, path=''):
    for name in dtype.names:
        field, offset = dtype.fields[name][:2]
        record = field.base if field.subdtype else field
        if record.names:
            yield from leaves(record, base + offset, path + name + '.')
        else:
            yield f'{path}{name}:{base + offset}:{field.itemsize}'


def dtype_rows():
    for _ in range(760):
        dtype = random_record(pick([0, 1, 2]), pick(['<', '<', '<>', '<>', '>']))
        text = memoryview(np.zeros(2, dtype)).format
        found = ' '.join(leaves(dtype))
        if ' '.join(leaves(np.core._internal._dtype_from_pep3118(text))) == found:
            yield escape(text), dtype.itemsize, found


# ---------------------------------------------------------------- npy files

ITEMS = {'b': 'i1', 'B': 'u1', '?': '?', 'c': 'S1', '<h': '<i2', '>h': '>i2', '<H': '<u2', '<i': '<i4', '>I': '>u4', 'i': '<i4', '=q': '<i8', 'l': '<i8',
         '<l': '<i4', '>Q': '>u8', '!i': '>i4', '<e': '<f2', '>e': '>f2', '<f': '<f4', '>f': '>f4', '<d': '<f8', '>d': '>f8', 'd': '<f8',
         '<Zf': '<c8', '>Zf': '>c8', '<Zd': '<c16', 'Zd': '<c16', '16s': 'S16', '<3s': 'S3', 's': 'S1', '<5w': '<U5', '>5w': '>U5', 'w': '<U1', '2w': '<U2'}


def record(size, *fields):
    """fields: (name, type, offset)"""
    names, formats, offsets = zip(*fields)
    return np.dtype({'names': names, 'formats': formats, 'offsets': offsets, 'itemsize': size})


POINT = np.dtype([('x', '<i2'), ('y', '<i2')])
RECORDS = [
    ('<i:a:h:b:', [('a', '<i4'), ('b', '<i2')]),
    ('T{<i:a:>h:b:}', [('a', '<i4'), ('b', '>i2')]),
    ('<i:a:', [('a', '<i4')]),
    ('<ih', [('f0', '<i4'), ('f1', '<i2')]),
    ('<i:a:h', [('a', '<i4'), ('f1', '<i2')]),
    ('B:r:B:g:B:b:', [('r', 'u1'), ('g', 'u1'), ('b', 'u1')]),
    ('<d:t:f:v:?:ok:4s:tag:', [('t', '<f8'), ('v', '<f4'), ('ok', '?'), ('tag', 'S4')]),
    ('>d:t:f:v:?:ok:4s:tag:', [('t', '>f8'), ('v', '>f4'), ('ok', '?'), ('tag', 'S4')]),
    ('<e:half:Zf:z:3w:name:', [('half', '<f2'), ('z', '<c8'), ('name', '<U3')]),
    ('<T{h:x:h:y:}:p:i:n:', [('p', POINT), ('n', '<i4')]),
    ('<T{h:x:h:y:}:p:', [('p', POINT)]),
    ('T{<h:x:h:y:}', POINT),
    ('<i:n:T{h:x:T{B:u:d:v:}:in:}:out:', [('n', '<i4'), ('out', [('x', '<i2'), ('in', [('u', 'u1'), ('v', '<f8')])])]),
    ('(2,3)<h:m:', [('m', '<i2', (2, 3))]),
    ('(4)<h:m:', [('m', '<i2', (4,))]),
    ('<3i:xyz:', [('xyz', '<i4', (3,))]),
    ('<B:k:(2,2)f:m:2d:w:', [('k', 'u1'), ('m', '<f4', (2, 2)), ('w', '<f8', (2,))]),
    ('<B:k:(2)T{h:x:h:y:}:pts:', [('k', 'u1'), ('pts', POINT, (2,))]),
    ('<b:a:3x i:b:', record(8, ('a', 'i1', 0), ('b', '<i4', 4))),
    ('<2x i:a:x', record(7, ('a', '<i4', 2))),
    ('<i:a:2x', record(6, ('a', '<i4', 0))),
    ('<h:a:5x h:b:x q:c:3x', record(21, ('a', '<i2', 0), ('b', '<i2', 7), ('c', '<i8', 10))),
    ('b:a:i:b:', record(8, ('a', 'i1', 0), ('b', '<i4', 4))),
    ('i:a:b:b:', [('a', '<i4'), ('b', 'i1')]),
    ('T{i:a:b:b:}', record(8, ('a', '<i4', 0), ('b', 'i1', 4))),
    ('T{b:a:d:b:h:c:}', record(24, ('a', 'i1', 0), ('b', '<f8', 8), ('c', '<i2', 16))),
    ('^b:a:d:b:h:c:', [('a', 'i1'), ('b', '<f8'), ('c', '<i2')]),
    ('b:k:T{b:a:h:b:}:in:', record(6, ('k', 'i1', 0), ('in', record(4, ('a', 'i1', 0), ('b', '<i2', 2)), 2))),
    ('<h:k:(2)T{b:a:x h:b:}:in:', [('k', '<i2'), ('in', record(4, ('a', 'i1', 0), ('b', '<i2', 2)), (2,))]),
    ("<i:it's:h:b c:", [("it's", '<i4'), ('b c', '<i2')]),
    ('<' + ''.join(f'i:column_number_{n}:' for n in range(12)), [(f'column_number_{n}', '<i4') for n in range(12)]),
]


def fill(dtype):
    """Random bytes of one item, valid where numpy cares (booleans, characters)."""
    if dtype.subdtype:
        return b''.join(fill(dtype.base) for _ in range(int(np.prod(dtype.shape))))
    if dtype.names:
        data = bytearray(dtype.itemsize)
        for name in dtype.names:
            field, offset = dtype.fields[name][:2]
            data[offset:offset + field.itemsize] = fill(field)
        return bytes(data)
    if dtype.kind == 'U':
        order = 'big' if dtype.str[0] == '>' else 'little'
        return b''.join(pick([0x41, 0x7A, 0xE9, 0x20AC, 0x1F600]).to_bytes(4, order) for _ in range(dtype.itemsize // 4))
    return random.randbytes(dtype.itemsize) if dtype.kind != 'b' else bytes([random.randrange(2)])


def npy_row(text, dtype, shape, inner=()):
    dtype = np.dtype(dtype)
    shape_all = shape + inner
    data = b''.join(fill(dtype) for _ in range(int(np.prod(shape_all, dtype=int))))
    array = np.ndarray(shape_all, dtype, np.frombuffer(data or b'\0' * max(dtype.itemsize, 1), 'u1'))
    file = io.BytesIO()
    np.save(file, array)
    assert file.getvalue().endswith(data) and (len(file.getvalue()) - len(data)) % 64 == 0
    return escape(text), comma(shape), data.hex(), file.getvalue().hex()


def npy_rows():
    for text, dtype in ITEMS.items():
        yield npy_row(text, dtype, (random.randint(1, 4),))
        yield npy_row(text, dtype, pick([(), (0,), (2, 2), (1, 3), (2, 1, 2)]))
    for shape in ((), (0,), (1,), (7,), (0, 3), (3, 0), (2, 3), (3, 1), (1, 1, 1), (2, 3, 2), (2, 0, 4), (1, 2, 1, 2), (2, 1, 1, 1, 2), (10,),
                  (12, 1), (1, 12), (1,) * 12 + (2,)):
        yield npy_row(*pick([('<h', '<i2'), ('>h', '>i2'), ('B', 'u1')]), shape)
    yield npy_row('(2,3)<h', '<i2', (2,), (2, 3))
    yield npy_row('(2)>f', '>f4', (), (2,))
    for text, dtype in RECORDS:
        yield npy_row(text, dtype, (2,))
        yield npy_row(text, dtype, pick([(), (0,), (1,), (2, 1), (1, 2)]))


MAKER = 'numpy_vectors.py, from '
if __name__ == '__main__':
    warnings.simplefilter('ignore')
    write('numpy_index.tsv', [MAKER + 'numpy', 'shape\torder\taxes\tindex\tresult shape or error\tstrides\toffset\titems\ttolist'], index_rows())
    write('slice_1d.tsv', [MAKER + 'CPython lists', 'n\tstart\tstop\tstep\tindices\tlength'], slice_rows())
    write('numpy_dtype.tsv', [MAKER + 'numpy', 'format\titemsize\tname:offset:size ...'], dtype_rows())
    write('npy_files.tsv', [MAKER + 'numpy.save', 'format\tshape\tdata\tfile'], npy_rows())
