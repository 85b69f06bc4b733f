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


if __name__ == '__main__':
    rows = [row for rows in (npy_rows, npz_rows, zip_rows, safetensors_rows) for row in rows()]
    write('parts.tsv', ['parts_vectors.py, from numpy.save, numpy.savez and zipfile', 'kind\tfile\tparts'], rows)
