# SPDX-License-Identifier: MIT
meta:
  id: chunks
  endian: be
seq:
  - id: magic
    size: 8
  - id: chunks
    type: chunk
    repeat: eos
types:
  chunk:
    seq:
      - id: len
        type: u4
      - id: type
        type: str
        encoding: ASCII
        size: 4
      - id: data
        size: len
      - id: crc
        type: u4
