# SPDX-License-Identifier: MIT

"""Files of HDF5, and what h5py says of the data sets in them.

hdf5.tsv    name, file in hex, its parts: name|format|shape|offset|size, joined by semicolons

Where the bytes of a data set lie is told by h5py, and looked up: there stand the bytes of the array that was written. `-` is
the offset of those that lie nowhere in one piece. Not part of make_all.sh: needs h5py 3.7 over HDF5 1.10.
"""
import os
import tempfile

import h5py
import numpy as np

from oracle import comma, write

SCALARS = {'<i4': '<i', '>i2': '>h', '|u1': '<B', '|i1': '<b', '>u8': '>Q', '<u2': '<H', '<f4': '<f', '>f8': '>d', '<f2': '<e', '<f16': '<g',
           '|S5': '<5s|cstr', '|V3': '<3s|hex'}
ENUM = h5py.enum_dtype({'RED': 0, 'dark green': 1, 'NONE': -1}, basetype='<i2')
RECORD = np.dtype({'names': ['id', 'p', 'tag', 'v'], 'formats': ['<u4', [('x', '>f8'), ('y:z', '>f8')], 'S4', ('<i2', (2, 3))],
                   'offsets': [4, 8, 24, 32], 'itemsize': 48})


def numbers(file):
    for k, (dtype, form) in enumerate(SCALARS.items()):
        data = np.array([1, 2, 3, 4, 5, 6]).astype('S5' if dtype in ('|S5', '|V3') else dtype)
        yield file.create_dataset(f'n{k}', data=data.astype(dtype).reshape(2, 3)), form


def records(file):
    yield file.create_dataset('record', data=np.zeros(2, RECORD)), \
        '<T{4x <I:id: <T{>d:x: >d:y_z:}:p: <4s|cstr:tag: 4x <(2,3)h:v: 4x}'
    yield file.create_dataset('enum', data=np.array([0, 1, -1, 5], '<i2'), dtype=ENUM), \
        '<h|enum(-1=NONE,0=RED,1="dark green")'
    yield file.create_dataset('bool', data=np.array([True, False])), '<?'
    yield file.create_dataset('complex', data=np.array(1 + 2j, '<c8')), '<T{<f:r: <f:i:}'


def groups(file):
    file['a/b/c'] = np.arange(4, dtype='<f8')
    yield file['a/b/c'], '<d'
    file['other'] = file['a/b/c']  # a second name
    yield file['other'], '<d'
    file['a/b/loop'] = file['a']  # a group inside of itself
    file['soft'] = h5py.SoftLink('/a/b/c')
    file['far'] = h5py.ExternalLink('/etc/passwd', '/x')


def elsewhere(file):
    yield file.create_dataset('chunks', data=np.arange(10, dtype='<i4'), chunks=(4,)), '<i'
    yield file.create_dataset('packed', data=np.arange(10, dtype='<i4'), chunks=(5,), compression='gzip'), '<i'
    yield file.create_dataset('unwritten', (3,), '<i4'), '<i'
    yield file.create_dataset('none', (0, 3), '<f4'), '<f'
    yield file.create_dataset('null', data=h5py.Empty('<f4')), '<f'
    yield file.create_dataset('texts', data=['a', 'longer'], dtype=h5py.string_dtype()), '<16s|hex'
    made = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    made.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((2,))
    compact = h5py.h5d.create(file.id, b'compact', h5py.h5t.STD_I32LE, space, made)
    yield h5py.Dataset(compact), '<i'


def described(found, data):
    name, form, shape, size, offset, array = found
    offset = None if 0 in (shape or ()) else offset
    if offset is not None:
        assert array is None or data[offset:offset + size] == array
    return '|'.join([name, form, comma(shape or ()), '-' if offset is None else str(offset), '0' if offset is None else str(size)])


def taken(name, dataset, form):
    """What h5py says while the file is open."""
    array = None if dataset.dtype.hasobject or dataset.shape is None else np.asarray(dataset[()]).tobytes()
    return name, form, dataset.shape, dataset.id.get_storage_size(), dataset.id.get_offset(), array


LINKS = {'groups': {'far': 'far|-||-|0', 'soft': 'soft|-||-|0'}}


def row(name, make, **how):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'it.h5')
        with h5py.File(path, 'w', **how) as file:
            sets = list(make(file))
            file.flush()
            told = {}
            for dataset, form in sets:
                told[dataset.name.lstrip('/')] = taken(dataset.name.lstrip('/'), dataset, form)
        with open(path, 'rb') as file:
            data = file.read()
    parts = {key: described(found, data) for key, found in told.items()} | LINKS.get(name, {})
    return name, data.hex(), ';'.join(parts[key] for key in sorted(parts))


if __name__ == '__main__':
    rows = [row('numbers', numbers, libver='latest'), row('numbers-old', numbers, userblock_size=512), row('records', records, libver='latest'),
            row('groups', groups, libver='latest'), row('elsewhere', elsewhere, libver='latest')]
    write('hdf5.tsv', ['hdf5_vectors.py, by h5py', 'name\tfile\tparts'], rows)
