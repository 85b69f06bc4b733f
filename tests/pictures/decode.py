# SPDX-License-Identifier: MIT
# Pictures as arrays of numpy, read by what bview has no part in: netpbm reads PNG, and the few lines
# here what terminals are told, as their manuals say.
#
#   decode.py CHECK ARGUMENT...     exits with a sentence where a picture is not what it should be
import base64
import re
import subprocess
import sys

import numpy as np


def netpbm(data):
    """A PGM or PPM of 8 or 16 bits."""
    head = re.match(rb"P([56])\s+(\d+)\s+(\d+)\s+(\d+)\s", data)
    kind, width, height, most = (int(text) for text in head.groups())
    sample = ">u2" if most > 255 else "u1"
    values = np.frombuffer(data[head.end():], sample)
    return values.reshape((height, width) if kind == 5 else (height, width, 3))


def png(path_or_bytes):
    """The colours, and how opaque they are if the file says so."""
    data = path_or_bytes if isinstance(path_or_bytes, bytes) else open(path_or_bytes, "rb").read()
    run = lambda *options: netpbm(subprocess.run(["pngtopnm", *options], input=data, check=True,
                                                 capture_output=True).stdout)
    has_alpha = data[25] & 4
    return run(), run("-alpha") if has_alpha else None


def kitty(data):
    """The PNG in the base64 of its pieces, none of which is longer than 4096."""
    pieces = re.findall(rb"\x1b_G([^;]*);([^\x1b]*)\x1b\\", data)
    assert b"".join(b"\x1b_G" + head + b";" + text + b"\x1b\\" for head, text in pieces) + b"\n" == data
    assert pieces[0][0].startswith(b"a=T,f=100,q=2,m=")
    assert all(head == b"m=1" for head, text in pieces[1:-1]) and pieces[-1][0].endswith(b"m=0")
    assert all(len(text) <= 4096 for head, text in pieces)
    return png(base64.b64decode(b"".join(text for head, text in pieces), validate=True))


def sixel(data):
    """Colours of a hundred levels, and where there is any."""
    body = re.fullmatch(rb"\x1bP0;1;0q(.*)\x1b\\\n", data, re.S).group(1).decode()
    width, height = (int(n) for n in re.match(r'"1;1;(\d+);(\d+)', body).groups())
    colours, drawn = np.zeros((height + 5, width, 3), int), np.zeros((height + 5, width), bool)
    palette, colour, x, y = {}, None, 0, 0
    for token in re.finditer(r'"[\d;]+|#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|\$|-', body):
        text = token.group()
        if text[0] == "#":
            colour = int(token.group(1))
            if token.group(2):
                palette[colour] = [int(token.group(k)) for k in (2, 3, 4)]
        elif text == "$":
            x = 0
        elif text == "-":
            x, y = 0, y + 6
        elif text[0] != '"':
            count, bits = (int(token.group(5)), token.group(6)) if token.group(5) else (1, token.group(7))
            for row in range(6):
                if (ord(bits) - 63) >> row & 1:
                    colours[y + row, x:x + count] = palette[colour]
                    drawn[y + row, x:x + count] = True
            x += count
    assert len(palette) <= 256 and not drawn[height:].any()
    return colours[:height], drawn[:height]


def xterm_colour(n):
    if n >= 232:
        return [8 + 10 * (n - 232)] * 3
    steps = [0, 95, 135, 175, 215, 255]
    return [steps[(n - 16) // k % 6] for k in (36, 6, 1)]


def blocks(data):
    """Two rows of pixels a line: the front colour of an upper half block is above that behind it."""
    rows = []
    for line in data.decode().splitlines():
        front = back = None
        pair = ([], [])
        for code, character in re.findall(r"\x1b\[([\d;]*)m|([ \u2580\u2584])", line):
            if character:
                upper, lower = {" ": (back, back), "\u2580": (front, back), "\u2584": (back, front)}[character]
                pair[0].append(upper)
                pair[1].append(lower)
                continue
            numbers = [int(n) for n in code.split(";")]
            if numbers == [0]:
                front = back = None
            elif numbers in ([39], [49]):
                front, back = (None, back) if numbers == [39] else (front, None)
            else:
                colour = numbers[2:] if numbers[1] == 2 else xterm_colour(numbers[2])
                front, back = (colour, back) if numbers[0] == 38 else (front, colour)
        rows += pair
    drawn = np.array([[pixel is not None for pixel in row] for row in rows])
    return np.array([[pixel or [0, 0, 0] for pixel in row] for row in rows]), drawn


def same(what, found, wanted):
    if found.shape != wanted.shape or not (found == wanted).all():
        sys.exit(f"{what}: {found.shape} {found.ravel()[:12]} is not {wanted.shape} {wanted.ravel()[:12]}")


def near(what, found, wanted, distance):
    if found.shape != wanted.shape or not (abs(found.astype(float) - wanted) <= distance).all():
        sys.exit(f"{what}: {found.shape} {found.ravel()[:12]} is not near {wanted.shape} {wanted.ravel()[:12]}")


def levels(values, low, high, most):
    """Values between low and high as whole numbers up to `most`, and which of them there are."""
    with np.errstate(invalid="ignore"):
        part = np.clip((values.astype(float) - low) / (high - low), 0, 1)
        known = ~np.isnan(values.astype(float))
        return np.where(known, np.floor(np.nan_to_num(part) * most + 0.5), 0).astype(int), known
