# SPDX-License-Identifier: MIT
# Writes bytes of many types and shapes, lets bview make pictures of them, and compares these with
# what numpy makes of the same values.
#
#   check.py     with bview on the path, in an empty folder
import fcntl
import os
import pty
import struct
import subprocess
import termios

import numpy as np

import decode
from decode import levels, near, same

random = np.random.default_rng(14)
checked = 0


def bview(*arguments, stdin=None):
    global checked
    checked += 1
    return subprocess.run(["bview", *arguments], input=stdin, check=True, capture_output=True).stdout


def write(values):
    values.tofile("values.bin")
    return values


def dump(form, type_, shape, *options):
    lengths = ",".join(str(n) for n in shape)
    data = bview("dump", "values.bin", "-q", "-f", type_, "-s", lengths, "-t", form, *options)
    if form == "png":
        open("picture.png", "wb").write(data)
        subprocess.run(["pngcheck", "-q", "picture.png"], check=True)
    return data


def png(*arguments):
    return decode.png(dump("png", *arguments))


# --- PNG: every value, of any type ---------------------------------------------------------------
for shape in [(1, 1), (3, 5), (67, 129), (700, 900)]:
    bytes_ = write(random.integers(0, 256, shape, np.uint8))
    same("u8", png("u8", shape)[0], bytes_)
    # Waves, which filters find neighbours in.
    waves = 100 * np.sin(np.arange(shape[1]) / 9) + np.arange(shape[0])[:, None] % 100
    waves = write(waves.astype(np.uint8))
    same("waves", png("u8", shape)[0], waves)

