#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Vectors for views: attributes, values and bytes of memoryviews, and what cast accepts.

Reference: CPython's memoryview (3.11, x86-64 Linux), over bytearray for casts and slices, over numpy 1.24 arrays for
strides that cast cannot make. Values of a view come from tolist(), where memoryview has none (`e`, Zf, Zd) from numpy.

memoryview.tsv          format, buffer in hex, shape, 1-D slice text or integer or empty,
                        itemsize, ndim, shape, strides, nbytes, c_contiguous, f_contiguous, contiguous (0 or 1),
                        value tokens of tolist() in C order, tobytes() in hex, tobytes('F') in hex
                        The slice goes over the first axis. For an integer only the tokens are given. A view without
                        items counts as contiguous; CPython says otherwise for 1-D views whose stride is not itemsize.
memoryview_strided.tsv  format, buffer in hex, shape, strides, offset of item [0,...,0] in the buffer, then as above from
                        itemsize on, without shape and strides
memoryview_cast.tsv     from format, to format, byte length, shape (empty: none given, `()`: no axes), `ok` or the exception.
                        bview lifts the limits on formats and on zero lengths (see the exception texts).
"""
import random
import struct

import numpy as np

from oracle import comma, escape, flatten, tokens, write

random.seed(20240604)
pick = random.choice
FORMATS = 'bB?chHiIlLqQnNfdP'
SPECIAL = {'f': ['0000807f', '000080ff', '0000c07f', '0100807f', '00000080', '01000000', 'cdcccc3d'],
           'd': ['000000000000f07f', '000000000000f0ff', '000000000000f87f', '0000000000000080', '0100000000000000', '9a9999999999b93f']}


def chance(percent):
    return random.random() * 100 < percent


def filled(form, count):
    size = struct.calcsize(form)
    items = [bytes.fromhex(pick(SPECIAL[form])) if form in SPECIAL and chance(35) else random.randbytes(size) for _ in range(count)]
    if form == '?':
        items = [pick([b'\0', b'\1', b'\1', b'\2', b'\xff']) for _ in items]
    return b''.join(items)


def flags(view):
    return [int(flag or not view.nbytes) for flag in (view.c_contiguous, view.f_contiguous, view.contiguous)]


def contents(view, values):
    return tokens(values), view.tobytes().hex(), view.tobytes('F').hex()


# ---------------------------------------------------------------- cast and 1-D slices

SLICES = ['', ':', '::-1', '1:', ':-1', '::2', '::-2', '1::2', '-2:', ':-1:-1', '3:1', '3:1:-1', '100:', ':100', '-100:2', '0', '-1', '2:2',
          '::3', '::-3', '-3::-1', '0:1', '-1:', ':0', '1:2']


def part(view, text):
    if ':' in text:
        return view[slice(*(int(bound) if bound else None for bound in text.split(':')))]
    return view[int(text)] if text else view


def plain_row(form, shape, text):
    count = int(np.prod(shape, dtype=int))
    data = filled(form, count)
    view = memoryview(data).cast('B').cast(form) if len(shape) == 1 else memoryview(data).cast(form, shape)
    head = form, data.hex(), comma(shape), text
    found = part(view, text)
    if not isinstance(found, memoryview):
        return *head, *[''] * 8, tokens([found]), '', ''
    return (*head, found.itemsize, found.ndim, comma(found.shape), comma(found.strides), found.nbytes, *flags(found),
            *contents(found, flatten(found.tolist())))


def plain_rows():
    for form in FORMATS:
        for shape in ((4,), (), (1,), (2, 3), (1, 3), (3, 1), (1, 1), (2, 1, 2)):
            yield plain_row(form, shape, '')
    for _ in range(380):
        text = pick(SLICES)
        shape = (random.randint(1, 6),) if ':' not in text or chance(75) else pick([(2, 2), (3, 2), (2, 1, 2), (3, 1)])
        if text not in ('0', '-1'):
            text = text if chance(50) else ':'.join(pick(['', str(random.randint(-7, 7))]) for _ in '12') + pick(['', ':', ':2', ':-1', ':-2'])
        yield plain_row(pick(FORMATS), shape, text)


# ---------------------------------------------------------------- any strides

DTYPES = ['i1', 'u1', '?', '<i2', '<u2', '<i4', '<u4', '<i8', '<u8', '<f2', '<f4', '<f8', '<c8', '<c16']


def strided_row(dtype, shape, order, change):
    count = int(np.prod(shape, dtype=int))
    dtype = np.dtype(dtype)
    base = np.frombuffer(filled(memoryview(np.zeros(1, dtype)).format, count) if dtype.kind != 'c' else
                         b''.join(filled(dtype.char.lower() if dtype.char != 'F' else 'f', 2) for _ in range(count)), 'u1')
    array = np.ndarray(shape, dtype, base if count else np.zeros(1, 'V16'), order=order)
    array = change(array)
    view = memoryview(array)
    offset = array.__array_interface__['data'][0] - base.__array_interface__['data'][0] if array.size else 0
    return (escape(view.format), base.tobytes().hex(), comma(view.shape), comma(view.strides), offset, view.itemsize, view.ndim,
            view.nbytes, *flags(view), *contents(view, flatten(array.tolist())))


def random_change(axes):
    """A function that reorders, reverses and thins the axes of an array."""
    order = random.sample(range(axes), axes)
    parts = tuple(pick([slice(None), slice(None, None, -1), slice(None, None, 2), slice(None, None, -2), slice(1, None), slice(0, 1),
                        slice(1, 1) if chance(10) else slice(None)]) for _ in range(axes))
    number = random.randrange(axes) if axes and chance(15) else None
    parts = tuple(0 if at == number else part for at, part in enumerate(parts))
    return lambda array: array.transpose(order)[parts + (Ellipsis,)]


def strided_rows():
    for dtype in DTYPES:
        for shape in ((), (3,), (2, 3), (2, 1, 2)):
            yield strided_row(dtype, shape, 'F', lambda array: array)
    for shape in ((0,), (0, 3), (3, 0), (2, 0, 2)):
        for order in 'CF':
            yield strided_row('<i4', shape, order, lambda array: array)
    for shape, strides in (((3,), (0,)), ((2, 3), (0, 2)), ((2, 3), (2, 0)), ((3, 2), (2, 2)), ((1, 3), (0, 2)), ((3, 1), (2, -8)), ((1,), (100,))):
        yield strided_row('<i2', (4,), 'C', lambda array: np.lib.stride_tricks.as_strided(array, shape, strides))
    for _ in range(260):
        shape = tuple(random.choices([1, 2, 3], [2, 3, 3], k=random.choices([1, 2, 3, 4], [2, 5, 4, 1])[0]))
        if np.prod(shape) <= 18:
            yield strided_row(pick(DTYPES), shape, pick('CF'), random_change(len(shape)))


# ---------------------------------------------------------------- cast

TARGETS = ['b', 'B', 'c', 'h', 'i', 'q', 'd', '?', 'P', '@i', '@B']
REFUSED = ['<i', '=i', '>h', '@', '', 'ii', '2i', 'x', 's', '4s', 'p', 'e', 'Zf', 'i ', ' i', '@@i', 'T{i}', 'z']


def shape_text(shape):
    return '' if shape is None else comma(shape) or '()'


def cast_row(source, target, length, shape):
    view = memoryview(bytearray(length)).cast(source)
    try:
        view.cast(target) if shape is None else view.cast(target, shape)
        result = 'ok'
    except (TypeError, ValueError) as error:
        result = f'{type(error).__name__}: {error}'
    return escape(source), escape(target), length, shape_text(shape), result


def cast_rows():
    for source in TARGETS:
        for target in TARGETS + (REFUSED if source in 'Bi' else []):
            for length in {0, 24, struct.calcsize(source)} - ({0} if source not in 'bBc' else set()):
                yield cast_row(source, target, length, None)
    for target in ('B', 'c', 'h', 'i', 'd', '@i'):
        for shape in ((), (1,), (2,), (3,), (6,), (2, 3), (3, 2), (24,), (2, 12), (0,), (-1,), (2, -1), (0, 3), (1,) * 64, (1,) * 65):
            for length in (1, 4, 8, 24, 25):
                yield cast_row('B', target, length, shape)


if __name__ == '__main__':
    write('memoryview.tsv', ['memoryview_vectors.py, from CPython memoryview',
                             'format\tbuffer\tshape\tslice\titemsize\tndim\tshape\tstrides\tnbytes\tc\tf\tcontiguous\ttokens\ttobytes\ttobytes F'], plain_rows())
    write('memoryview_strided.tsv', ['memoryview_vectors.py, from CPython memoryview over numpy arrays',
                                     'format\tbuffer\tshape\tstrides\toffset\titemsize\tndim\tnbytes\tc\tf\tcontiguous\ttokens\ttobytes\ttobytes F'], strided_rows())
    write('memoryview_cast.tsv', ['memoryview_vectors.py, from CPython memoryview', 'from\tto\tbytes\tshape\tok or exception'], cast_rows())
