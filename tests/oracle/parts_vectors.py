# SPDX-License-Identifier: MIT

"""Files that say what they hold, and what their makers say of them.

parts.tsv    kind, file in hex, its parts: name|format|shape|strides|offset|size, joined by semicolons

Offsets of members are where their bytes, packed or not, are found in the file, sizes those of the unpacked bytes; those of arrays and tensors are told by numpy.memmap
and by whoever wrote the header. `-` is what a part does not have.
"""
import gzip
import io
import json
import os
import struct
import subprocess
import tarfile
import tempfile
import zipfile
import zlib

import numpy as np
from scipy.io import netcdf_file

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
    rows = [part(info.filename, '-', None, None, start(info), info.file_size) for info in infos]
    yield 'zip', data.hex(), ';'.join(rows)
    # Something in front of an archive, as programs that unpack themselves have it.
    moved = [part(info.filename, '-', None, None, start(info) + 5, info.file_size) for info in infos]
    yield 'zip', (b'#!sh\n' + data).hex(), ';'.join(moved)


TAR_TYPES = ('"0"=file,"1"=hardlink,"2"=symlink,"3"=char,"4"=block,"5"=dir,"6"=fifo,"7"=contiguous,"x"=pax,"g"=pax_global,"L"=longname,'
             '"K"=longlink,"S"=sparse')
TAR_HEADER = ('100s|cstr:name: 8s|text(oct):mode: 8s|text(oct):uid: 8s|text(oct):gid: 12s|text(oct):size: 12s|text(oct):mtime: 8s:checksum: '
              f's|enum({TAR_TYPES}):type: 100s|cstr:target: 8s|cstr:magic: 32s|cstr:user: 32s|cstr:group: 8s:major: 8s:minor: '
              '155s|cstr:prefix: 12x {align(size, 512)}x')


def is_tar_header(block):
    try:
        return bool(tarfile.TarInfo.frombuf(block, 'utf-8', 'strict'))
    except tarfile.HeaderError:
        return False


def tar_rows():
    """Names and targets that no field has room for are told of by pax headers or GNU's, of which tarfile makes no members, either."""
    members = [('hello', tarfile.REGTYPE, b'hello, parts', ''), ('d', tarfile.DIRTYPE, b'', ''),
               ('d' * 90 + '/' + 'f' * 80, tarfile.REGTYPE, b'x' * 5, ''), ('d/h\u00e4llo', tarfile.REGTYPE, b'y' * 512, ''),
               ('to', tarfile.SYMTYPE, b'', 'hello'), ('hello', tarfile.LNKTYPE, b'', 'hello')]
    long = [('n' * 150, tarfile.REGTYPE, b'z', ''), ('m' * 120, tarfile.SYMTYPE, b'', 'n' * 150)]
    for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT):
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode='w', format=form, pax_headers={'comment': 'of all of them'}) as archive:
            for name, kind, data, target in members if form == tarfile.USTAR_FORMAT else members[:1] + long:
                info = tarfile.TarInfo(name)
                info.type, info.size, info.linkname, info.mtime = kind, len(data), target, 1
                archive.addfile(info, io.BytesIO(data))
        data = stream.getvalue()
        end = len(data.rstrip(b'\0')) + 511 & ~511
        data = data[:end + 1024]
        rows = [part(info.name + '/' * info.isdir(), '-', None, None, info.offset_data, info.size)
                for info in tarfile.open(fileobj=io.BytesIO(data))]
        headers = sum(is_tar_header(data[at:at + 512]) for at in range(0, end, 512))
        yield 'tar', data.hex(), ';'.join(rows + [part('members', TAR_HEADER, (headers,), None, 0, end)])


def npz_rows():
    arrays = {'w': np.arange(6.0).reshape(2, 3), 'b': np.array([1, 2], '>i2')}
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    data = stream.getvalue()
    rows = [part(name, FORMATS[a.dtype.str], a.shape, None, data.index(a.tobytes()), a.nbytes)
            for name, a in arrays.items()]
    yield 'npz', data.hex(), ';'.join(rows)


