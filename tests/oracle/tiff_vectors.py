# SPDX-License-Identifier: MIT

"""TIFFs that Pillow and libtiff's tools make, and what tiffdump and Pillow say of them.

tiff.tsv    kind, file in hex, its parts: name|format|shape|strides|offset|size, joined by semicolons

Tags, types, counts, values and places of directories are tiffdump's (-o dumps those that no chain leads to), names of tags
Pillow's; pixels are where the bytes of the picture that Pillow had are found. Only where the bytes of values are is read from the
entries; what stands there must be what tiffdump says.
"""
import os
import re
import struct
import subprocess
import tempfile
import zlib

from PIL import ExifTags, Image, TiffImagePlugin, TiffTags

from oracle import comma, write

TYPES = {1: ('byte', 'B'), 2: ('ascii', 's'), 3: ('short', 'H'), 4: ('long', 'I'), 5: ('rational', 'II'), 6: ('sbyte', 'b'),
         7: ('undefined', 's'), 8: ('sshort', 'h'), 9: ('slong', 'i'), 10: ('srational', 'ii'), 11: ('float', 'f'), 12: ('double', 'd'),
         13: ('ifd', 'I'), 16: ('long8', 'Q'), 17: ('slong8', 'q'), 18: ('ifd8', 'Q')}
WHOLE = {1: ('B', 1), 3: ('H', 2), 4: ('I', 4), 13: ('I', 4), 16: ('Q', 8), 18: ('Q', 8)}
BRANCHES = {330: 'SubIFDs', 34665: 'ExifIFD', 34853: 'GPSIFD', 40965: 'InteroperabilityIFD'}


def tool(*words):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout.decode('latin-1')


class Tiff:
    def __init__(self, path, *pixels):
        """`pixels` of each directory of the chain: rows of name, letter, shape, strides, offset, size."""
        self.path, self.rows = path, []
        with open(path, 'rb') as file:
            self.data = file.read()
        self.order = '<' if self.data[:2] == b'II' else '>'
        self.big = self.data[2:4].strip(b'\0') == b'+'
        if self.big:
            self.row('header', '2s:order: H:version: H:offset_size: 2x Q:first:', (), None, 0, 16)
        else:
            self.row('header', '2s:order: H:version: I:first:', (), None, 0, 8)
        places = re.findall(r'Directory \d+: offset (\d+)', tool('tiffdump', path))
        for k, (at, blocks) in enumerate(zip(places, pixels, strict=True)):
            self.directory(f'ifd/{k}', int(at), blocks)

    def row(self, name, form, shape, strides, offset, size):
        self.rows.append('|'.join([name, '-' if form is None else self.order + form, '-' if shape is None else comma(shape),
                                   '-' if strides is None else comma(strides), str(offset), str(size)]))

    def name(self, tag, gps):
        if gps:
            return ExifTags.GPSTAGS.get(tag, str(tag))
        known = TiffTags.lookup(tag).name
        return BRANCHES.get(tag) or (known if known != 'unknown' else ExifTags.TAGS.get(tag, str(tag)))

    def directory(self, name, at, blocks=()):
        gps = name.endswith('/GPSIFD')
        said = re.findall(r'^(?:\w+ \()?(\d+)(?:\)| \(0x\w+\)) \w+ \((\d+)\) (\d+)<(.*)>$',
                          tool('tiffdump', '-m', '99999', '-o', str(at), self.path).split('Directory 1:')[0], re.M)
        wide, counted = (8, 8) if self.big else (4, 2)
        begin, step = at + counted, 4 + 2 * wide
        names = ','.join(f'{tag}={self.name(int(tag), gps)}' for tag, *_ in said if not self.name(int(tag), gps).isdigit())
        arms = ''.join(f'{kind}={letter}:value: {wide - size}x, ' for kind, (letter, size) in WHOLE.items() if size < wide)
        word = 'Q' if self.big else 'I'
        self.row(name, f'H|enum({names}):tag: H|enum({",".join(f"{k}={v[0]}" for k, v in TYPES.items())}):type: {word}:count: '
                       f'S(count == 1 ? type : 0){{{arms}*={word}:value:}}', (len(said),), None, begin, step * len(said))
        branches = []
        for k, (tag, kind, count, values) in enumerate(said):
            tag, kind, count = int(tag), int(kind), int(count)
            assert struct.unpack_from(self.order + 'HH', self.data, begin + k * step) == (tag, kind)
            self.values(f'{name}/{self.name(tag, gps)}', begin + k * step + 4 + wide, kind, count, values)
            if tag in BRANCHES:
                for which, place in enumerate(values.split()):
                    branches.append((f'{name}/{BRANCHES[tag]}' + (f'/{which}' if tag == 330 else ''), int(place)))
        for block, letter, shape, strides, offset, size in blocks:
            self.row(f'{name}/{block}', letter, shape, strides, offset, size)
        for branch in branches:
            self.directory(*branch)

    def values(self, name, at, kind, count, said):
        letters = TYPES[kind][1]
        size = struct.calcsize('<' + letters) * count
        if size > (8 if self.big else 4):
            at, = struct.unpack_from(self.order + ('Q' if self.big else 'I'), self.data, at)
        elif count == 1 and kind in WHOLE:
            return
        found = struct.unpack_from(f'{self.order}{letters * count}' if letters != 's' else f'{count}s', self.data, at)
        if letters == 's':
            assert found[0] == said.encode('latin-1').decode('unicode_escape').encode('latin-1') or kind == 7, (found, said)
        elif len(letters) == 2:
            assert [f'{a / b:g}' for a, b in zip(found[::2], found[1::2])] == said.split(), (found, said)
        else:
            assert [f'{value:g}' if kind in (11, 12) else str(value) for value in found] == said.split(), (found, said)
        form = {'s': None, 'II': 'I:numerator: I:denominator:', 'ii': 'i:numerator: i:denominator:'}.get(letters, letters)
        shape = None if form is None else () if count == 1 else (count,)
        self.row(name, form, shape, None, at, size - (kind == 2))

    def vector(self):
        return 'tiff', self.data.hex(), ';'.join(self.rows)


