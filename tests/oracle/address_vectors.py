# SPDX-License-Identifier: MIT

"""Programs of many machines, and where a variable of each lies.

address.tsv    kind, file in hex with runs of zeros as (count), where the program begins, the variable's address as
               llvm-nm or llvm-readobj gives it, the offset at which its bytes are found in the file, the address of one
               that is zeros and not in the file, or -

Needs clang, lld and llvm of one version (14), with all their targets.
"""
import os
import re
import subprocess
import tempfile

from oracle import write

MARK = 0x1337C0DE
SOURCE = f'volatile unsigned mark = {MARK}u, empty[16384];\nint start(void) {{ return mark + empty[1]; }}\n'

ELF = {
    'elf64 little': ('x86_64-linux-gnu', 'elf_x86_64', []),
    'elf64 shared': ('x86_64-linux-gnu', 'elf_x86_64', ['-shared']),
    'elf64 big': ('powerpc64-linux-gnu', 'elf64ppc', []),
    'elf32 little': ('i386-linux-gnu', 'elf_i386', []),
    'elf32 big': ('powerpc-linux-gnu', 'elf32ppc', []),
}
MACHO = {'macho x86_64': 'x86_64-apple-macos11', 'macho arm64': 'arm64-apple-macos11'}
PE = {'pe 64': ('x86_64', 'x64'), 'pe 32': ('i686', 'x86')}


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def packed(data):
    """Digits, runs of zeros counted."""
    return re.sub(rb'\0{9,}|[^\0]+|\0+', lambda m: b'(%d)' % len(m[0]) if len(m[0]) > 8 and not m[0].strip(b'\0')
                  else m[0].hex().encode(), data).decode()


def row(kind, path, base, address, empty):
    with open(path, 'rb') as file:
        data = file.read()
    places = [m.start() for order in ('little', 'big') for m in re.finditer(re.escape(MARK.to_bytes(4, order)), data)]
    assert len(places) == 1, (kind, places)
    return kind, packed(data), hex(base), hex(address), places[0], hex(empty) if empty else '-'


def symbols(path):
    lines = (line.split() for line in run('llvm-nm', path).splitlines())
    return {words[2].lstrip('_'): int(words[0], 16) for words in lines if len(words) == 3}


def compiled(triple, source, *flags):
    with open('a.c', 'w', encoding='ascii') as file:
        file.write(source)
    run('clang-14', '-target', triple, '-O1', '-ffreestanding', '-fno-asynchronous-unwind-tables', *flags, '-c', 'a.c', '-o', 'a.o')


def elf_rows():
    for kind, (triple, emulation, flags) in ELF.items():
        compiled(triple, SOURCE, '-fPIC' if flags else '-fno-pic')
        run('ld.lld', '-m', emulation, '-e', 'start', '-z', 'noseparate-code', '-z', 'max-page-size=4096', '-z', 'norelro', '--build-id=none', *flags, 'a.o', '-o', 'a.out')
        loads = [line.split() for line in run('llvm-readelf-14', '-lW', 'a.out').splitlines() if line.split()[:1] == ['LOAD']]
        known = symbols('a.out')
        yield row(kind, 'a.out', int(loads[0][2], 16), known['mark'], known['empty'] + 40960)


def macho_rows():
    for kind, triple in MACHO.items():
        compiled(triple, SOURCE)
        run('ld64.lld-14', '-arch', triple.split('-', maxsplit=1)[0], '-platform_version', 'macos', '11.0', '11.0', '-dylib',
            '-no_adhoc_codesign', 'a.o', '-o', 'a.out')
        known = symbols('a.out')
        yield row(kind, 'a.out', 0, known['mark'], known['empty'] + 40960)


def pe_rows():
    for kind, (machine, name) in PE.items():
        compiled(f'{machine}-pc-windows-msvc', SOURCE.replace('volatile', '__declspec(dllexport) volatile'))
        run('lld-link', f'/machine:{name}', '/dll', '/noentry', '/nodefaultlib', '/safeseh:no', '/timestamp:0', 'a.o', '/out:a.dll')
        text = run('llvm-readobj-14', '--file-headers', '--coff-exports', 'a.dll')
        base = int(re.search(r'ImageBase: (\w+)', text)[1], 16)
        known = {m[1].lstrip('_'): int(m[2], 16) for m in re.finditer(r'Name: (\w+)\s+RVA: (\w+)', text)}
        yield row(kind, 'a.dll', base, base + known['mark'], base + known['empty'] + 40960)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        rows = [*elf_rows(), *macho_rows(), *pe_rows()]
    write('address.tsv', __doc__.strip().splitlines(), rows)


if __name__ == '__main__':
    main()