def deflated_npz_rows():
    """As numpy.savez_compressed makes it."""
    arrays = {'w': np.arange(12).reshape(3, 4).astype('<f4'), 'f': np.asfortranarray(np.arange(12).reshape(3, 4).astype('>i2'))}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, 'w') as archive:
        for name, array in arrays.items():
            archive.writestr(zipfile.ZipInfo(name + '.npy'), npy(array), zipfile.ZIP_DEFLATED)
        infos = archive.infolist()
    rows = [part(name, FORMATS[a.dtype.str], a.shape, None if a.flags.c_contiguous else a.strides,
                 info.header_offset + 30 + len(info.filename), a.nbytes)
            for info, (name, a) in zip(infos, arrays.items())]
    yield 'npz', stream.getvalue().hex(), ';'.join(rows)


def gzip_member(name, data, mtime=0):
    stream = io.BytesIO()
    with gzip.GzipFile(name, 'wb', 9, stream, mtime) as packed:
        packed.write(data)
    return stream.getvalue()


def full_head(data):
    """A member with all that RFC 1952 lets stand in front: the module skips it when it reads."""
    plain = gzip_member('', data)
    head = plain[:3] + bytes([2 + 4 + 8 + 16]) + plain[4:10] + struct.pack('<H', 5) + b'AB\1\0!' + b'full\0' + b'a comment\0'
    return head + struct.pack('<H', zlib.crc32(head) & 0xffff), plain[10:]


def gzip_rows():
    texts = [b'hello, parts', b'x' * 3000, b'', bytes(range(256))]
    one = gzip_member('notes.txt', texts[0], 1700000000)
    yield 'gzip', one.hex(), part('notes.txt', '-', None, None, 10 + len('notes.txt') + 1, len(texts[0]))
    data, rows = b'', []
    for k, text in enumerate(texts):
        rows.append(part(f'member/{k}', '-', None, None, len(data) + 10, len(text)))
        data += gzip_member('', text)
    head, body = full_head(texts[0])
    rows.append(part('full', '-', None, None, len(data + head), len(texts[0])))
    data += head + body
    assert gzip.decompress(data) == b''.join(texts) + texts[0]
    yield 'gzip', data.hex(), ';'.join(rows)
    yield 'gzip', (one + bytes(20)).hex(), part('notes.txt', '-', None, None, 20, len(texts[0]))


def zstd_frame(data, *options):
    """As the tool of zstd 1.5 makes it; it does not know the size of what it reads from a pipe."""
    return subprocess.run(['zstd', '-q', '-c', *options], input=data, stdout=subprocess.PIPE, check=True).stdout


def zstd_rows():
    small, all_bytes, skipped = b'hello, parts', bytes(range(256)), b'what zstd skips'
    sized = zstd_frame(small, '--stream-size=12')
    yield 'zstd', sized.hex(), part('frame/0', '-', None, None, 0, 12)
    pieces = [('skippable/0', len(skipped), struct.pack('<II', 0x184d2a53, len(skipped)) + skipped),
              ('frame/0', 3000, zstd_frame(b'x' * 3000)), ('frame/1', 0, zstd_frame(b'')),
              ('frame/2', 256, zstd_frame(all_bytes, '--no-check', '--stream-size=256')),
              ('skippable/1', 0, struct.pack('<II', 0x184d2a5f, 0)),
              ('frame/3', 1256, zstd_frame(all_bytes + b'y' * 1000, '-19', '--stream-size=1256'))]
    data, rows = b'', []
    for name, size, piece in pieces:
        begin = len(data) + (8 if name.startswith('skippable') else 0)
        rows.append(part(name, '-', None, None, begin, size))
        data += piece
    yield 'zstd', data.hex(), ';'.join(rows)


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


