# SPDX-License-Identifier: MIT
meta:
  id: packets
  endian: le
seq:
  - id: head
    size: 24
  - id: packets
    type: packet
    repeat: eos
types:
  packet:
    seq:
      - id: sec
        type: u4
      - id: usec
        type: u4
      - id: caplen
        type: u4
      - id: len
        type: u4
      - id: data
        size: caplen
