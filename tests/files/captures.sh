# SPDX-License-Identifier: MIT
# Packets: pcap and pcapng, and what stands in them.

# Three packets at times that are known: an IPv4 and an ARP one, and one of a single byte.
packets() {
  cat >packets.txt <<'PACKETS'
2023-11-14T22:13:20.010000
000000 ff ff ff ff ff ff 00 11 22 33 44 55 08 00 45 00 00 1d 00 01 00 00 40 11 00 00 01 02 03 04 05 06 07 08 00 35 04 00 00 09 00 00 61
2023-11-14T22:13:21.500000
000000 00 11 22 33 44 55 66 77 88 99 aa bb 08 06 00 01 08 00 06 04 00 01 66 77 88 99 aa bb 0a 00 00 01 00 00 00 00 00 00 0a 00 00 02
2023-11-14T22:13:23.000001
000000 42
PACKETS
  text2pcap -q -t %Y-%m-%dT%H:%M:%S.%f -F "$1" packets.txt "cap.$1" 2>notes
  frames=(tshark -n -r "cap.$1" -T fields -E separator=, -E occurrence=f)
}

pcap() {
  packets pcap
  # The bytes are pulled out of tshark's dump, the rest out of its fields.
  "${frames[@]}" -e frame.time_epoch -e frame.cap_len -e frame.len 2>notes >fields
  tshark -r cap.pcap -T json -x 2>notes | jq -r '.[]._source.layers.frame_raw[0]' >bytes
  paste -d, fields bytes | python3 -c '
import datetime, json, sys
for line in sys.stdin:
    time, cap, length, data = line.strip().split(",")
    sec, part = time.split(".")
    day = datetime.datetime.fromtimestamp(int(sec), datetime.timezone.utc)
    print(json.dumps({"sec": day.strftime("%Y-%m-%dT%H:%M:%SZ"), "usec": int(part) // 1000, "caplen": int(cap), "len": int(length),
                      "data": list(bytes.fromhex(data))}, separators=(",", ":")))' >word
  agree dump cap.pcap -o 24 -f '<I|unix:sec: I:usec: I:caplen: I:len: {caplen}B:data:' -t ndjson
  capinfos -rcTm -c cap.pcap 2>notes | cut -d, -f2 >word
  [[ $(wc -l <bytes) -eq $(<word) ]]
  # Addresses, where there is room for them, and the layout that the type of the frame names.
  "${frames[@]}" -Y 'frame.len > 1' -e eth.dst -e eth.src -e eth.type -e ip.src -e ip.dst -e udp.srcport -e udp.dstport 2>notes |
    sed 's/0x00000/0x0/' >word
  agree dump cap.pcap -o 24 -i :2 -t csv --fields dst,src,type,from,to,sport,dport -f \
    '<8x I:caplen: 4x M(caplen){{caplen>13?}M(14){6s|mac:dst: 6s|mac:src: >H|hex:type:} {caplen>13?}S(type){0x800=12x 4s|ip:from: 4s|ip:to: >H:sport: H:dport:, *=}}'
  # Bit fields from the top: a header is as long as one of them says.
  "${frames[@]}" -Y ip -e ip.version -e ip.hdr_len -e ip.ttl -e ip.proto -e ip.len -e udp.length 2>notes |
    awk -F, -v OFS=, '{ $2 /= 4; sub(17, "udp", $4); print }' >word
  agree dump cap.pcap -o 24 -s 1 -t csv --fields ip.version,ip.words,ttl,protocol,total,udp -f \
    '16x 14x B|bits>(version:4,words:4):ip: x >H:total: 4x B:ttl: B|enum(1=icmp,6=tcp,17=udp):protocol: 10x {(ip.words-5)*4}x 4x H:udp: {total-ip.words*4-6}x'
  "${frames[@]}" -e frame.cap_len 2>notes | sed 's/.*/{"caplen":&}/' | paste -sd, | sed 's/.*/{"p":[&]}/' >word
  agree dump cap.pcap -f '{u32le@0==0xa1b2c3d4?}"\xd4\xc3\xb2\xa1" 2H:v: 16x {*}T{<8x I:caplen: 4x {caplen}x}:p:' -s '' --fields p -t ndjson
}
compare pcap text2pcap tshark capinfos jq python3

pcapng() {
  packets pcapng
  # Packets of interface 0; all other blocks have other types.
  "${frames[@]}" -e frame.time_epoch -e frame.cap_len -e frame.len 2>notes |
    python3 -c '
import sys
for line in sys.stdin:
    time, cap, length = line.strip().split(",")
    ns = int(time.replace(".", ""))
    print("packet", "0x%08x" % (ns >> 32), "0x%08x" % (ns & 0xffffffff), cap, length, sep=",")' >word
  agree dump cap.pcapng -i 2: -t csv --fields type,high,low,caplen,len -f \
    '<I|enum(1=interface, 6=packet):type: I:size: M(size-12){S(type){6=4x I|hex:high: I|hex:low: I:caplen: I:len: {caplen}B:data:, *=}} I|is(0..0xffff):again:'
  tshark -r cap.pcapng -T json -x 2>notes | jq -r '.[]._source.layers.frame_raw[0]' >word
  agree dump cap.pcapng -i 2: -t csv --fields data -f \
    '<I:type: I:size: M(size-12){S(type){6=12x I:caplen: I:len: {caplen}s|hex:data:, *=}} I:again:'
  # The options of the section: who made it.
  capinfos cap.pcapng 2>notes | python3 -c '
import json, re, sys
code = {"comment": 1, "hardware": 2, "oper-sys": 3, "application": 4}
said = dict(re.findall(r"^Capture ([a-z-]+): +(.*)", sys.stdin.read(), re.M))
made = [{"code": n, "len": len(said[name].encode()), "text": said[name]} for name, n in code.items()] + [{"code": 0, "len": 0, "text": ""}]
print(json.dumps({"options": made}, separators=(",", ":")))' >word
  agree dump cap.pcapng -s '' -t ndjson --fields options -f \
    'type option = H:code: H:len: {len}s:text: {-len%4}x; E(u32be@8==0x1a2b3c4d) 4x I:size: M(size-12){16x {* until code==0}[option]:options:}'
}
compare pcapng text2pcap tshark capinfos jq python3