class Mat:
    """A file as "MAT-File Format" describes it: elements of a type, a size and bytes up to a multiple of 8.

    scipy.io.loadmat (1.10) reads the same values from it."""
    TYPES = {1: 'b', 2: 'B', 3: 'h', 4: 'H', 5: 'i', 6: 'I', 7: 'f', 9: 'd', 16: 'B'}

    def __init__(self, order):
        self.order = order
        self.rows = []
        self.data = b'MATLAB 5.0 MAT-file, written by hand'.ljust(124) + struct.pack(order + 'HH', 0x100, 0x4d49)
        for put_some in (self.numbers, self.texts, self.nested):
            put_some()

    def element(self, kind, data, small=True):
        if small and 0 < len(data) <= 4:
            return struct.pack(self.order + 'I', len(data) << 16 | kind) + data.ljust(4, b'\0')
        return struct.pack(self.order + 'II', kind, len(data)) + data + bytes(-len(data) % 8)

    def values(self, kind, *numbers):
        return self.element(kind, struct.pack(f'{self.order}{len(numbers)}{self.TYPES[kind]}', *numbers))

    def matrix(self, number, shape, name, *inside, flags=0):
        """In front are flags and class, the shape, and the name."""
        head = self.values(6, number | flags << 8, 0) + self.values(5, *shape) + self.element(1, name.encode())
        return self.element(14, head + b''.join(inside), small=False)

    def put(self, element):
        self.data += element

    def row(self, name, form, shape, marks, size):
        """Where the bytes are is found by what stands there."""
        assert self.data.count(marks) == 1, name
        strides = None
        if form and shape and size:
            item = size // int(np.prod(shape))
            strides = [item * int(np.prod(shape[:k])) for k in range(len(shape))]
        self.rows.append(part(name, form or '-', shape, strides, self.data.index(marks), size))

    def numbers(self):
        o = self.order
        self.put(self.matrix(6, (2, 3), 'narrow', self.values(2, 11, 12, 13, 14, 15, 16)))
        self.row('narrow', o + 'B', (2, 3), bytes(range(11, 17)), 6)
        self.put(self.matrix(7, (1, 2), 'z', self.values(7, 1.5, -2.5), self.values(3, -3, 4), flags=8))
        self.row('z.real', o + 'f', (1, 2), struct.pack(o + '2f', 1.5, -2.5), 8)
        self.row('z.imag', o + 'h', (1, 2), struct.pack(o + '2h', -3, 4), 4)
        self.put(self.matrix(6, (2, 1, 2), 'cube', self.values(9, 0.1, 0.2, 0.3, 0.4)))
        self.row('cube', o + 'd', (2, 1, 2), struct.pack(o + '4d', 0.1, 0.2, 0.3, 0.4), 32)
        self.put(self.matrix(9, (1, 5), 'mask', self.values(2, 1, 0, 1, 1, 0), flags=2))
        self.row('mask', o + '?', (1, 5), bytes([1, 0, 1, 1, 0]), 5)
        inside = self.values(5, 0, 2, 1), self.values(5, 0, 2, 3), self.values(9, 7.25, 8.25, 9.25)
        self.put(self.matrix(5, (3, 2), 'thin', *inside))
        self.row('thin.ir', o + 'i', (3,), struct.pack(o + '3i', 0, 2, 1), 12)
        self.row('thin.jc', o + 'i', (3,), struct.pack(o + '3i', 0, 2, 3), 12)
        self.row('thin', o + 'd', (3,), struct.pack(o + '3d', 7.25, 8.25, 9.25), 24)
        self.put(self.matrix(6, (0, 3), 'none', self.element(9, b'')))
        self.rows.append(part('none', o + 'd', (0, 3), None, len(self.data), 0))

    def texts(self):
        end = 'le' if self.order == '<' else 'be'
        wide = 'h\u00e4llo'.encode('utf-16-' + end)
        self.put(self.matrix(4, (1, 5), 'text', self.element(4, wide)))
        self.row('text', f'10s|utf16{end}', (), wide, 10)
        self.put(self.matrix(4, (2, 3), 'lines', self.element(16, b'axbycz')))
        self.row('lines', '1s|utf8', (2, 3), b'axbycz', 6)

    def nested(self):
        o = self.order
        two = self.matrix(8, (1, 1), '', self.values(1, -77)), self.matrix(4, (1, 2), '', self.element(16, b'qr'))
        cells = self.matrix(1, (1, 2), 'c', *two)
        self.put(cells)
        inside = b''.join(two)
        self.rows.append(part('c', '-', None, None, self.data.index(inside), len(inside)))
        self.row('c{1}', o + 'b', (1, 1), struct.pack('b', -77), 1)
        self.row('c{2}', '2s|utf8', (), b'qr', 2)
        fields = self.values(5, 8), self.element(1, b'a'.ljust(8, b'\0') + b'long'.ljust(8, b'\0'))
        values = [self.matrix(12, (1, 1), '', self.values(5, 1000 + k)) for k in range(4)]
        for name, shape, count in (('s', (1, 1), 2), ('t', (2, 1), 4)):
            inside = b''.join(fields) + b''.join(values[:count])
            self.put(self.matrix(2, shape, name, inside))
            begin = len(self.data) - len(inside)
            self.rows.append(part(name, '-', None, None, begin, len(inside)))
            for k in range(count):
                value = struct.pack(o + 'i', 1000 + k)
                index = '' if count == 2 else f'({k // 2 + 1})'
                self.rows.append(part(f'{name}{index}.{("a", "long")[k % 2]}', o + 'i', (1, 1), (4, 4), self.data.index(value, begin), 4))
        packed = zlib.compress(self.matrix(6, (1, 1), 'packed', self.values(9, 1.0)))
        self.data += struct.pack(o + 'II', 15, len(packed)) + packed
        self.rows.append(part('element/11', '-', None, None, len(self.data) - len(packed), len(packed)))


