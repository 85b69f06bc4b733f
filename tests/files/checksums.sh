# SPDX-License-Identifier: MIT
# Checksums that patch mends behind an edit: the tools that complain of the file before accept it.

# accepted COMMAND...: bview does it, and says nothing.
accepted() {
  doing="bview ${*@Q}"
  if timeout 60 "$bview" "$@" >ours 2>complaint </dev/null && [[ ! -s complaint ]]; then
    agreed=$((agreed + 1))
  else
    disagrees "$doing" "$(head -c 600 complaint)"
  fi
}

# What a tool says matters, and not that it fails.
failing() { "$@" || true; }

png_checksums() {
  local chunks='>I:len: 4s:type: S(type){"pHYs"=I:x: I:y: B:unit:, *={len}s:data:} I|hex:crc:'
  local sum='crc = crc32(offset+4 : offset+8+len)'
  ppmmake red 5 3 | pnmtopng -size '3 3 1' >a.png 2>notes
  said '^OK' pngcheck a.png
  accepted info a.png -o 8 -f "$chunks" --check "$sum" -t tsv
  accepted patch a.png -o 8 -f "$chunks" --where 'type == "pHYs"' --set 'x = x + 1' -q
  said 'CRC error' failing pngcheck a.png
  accepted patch a.png -o 8 -f "$chunks" --fix "$sum" -q
  said '^OK' pngcheck a.png
}
compare png_checksums ppmmake pnmtopng pngcheck

gpt_checksums() {
  truncate -s 16M disk.img
  printf '%s\n' 'label: gpt' 'start=2048, size=8192, type=linux, name="first"' | sfdisk -q disk.img
  local header=(--read '512: <12xI:size: 56xQ:at: I:n: I:each:')
  accepted info disk.img "${header[@]}" --check 'u32le@600 = crc32(@at*512 : @at*512+@n*@each)' \
    --check 'u32le@528 = crc32(512:512+@size, zero(528:532))' -t tsv
  accepted patch disk.img "${header[@]}" -o '@at*512+56' -f '72s|utf16le' -s '' other -q
  said 'corrupt|mismatch' sfdisk -l disk.img
  accepted patch disk.img "${header[@]}" --fix 'u32le@600 = crc32(@at*512 : @at*512+@n*@each)' \
    --fix 'u32le@528 = crc32(512:512+@size, zero(528:532))' -q
  said '"name": "other"' sfdisk -J disk.img
  sfdisk -l disk.img 2>&1 | grep -qE 'corrupt|mismatch' && disagrees 'sfdisk finds fault with the table'
  return 0
}
compare gpt_checksums sfdisk

ext_checksums() {
  truncate -s 4M disk.img
  mke2fs -q -t ext4 -O metadata_csum -L label disk.img
  accepted info disk.img --check 'u32le@2044 = crc32c/ext4(1024:2044)' -t tsv
  accepted patch disk.img -o 1144 -f 16s -s '' other -q
  said 'checksum does not match' failing dumpe2fs -h disk.img
  accepted patch disk.img --fix 'u32le@2044 = crc32c/ext4(1024:2044)' -q
  said 'volume name: +other' dumpe2fs -h disk.img
}
compare ext_checksums mke2fs dumpe2fs

ip_checksums() {
  packets pcap
  local check=(tshark -n -o ip.check_checksum:TRUE -r cap.pcap -Y ip -T fields -e ip.checksum.status)
  said '^0$' "${check[@]}"
  accepted patch cap.pcap -o 24 -f '<16x 12x >H:type: 8x B:ttl: x H:sum: 8x' -s 1 \
    --fix 'sum = inet(offset+30:offset+50, zero(offset+40:offset+42))' -q
  said '^1$' "${check[@]}"
}
compare ip_checksums text2pcap tshark