for type_, dtype in [("<u16", "<u2"), (">u16", ">u2"), ("<i16", "<i2"), (">i32", ">i4"), ("<u64", "<u8")]:
    info = np.iinfo(dtype)
    native = np.dtype(dtype).newbyteorder("=")
    values = write(random.integers(info.min // 3, info.max // 3, (41, 53), native).astype(dtype))
    wanted, _ = levels(values, float(values.min()), float(values.max()), 65535)
    near(type_, png(type_, values.shape)[0], wanted, 1 if "64" in type_ else 0)
same("full", png("<u16", (41, 212), "--range", "full")[0],
     np.fromfile("values.bin", "<u2").reshape(41, 212))

for type_, dtype in [("<f32", "<f4"), (">f64", ">f8"), ("<f16", "<f2")]:
    values = random.normal(0, 10, (33, 47)).astype(dtype)
    values[3, 5:9] = np.nan
    values[7, 1], values[7, 2] = np.inf, -np.inf
    finite = values[np.isfinite(values)].astype(float)
    write(values)
    wanted, known = levels(values, finite.min(), finite.max(), 65535)
    grey, alpha = png(type_, values.shape)
    near(type_, grey, wanted, 0)
    same("NaN", alpha, np.where(known, 65535, 0))
    wanted, known = levels(values, -5, 12.5, 65535)
    near("range", png(type_, values.shape, "--range", "-5,12.5")[0], wanted, 0)
    wanted, known = levels(values, 12.5, -5, 65535)
    near("reverse", png(type_, values.shape, "--range", "12.5,-5")[0], wanted, 0)

for channels in (3, 4):
    values = write(random.integers(0, 256, (37, 21, channels), np.uint8))
    colour, alpha = png("u8", values.shape)
    same("colours", colour, values[:, :, :3])
    if channels == 4:
        same("opacity", alpha, values[:, :, 3])
    names = "BGR" if channels == 3 else "BGRA"
    colour, alpha = png("".join(f"B:{name}:" for name in names), values.shape[:2])
    same("fields", colour, values[:, :, 2::-1])
    same("items", png(f"({channels})B", values.shape[:2])[0], values[:, :, :3])
    values = write(random.integers(0, 65536, (9, 21, channels), np.uint16).astype(">u2"))
    same("deep", png(">u16", values.shape, "--range", "full")[0], values[:, :, :3])

# --- views: strides, readings, packed values -----------------------------------------------------
values = write(random.integers(0, 256, (20, 30), np.uint8))
same("index", png("u8", (20, 30), "-i", "::-2,3:20:3")[0], values[::-2, 3:20:3])
same("transpose", png("u8", (20, 30), "--transpose")[0], values.T)
write(random.integers(0, 256, (24, 15), np.uint8))
twelve = np.fromfile("values.bin", np.uint8).astype(int).reshape(24, 5, 3)
pairs = np.stack([twelve[..., 0] | (twelve[..., 1] & 15) << 8, twelve[..., 1] >> 4 | twelve[..., 2] << 4], -1)
wanted, _ = levels(pairs.reshape(24, 10), 0, 4095, 65535)
same("packed", png("<(10)[u12]", (24,), "--range", "full")[0], wanted)
values = write(random.integers(-500, 500, (12, 17)).astype("<i2"))
wanted, _ = levels(values * 0.25, -80, 80, 65535)
near("scale", png("<h|scale(0.25)", (12, 17), "--range", "-80,80")[0], wanted, 1)
wanted, _ = levels(values, *np.percentile(values, [10, 90], method="nearest"), 65535)
near("percent", png("<h", (12, 17), "--range", "10%,90%")[0], wanted, 900)
dump_all = bview("dump", "-q", "-f", "<h", "-s", "12,17", "-t", "png", stdin=values.tobytes())
same("pipe", decode.png(dump_all)[0], png("<h", (12, 17))[0])
for threads in "1", "2", "5":
    big = write((np.arange(3000)[:, None] * 3 + np.arange(2000) ** 2 // 77).astype(np.uint8))
    same("threads", png("u8", big.shape, "-j", threads)[0], big)

# --- sizes ---------------------------------------------------------------------------------------
values = write(random.integers(0, 256, (40, 60), np.uint8))
blocks = values.reshape(10, 4, 15, 4).mean((1, 3))
near("quarter", png("u8", (40, 60), "--size", "25%")[0], blocks, 0.51)
near("fit", png("u8", (40, 60), "--size", "15x99")[0], blocks, 0.51)
same("three times", png("u8", (40, 60), "--size", "300%")[0], values.repeat(3, 0).repeat(3, 1))
near("part", png("u8", (40, 60), "--size", "x7")[0].mean(), values.mean(), 6)

# --- terminals -----------------------------------------------------------------------------------
values = write(random.integers(0, 256, (40, 60), np.uint8))
grey = np.repeat(values[:, :, None], 3, 2)


def image(protocol, *arguments):
    return getattr(decode, protocol.rstrip("0123456789"))(dump("image", *arguments, "--protocol", protocol))


def check_terminals(name, colours, drawn, *arguments):
    found, opacity = image("kitty", *arguments)
    same(f"{name} kitty", found[drawn], colours[drawn])
    same(f"{name} kitty, opacity", opacity, np.where(drawn, 255, 0))
    found, opacity = image("blocks", *arguments)
    same(f"{name} blocks", found[:len(colours)][drawn], colours[drawn])
    same(f"{name} blocks, drawn", opacity[:len(drawn)], drawn)
    found, opacity = image("blocks256", *arguments)
    same(f"{name} blocks256, drawn", opacity[:len(drawn)], drawn)
    means = [(values[:20, :60] * drawn[:20, :60, None]).reshape(2, 10, 6, 10, 3).mean((1, 3))
             for values in (found, colours)]
    near(f"{name} blocks256", means[0], means[1], 12)
    found, opacity = image("sixel", *arguments)
    same(f"{name} sixel, drawn", opacity, drawn)
    return found


drawn = np.ones((40, 60), bool)
found = check_terminals("grey", grey, drawn, "u8", (40, 60))
near("sixel", found * 2.55, grey, 1.3)
colours = write(random.integers(0, 256, (41, 60, 3), np.uint8))
found = check_terminals("colours", colours, np.ones((41, 60), bool), "u8", colours.shape)
near("dithered", found.mean((0, 1)) * 2.55, colours.mean((0, 1)), 3)
values = random.normal(0, 10, (20, 60)).astype("<f4")
values[4:7, 10:30] = np.nan
write(values)
wanted, known = levels(values, np.nanmin(values), np.nanmax(values), 255)
found = check_terminals("gaps", np.repeat(wanted[:, :, None], 3, 2), known, "<f32", values.shape)

ramp = write(np.arange(256, dtype=np.uint8).reshape(4, 64))
ends = {"viridis": ((68, 1, 84), (253, 231, 37)), "magma": ((0, 0, 4), (252, 253, 191)),
        "inferno": ((0, 0, 4), (252, 255, 164)), "plasma": ((13, 8, 135), (240, 249, 33)),
        "cividis": ((0, 34, 78), (254, 232, 56)), "rdbu": ((103, 0, 31), (5, 48, 97))}
for name, (first, last) in ends.items():
    colour, _ = png("u8", (4, 64), "--colormap", name)
    same(name, colour[0, 0], np.array(first))
    same(name, colour[3, 63], np.array(last))
    light = colour.astype(float) @ [0.2126, 0.7152, 0.0722]
    if name != "rdbu" and (np.diff(light.ravel()) < -1).any():
        raise SystemExit(f"{name} is not lighter where values are greater")
    same(name, image("kitty", "u8", (4, 64), "--colormap", name)[0], colour)

# --- a terminal that is asked --------------------------------------------------------------------
QUESTION = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t\x1b[c"


def in_terminal(answer, *arguments, typed=b"", **variables):
    """What a terminal of 40 columns and 11 lines sees behind the question, if there is one."""
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("4H", 11, 40, 0, 0))
        os.execvpe("bview", ["bview", "dump", "values.bin", "-q", *arguments],
                   dict(os.environ, TERM="xterm", **variables))
    os.write(terminal, typed)
    seen, asked = b"", False
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
        if QUESTION in seen and not asked:
            asked = True
            os.write(terminal, answer)
    os.close(terminal)
    if os.waitpid(child, 0)[1] != 0:
        raise SystemExit(f"in a terminal: {seen}")
    return asked, seen.replace(QUESTION, b"").replace(b"\r\n", b"\n")


values = write(random.integers(0, 256, (100, 200), np.uint8))
view = ["-f", "u8", "-s", "100,200", "-t", "image"]
for answer, protocol, size in [
        (b"\x1b_Gi=31;OK\x1b\\\x1b[6;10;4t\x1b[?62;c", "kitty", (80, 160)),
        (b"\x1b[?62;4;22c", "sixel", (100, 200)),
        (b"\x1b[6;4;2t\x1b[?62;4;22c", "sixel", (40, 80)),
        (b"\x1b[?1;2c", "blocks256", (20, 40)),
        (b"", "blocks256", (20, 40))]:
    asked, seen = in_terminal(answer, *view)
    if not asked:
        raise SystemExit("the terminal was not asked")
    shape = getattr(decode, protocol.rstrip("0123456789"))(seen)[0].shape[:2]
    same(f"{protocol} in a terminal", np.array(shape), np.array(size))
asked, seen = in_terminal(b"", *view, "--protocol", "blocks")
same("no question", np.array([asked, *decode.blocks(seen)[0].shape[:2]]), np.array([False, 20, 40]))
asked, seen = in_terminal(b"\x1b[?1;2c", *view, COLORTERM="truecolor")
near("24 bits", decode.blocks(seen)[0][..., 0], values.reshape(20, 5, 40, 5).mean((1, 3)), 0.51)

# --- large ones ----------------------------------------------------------------------------------
big = write(random.integers(0, 256, (600, 1000), np.uint8))
found, _ = image("blocks", "u8", big.shape)
same("80 columns", np.array(found.shape), np.array([48, 80, 3]))
near("means", found[..., 0].mean(), big.mean(), 1)
print(f"pictures: {checked}, and what terminals were sent, are what numpy makes of the same values")