def mat_rows():
    for order in '<>':
        mat = Mat(order)
        yield 'mat5', mat.data.hex(), ';'.join(mat.rows)


def netcdf(version, records):
    """With a record variable of one byte a record alone, and with several, which are padded."""
    path = os.path.join(tempfile.mkdtemp(), 'a.nc')
    with netcdf_file(path, 'w', version=version) as made:
        made.title = 'toy'
        for name, length in (('time', None), ('lat', 2), ('lon', 3)):
            made.createDimension(name, length)
        for name, dtype, axes in records + [('grid', 'f8', ('lat', 'lon')), ('mark', 'S1', ('lon',))]:
            variable = made.createVariable(name, dtype, axes)
            shape = tuple({'time': 4, 'lat': 2, 'lon': 3}[axis] for axis in axes)
            if not shape:
                variable.assignValue(7)
            elif dtype == 'S1':
                variable[:] = np.array([b'a', b'b', b'c'])
            else:
                variable[:] = np.arange(np.prod(shape)).reshape(shape)
        made.variables['grid'].valid = np.array([1.5, 2.5], '>f4')
    return path


def netcdf_rows():
    letters = {'>f8': 'd', '>f4': 'f', '>i4': 'i', '>i2': 'h', '|i1': 'b', '>i1': 'b', '|S1': 'c'}
    several = [('temp', 'f4', ('time', 'lat', 'lon')), ('flag', 'i1', ('time', 'lon')), ('hour', 'i4', ('time',))]
    for version, records in ((1, several), (2, several), (1, [('flag', 'i1', ('time', 'lon'))]), (2, [('scale', 'i2', ())])):
        path = netcdf(version, records)
        with open(path, 'rb') as file:
            data = file.read()
        dims = data.index(b'\0\0\0\x0a') + 8
        form = '>I:size: {size}s:name: {-size % 4}x I:length:'
        rows = [part('dimensions', form, (3,), None, dims, 36), part(':title', '-', None, None, data.index(b'toy'), 3)]
        with netcdf_file(path, 'r', mmap=True) as read:
            base = np.frombuffer(read._mm, 'u1').__array_interface__['data'][0]
            places = {}
            for name, variable in read.variables.items():
                array = variable.data
                low = array.__array_interface__['data'][0] - base
                size = sum((n - 1) * step for n, step in zip(array.shape, array.strides)) + array.itemsize
                strides = None if array.flags.c_contiguous else array.strides
                places[name] = part(name, '>' + letters[array.dtype.str], array.shape, strides, low, size)
            order = sorted(places, key=lambda name: data.index(struct.pack('>I', len(name)) + name.encode(), dims + 36))
            del array, variable
        for name in order:
            rows.append(places[name])
            if name == 'grid':
                rows.append(part('grid:valid', '>f', (2,), None, data.index(struct.pack('>2f', 1.5, 2.5)), 8))
        yield 'netcdf3', data.hex(), ';'.join(rows)


