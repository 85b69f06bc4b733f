# SPDX-License-Identifier: MIT

"""Files of the kinds that catalogues tell of, to be cut and changed; no reference.

containers.tsv    name, bytes in hex

They are those that tests/cli/catalogues.txt makes, with the tools that it needs and bview in PATH; of large ones the first
4096 bytes. Not part of make_all.sh.
"""
import pathlib
import subprocess
import tempfile

from oracle import write

MOST = 4096


def commands():
    transcript = pathlib.Path(__file__).parent.parent / 'cli' / 'catalogues.txt'
    return ''.join(line[2:] for line in transcript.read_text().splitlines(True) if line[:2] in ('$ ', '> '))


def files():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(['bash', '-c', commands()], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for path in sorted(pathlib.Path(folder).rglob('*')):
            known = subprocess.run(['bview', 'ls', str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            if path.is_file() and b'whose parts' not in known.stderr:
                yield path.name, path.read_bytes()[:MOST].hex()


if __name__ == '__main__':
    write('containers.tsv', ['containers_vectors.py, from what tests/cli/catalogues.txt makes', 'name\tfile'], sorted(files()))
