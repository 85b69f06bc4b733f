# SPDX-License-Identifier: MIT
# Texts of other places: charsets as iconv and dd write them, and ends as they use them.

texts() {
  printf '%s\n' Grüße 'naïve café' 'Ångström' >lines
  # Columns of twelve, padded with blanks, on cards of EBCDIC.
  printf '%-12s%-12s' 'HELLO, WORLD' 'a+b=1.5' | dd conv=ebcdic >cards 2>notes
  printf 'HELLO, WORLD\ta+b=1.5\n' >word
  agree dump cards -f '12s|ebcdic|trim:a: 12s|ebcdic|trim:b:' -t tsv
  for charset in latin1 cp1252 cp437; do
    iconv -t $charset lines >coded
    cp lines word
    agree dump coded -f "z(0x0a)|$charset:line:" -t tsv
  done
  tr '\n' '\0' <lines | iconv -t utf16le >coded
  cp lines word
  agree dump coded -f 'z|utf16le:line:' -t tsv
  tr '\n' '\0' <lines | iconv -t utf16be >coded
  cp lines word
  agree dump coded -f 'z|utf16be:line:' -t tsv
  iconv -t SHIFT_JIS <<<'日本語' >coded
  echo '日本語' >word
  agree dump coded -f 'z(0x0a)|charset("SHIFT_JIS"):line:' -t tsv
  sed 's/$/\r/' lines >dos
  jq -R -c '{line: .}' lines >word
  agree dump dos -f 'z("\r\n"):line:' -t ndjson
}
compare texts dd iconv jq