class JavaClass:
    """A class as chapter 4 of "The Java Virtual Machine Specification" (SE 21) describes it; javap -v shows the same of it."""
    MEMBER, DYNAMIC = '>H:class: H:name_and_type:', '>H:bootstrap: H:name_and_type:'
    HANDLE = ('>B|enum(1=getField,2=getStatic,3=putField,4=putStatic,5=invokeVirtual,6=invokeStatic,7=invokeSpecial,'
              '8=newInvokeSpecial,9=invokeInterface):kind: H:member:')
    KINDS = {3: ('i', '>i'), 4: ('f', '>f'), 5: ('q', '>q'), 6: ('d', '>d'), 7: ('H', '>H:name:'), 8: ('H', '>H:text:'), 9: ('HH', MEMBER),
             10: ('HH', MEMBER), 11: ('HH', MEMBER), 12: ('HH', '>H:name: H:type:'), 15: ('BH', HANDLE), 16: ('H', '>H:type:'),
             17: ('HH', DYNAMIC), 18: ('HH', DYNAMIC), 19: ('H', '>H:name:'), 20: ('H', '>H:name:')}
    CLASS = '>H|flags(public=1,final=16,super=32,interface=512,abstract=1024,synthetic=4096,annotation=8192,enum=16384,module=32768):flags:'
    FIELD = '>H|flags(public=1,private=2,protected=4,static=8,final=16,volatile=64,transient=128,synthetic=4096,enum=16384):flags:'
    METHOD = ('>H|flags(public=1,private=2,protected=4,static=8,final=16,synchronized=32,bridge=64,varargs=128,native=256,abstract=1024,'
              'strict=2048,synthetic=4096):flags:')

    def __init__(self):
        self.pool, self.count, self.body, self.rows = [], 1, b'', []
        self.others()
        self.put_body()
        body, rows = self.body, self.rows
        self.body, self.rows = b'', []
        self.row('header', '>I|hex:magic: H:minor: H:major:', (), 8)
        self.put('IHHH', 0xcafebabe, 0, 61, self.count)
        for index, tag, data in self.pool:
            self.body += bytes([tag]) + (data[:2] if tag == 1 else b'')
            data = data[2:] if tag == 1 else data
            self.row(f'constants/{index}', '-' if tag == 1 else self.KINDS[tag][1], None if tag == 1 else (), len(data))
            self.body += data
        front = len(self.body)
        self.data = self.body + body
        self.rows += [row[:4] + (row[4] + front, row[5]) for row in rows]

    def row(self, name, form, shape, size, behind=0):
        self.rows.append((name, form, shape, None, len(self.body) + behind, size))

    def put(self, code, *values):
        self.body += struct.pack('>' + code, *values)

    def constant(self, tag, data):
        for index, *known in self.pool:
            if known == [tag, data]:
                return index
        self.pool.append((self.count, tag, data))
        self.count += 2 if tag in (5, 6) else 1
        return self.pool[-1][0]

    def text(self, text):
        return self.constant(1, struct.pack('>H', len(text)) + text)

    def say(self, tag, *values):
        return self.constant(tag, struct.pack('>' + self.KINDS[tag][0], *values))

    def kind(self, name):
        return self.say(7, self.text(name))

    def typed(self, name, kind):
        return self.say(12, self.text(name), self.text(kind))

    def member(self, tag, owner, name, kind):
        return self.say(tag, self.kind(owner), self.typed(name, kind))

    def others(self):
        """Constants of all kinds, most of which nothing needs."""
        self.say(7, 2)  # the name comes behind it
        self.text(b'Toy')
        self.say(3, -7)
        self.say(4, 1.5)
        self.say(6, -0.25)
        self.say(15, 6, self.member(10, b'Toy', b'twice', b'(I)I'))
        self.say(15, 1, self.member(9, b'Toy', b'half', b'D'))
        self.member(11, b'java/lang/Runnable', b'run', b'()V')
        self.say(16, self.text(b'(I)I'))
        self.say(17, 0, self.typed(b'it', b'I'))
        self.say(18, 0, self.typed(b'it', b'()I'))
        self.say(19, self.text(b'java.base'))
        self.say(20, self.text(b'java/lang'))
        self.say(8, self.text('h\u00e9llo\n'.encode() + b'\xc0\x80'))  # a NUL of Java

    def described(self, folder, form, flags, name, kind, attributes):
        whole = f'{folder}/{name}' + (kind if kind.startswith('(') else '')
        self.row(whole, form + ' H:name: H:type: H:attributes:', (), 8)
        self.put('4H', flags, self.text(name.encode()), self.text(kind.encode()), attributes)
        return whole + '/'

    def attribute(self, owner, name, data, form='-', shape=None, count=0):
        self.put('HI', self.text(name.encode()), len(data))
        self.row(owner + name, form, shape, len(data) - count, count)
        self.body += data

    def code(self, method, code, handlers, attributes, size):
        """`size` bytes of attributes come behind it."""
        self.put('HI', self.text(b'Code'), 12 + len(code) + 8 * len(handlers) + size)
        self.row(method + 'Code', '-', None, len(code), 8)
        self.row(method + 'Code/limits', '>H:max_stack: H:max_locals: I:size:', (), 8)
        self.put('HHI', 2, 2, len(code))
        self.body += code
        self.put('H', len(handlers))
        if handlers:
            self.row(method + 'Code/handlers', '>H:start: H:end: H:handler: H:class:', (len(handlers),), 8 * len(handlers))
        for handler in handlers:
            self.put('4H', *handler)
        self.put('H', attributes)

    def put_body(self):
        self.row('class', self.CLASS + ' H:this: H:super:', (), 6)
        self.put('HHH', 0x21, self.kind(b'Toy'), self.kind(b'java/lang/Object'))
        self.put('H', 1)
        self.row('interfaces', '>H:class:', (1,), 2)
        self.put('HH', self.kind(b'java/lang/Runnable'), 2)
        field = self.described('fields', self.FIELD, 0x18, 'BIG', 'J', 1)
        self.attribute(field, 'ConstantValue', struct.pack('>H', self.say(5, -2 ** 40)), '>H:value:', ())
        self.described('fields', self.FIELD, 2, 'half', 'D', 0)
        self.put('H', 2)
        method = self.described('methods', self.METHOD, 1, 'run', '()V', 2)
        self.code(method, b'\xb1', [], 0, 0)  # return
        self.attribute(method, 'Toy.Extra', b'any bytes')
        method = self.described('methods', self.METHOD, 9, 'twice', '(I)I', 1)
        code = bytes.fromhex('1a05 68ac 4c02 ac')  # iload_0 iconst_2 imul ireturn astore_1 iconst_m1 ireturn
        self.code(method, code, [(0, 4, 4, self.kind(b'java/lang/Error'))], 1, 6 + 10)
        self.attribute(method + 'Code/', 'LineNumberTable', struct.pack('>5H', 2, 0, 3, 4, 5), '>H:start: H:line:', (2,), 2)
        self.put('H', 1)
        self.attribute('', 'SourceFile', struct.pack('>H', self.text(b'Toy.java')), '>H:text:', ())


def class_rows():
    toy = JavaClass()
    yield 'class', toy.data.hex(), ';'.join(part(*row) for row in toy.rows)


if __name__ == '__main__':
    rows = [row for rows in (npy_rows, npz_rows, deflated_npz_rows, tar_rows, zip_rows, gzip_rows, zstd_rows, safetensors_rows, gguf_rows, mat_rows, netcdf_rows, class_rows) for row in rows()]
    write('parts.tsv', ['parts_vectors.py, from numpy.save, numpy.savez, tarfile, zipfile, gzip, zstd 1.5 and scipy.io.netcdf_file; safetensors, gguf, mat5 and class by their descriptions', 'kind\tfile\tparts'], rows)
