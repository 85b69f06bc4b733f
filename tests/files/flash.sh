# SPDX-License-Identifier: MIT
# Bytes as texts: what xxd, hexdump and objcopy write and read.

# agree_packed FORM COMMAND...: what the tool writes of `bytes`, bview takes back.
agree_packed() {
  local form=$1
  shift
  doing="${*@Q} | bview pack --from $form -"
  if "$@" | "$bview" pack --from "$form" - 2>complaint | cmp -s - bytes; then
    agreed=$((agreed + 1))
  else
    disagrees "$doing" "$(head -c 600 complaint)"
  fi
}

# make_bytes SIZE: some that repeat, and all others.
make_bytes() {
  head -c "$1" < <(head -c 300 /dev/zero; "$bview" pack -f 256B {0..255}; head -c 70000 "$bview"; head -c 100 /dev/zero) >bytes
}

dumps() {
  local size options
  for size in 1 16 299 700 70600; do
    make_bytes $size
    for options in '' -a -u '-g 1' '-g 3 -c 9' '-g 0 -c 40' '-c 256' -p '-p -c 7'; do
      # shellcheck disable=SC2086
      agree_packed hex xxd $options bytes
    done
    agree_packed hex hexdump -C bytes
    agree_packed hex hexdump -vC bytes
    xxd -p bytes >word
    agree dump bytes -t plain
    "$bview" dump bytes >ours.hex
    xxd -r <("$bview" dump bytes -v | sed -E 's/^([0-9a-f]+)  /\1: /; s/  \|.*//; s/  / /') | cmp - bytes >>complaint ||
      disagrees "xxd -r of bview's own"
  done
}
compare dumps xxd hexdump

flash() {
  local size form
  for size in 1 299 70600; do
    make_bytes $size
    for form in ihex srec; do
      objcopy -I binary -O $form bytes written
      agree_packed $form cat written
      objcopy -I binary -O $form --change-addresses 0x7ff0 bytes written
      "$bview" pack --from $form written | tail -c +$((0x7ff0 + 1)) | cmp - bytes || disagrees "pack of $form at 0x7ff0"
      "$bview" dump bytes -t $form >ours.$form
      objcopy -I $form -O binary ours.$form read && cmp read bytes || disagrees "objcopy of bview's $form"
    done
    objcopy -I binary -O srec --srec-forceS3 bytes written
    # The first record is a name.
    { echo S0030000FC; tail -n +2 written | tr -d '\r'; } >word
    agree dump bytes -t srec
  done
  make_bytes 700
  objcopy -I binary -O ihex bytes written
  tr -d '\r' <written >word
  agree dump bytes -t ihex
}
compare flash objcopy