def numbers(path, tag):
    return re.search(rf'\({tag}\) \w+ \(\d+\) \d+<(.*)>', tool('tiffdump', '-m', '99999', path))[1].split()


def plain(path, pixels, letter, shape, strides=None):
    """Pixels in one piece, which are told in the order of the machine."""
    with open(path, 'rb') as file:
        data = file.read()
    if data[:2] == b'MM':
        size = struct.calcsize(letter)
        pixels = b''.join(pixels[at:at + size][::-1] for at in range(0, len(pixels), size))
    assert data.count(pixels) == 1, path
    return [('pixels', letter, shape, strides, data.index(pixels), len(pixels))]


def blocks_of(path, name, tags, letter=None, shape=None):
    rows = []
    for k, (offset, size) in enumerate(zip(*(numbers(path, tag) for tag in tags), strict=True)):
        rows.append((f'{name}/{k}', letter, shape, None, offset, size))
    return rows


STRIPS, TILES = (273, 279), (324, 325)


def pictures():
    rgb = Image.new('RGB', (5, 3))
    rgb.putdata([(k, 2 * k + 100, 250 - k) for k in range(15)])
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[271] = 'a maker'
    tags[65000] = 'nobody knows'
    for tag, inner in ((330, {256: 7, 270: 'below'}), (34665, {33434: TiffImagePlugin.IFDRational(5, 4), 36864: b'0231', 36867: '2020:01:02 03:04:05'}),
                       (34853, {1: 'N', 2: (52.0, 31.0, 12.5)})):
        tags.tagtype[tag] = TiffTags.LONG
        tags[tag] = inner
    rgb.save('rgb.tif', tiffinfo=tags)
    yield Tiff('rgb.tif', plain('rgb.tif', rgb.tobytes(), 'B', (3, 5, 3)))
    tool('tiffcp', '-p', 'separate', '-r', '2', '-c', 'none', 'rgb.tif', 'planes.tif')
    planes = b''.join(band.tobytes() for band in rgb.split())
    yield Tiff('planes.tif', plain('planes.tif', planes, 'B', (3, 5, 3), (5, 1, 15)))
    short = Image.frombytes('I;16', (4, 3), struct.pack('<12H', *range(0, 12000, 1000)))
    short.save('short.tif')
    real = Image.frombytes('F', (2, 3), struct.pack('<6f', *(k / 4 for k in range(-3, 3))))
    real.save('real.tif')
    tool('tiffcp', '-B', '-r', '1', '-c', 'none', 'short.tif', 'real.tif', 'two.tif')
    tool('tiffcp', '-8', '-c', 'none', 'short.tif', 'real.tif', 'big.tif')
    for path in ('two.tif', 'big.tif'):
        yield Tiff(path, plain(path, short.tobytes(), 'H', (3, 4, 1)), plain(path, real.tobytes(), 'f', (3, 2, 1)))
    tool('tiffcp', '-8', '-B', '-c', 'lzw', '-r', '2', 'short.tif', 'lzw.tif')
    yield Tiff('lzw.tif', blocks_of('lzw.tif', 'strip', STRIPS))
    Image.new('L', (20, 3), 7).save('grey.tif')
    tool('tiffcp', '-t', '-w', '16', '-l', '16', '-c', 'none', 'grey.tif', 'tiles.tif')
    yield Tiff('tiles.tif', blocks_of('tiles.tif', 'tile', TILES, 'B', (16, 16, 1)))
    tool('tiffcp', '-f', 'lsb2msb', '-c', 'none', 'short.tif', 'turned.tif')
    yield Tiff('turned.tif', blocks_of('turned.tif', 'strip', STRIPS))
    tool('tiffcp', '-c', 'zip', '-r', '2', 'short.tif', 'zip.tif')
    with open('zip.tif', 'rb') as file:
        data = file.read()
    rows = []
    for k, (_, _, _, _, offset, size) in enumerate(blocks_of('zip.tif', 'strip', STRIPS)):
        strip = zlib.decompress(data[int(offset):int(offset) + int(size)])
        assert strip == short.tobytes()[16 * k:16 * k + 16]
        rows.append((f'strip/{k}', 'H', (len(strip) // 8, 4, 1), None, int(offset) + 2, len(strip)))
    yield Tiff('zip.tif', rows)
    rgb.convert('1').save('fax.tif', compression='group4')
    yield Tiff('fax.tif', blocks_of('fax.tif', 'strip', STRIPS))
    rgb.convert('1').save('bits.tif')
    yield Tiff('bits.tif', blocks_of('bits.tif', 'strip', STRIPS))


if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        rows = [picture.vector() for picture in pictures()]
    write('tiff.tsv', ["tiff_vectors.py, from libtiff's tools 4.5 and Pillow 9.4", 'kind\tfile\tparts'], rows)
