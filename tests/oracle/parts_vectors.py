# SPDX-License-Identifier: MIT

"""Files that say what they hold, and what their makers say of them.

parts.tsv    kind, file in hex, its parts: name|format|shape|strides|offset|size, joined by semicolons

Offsets of members are where their bytes are found in the file; those of arrays and tensors are told by numpy.memmap
and by whoever wrote the header. `-` is what a part does not have.
"""
import io
import json
import struct
import zipfile

import numpy as np

from oracle import comma, write


def part(name, form, shape, strides, offset, size):
    return '|'.join([name, form, '-' if shape is None else comma(shape), '-' if strides is None else comma(strides),
                     str(offset), str(size)])


def npy(array):
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


FORMATS = {'<f4': '<f', '>i2': '>h', '|b1': '<?', '<f8': '<d', '|S3': '<3s', '<U2': '<2w', '<c8': '<F', '|u1': '<B', '<i8': '<q'}


def npy_rows():
    base = np.arange(12).reshape(3, 4)
    arrays = [base.astype(dtype) for dtype in FORMATS] + [np.asfortranarray(base.astype('>i2')), np.array(1.5),
                                                          np.zeros((0, 3), '<f4'), np.arange(24, dtype='<f4').reshape(2, 3, 4, order='F')]
    for array in arrays:
        data = npy(array)
        fortran = array.ndim > 1 and not array.flags.c_contiguous
        yield 'npy', data.hex(), part('array', FORMATS[array.dtype.str], array.shape, array.strides if fortran else None,
                                      len(data) - array.nbytes, array.nbytes)
    record = np.zeros(2, [('id', '<u4'), ('p', [('x', '>f8'), ('y', '>f8')]), ('tag', 'S4'), ('v', '<i2', (2, 3))])
    yield 'npy', npy(record).hex(), part('array', 'T{<I:id: T{>d:x: >d:y:}:p: <4s:tag: <(2,3)h:v:}', (2,), None,
                                         len(npy(record)) - record.nbytes, record.nbytes)


def zip_rows():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, 'w') as archive:
        archive.writestr(zipfile.ZipInfo('a/hello.txt'), b'hello, parts')
        archive.writestr(zipfile.ZipInfo('packed'), b'x' * 200, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo('empty'), b'')
        infos = archive.infolist()
    data = stream.getvalue()

    def start(info):
        name, extra = struct.unpack_from('<HH', data, info.header_offset + 26)
        return info.header_offset + 30 + name + extra
    rows = [part(info.filename, '-', None, None, start(info), info.compress_size) for info in infos]
    yield 'zip', data.hex(), ';'.join(rows)
    # Something in front of an archive, as programs that unpack themselves have it.
    moved = [part(info.filename, '-', None, None, start(info) + 5, info.compress_size) for info in infos]
    yield 'zip', (b'#!sh\n' + data).hex(), ';'.join(moved)


def npz_rows():
    arrays = {'w': np.arange(6.0).reshape(2, 3), 'b': np.array([1, 2], '>i2')}
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    data = stream.getvalue()
    rows = [part(name, FORMATS[a.dtype.str], a.shape, None, data.index(a.tobytes()), a.nbytes)
            for name, a in arrays.items()]
    yield 'npz', data.hex(), ';'.join(rows)


def safetensors_rows():
    tensors = [('wte', 'BF16', '<[bf16]', (3, 2), 12), ('h.0', 'F32', '<f', (2,), 8), ('s', 'I64', '<q', (), 8)]
    header, at = {'__metadata__': {'format': 'pt'}}, 0
    for name, kind, _, shape, size in tensors:
        header[name] = {'dtype': kind, 'shape': list(shape), 'data_offsets': [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    text += b' ' * (-len(text) % 8)
    data = struct.pack('<Q', len(text)) + text + bytes(range(at))
    rows = [part('__metadata__', '-', None, None, 8 + text.index(b'{"format'), len(b'{"format": "pt"}'))]
    at = 8 + len(text)
    for name, _, form, shape, size in tensors:
        rows.append(part(name, form, shape, None, at, size))
        at += size
    yield 'safetensors', data.hex(), ';'.join(rows)


def gguf_file(version, order):
    """The layout is that of ggml's docs/gguf.md; lengths had 32 bits in version 1."""
    data, rows = b'', []

    def put(code, *values):
        nonlocal data
        data += struct.pack(order + code.replace('L', 'I' if version == 1 else 'Q'), *values)

    def text(value):
        nonlocal data
        put('L', len(value))
        data += value.encode()

    def key(name, kind, form, shape, write_value):
        text(name)
        put('I', kind)
        write_value()
        size = struct.calcsize(form[1:]) * (shape[0] if shape else 1)
        rows.append(part(name, form, shape, None, len(data) - size, size))

    data = b'GGUF'
    put('I', version)
    tensors = [('w', 0, (2, 3), 'f', (3, 2), 24), ('half', 1, (3,), 'e', (3,), 6),
               ('q', 8, (64, 2), 'T{e:d: 32b:qs:}', (2, 2), 136),
               ('k', 12, (256,), 'T{e:d: e:dmin: 12s|hex:scales: 128s|hex:qs:}', (1,), 144),
               ('iq', 16, (512,), None, (2,), 132)]
    put('L', len(tensors))
    put('L', 5)
    text('general.architecture')
    put('I', 8)
    text('toy')
    rows.append(part('general.architecture', '-', None, None, len(data) - 3, 3))
    key('general.alignment', 4, order + 'I', (), lambda: put('I', 64))
    key('toy.eps', 6, order + 'f', (), lambda: put('f', 0.5))
    key('toy.sizes', 9, order + 'h', (3,), lambda: (put('I', 3), put('L', 3), put('3h', 1, -2, 3)))
    text('toy.words')
    put('I', 9)
    put('I', 8)
    put('L', 2)
    begin = len(data)
    text('a')
    text('')
    rows.append(part('toy.words', f'{order}{"I" if version == 1 else "Q"}:size: {{size}}s:text:', None, None, begin,
                     len(data) - begin))
    offset, places = 0, []
    for name, kind, lengths, _, _, size in tensors:
        text(name)
        put('I', len(lengths))
        for length in lengths:
            put('L', length)
        put('I', kind)
        put('Q', offset)
        places.append(offset)
        offset += size + -size % 64
    data += bytes(-len(data) % 64)
    for (name, _, _, form, shape, size), place in zip(tensors, places):
        rows.append(part(name, f'{size // shape[0]}s|hex' if form is None else order + form, shape, None, len(data) + place,
                         size))
    return data + bytes(k % 251 for k in range(offset)), rows


def gguf_rows():
    for version, order in ((1, '<'), (2, '<'), (3, '<'), (3, '>')):
        data, rows = gguf_file(version, order)
        yield 'gguf', data.hex(), ';'.join(rows)


if __name__ == '__main__':
    rows = [row for rows in (npy_rows, npz_rows, zip_rows, safetensors_rows, gguf_rows) for row in rows()]
    write('parts.tsv', ['parts_vectors.py, from numpy.save, numpy.savez and zipfile; safetensors and gguf by their descriptions', 'kind\tfile\tparts'], rows)
