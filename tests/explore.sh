#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What `bview explore` shows on a terminal, which tmux is: keys in, screens out. Then the terminals
# it does without, and how it leaves the one that it had.
#
#   explore.sh BVIEW
#
# A file of explore/ is a session:
#
#   $ COLUMNSxLINES COMMAND     begins one
#   > KEY...                    presses keys, as tmux calls them
#   = TEXT                      types a text
#   |a line of the screen       what is there then, to its last line; blanks at the end are left out
#
# BVIEW_REWRITE=1 writes the screens anew.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
command -v tmux >/dev/null || { echo 'tmux is not installed'; exit 77; }
. "$here/support/scratch.sh" "$1"
socket=$scratch/tmux
tm() { tmux -S "$socket" -f /dev/null "$@"; }
trap 'tm kill-server 2>/dev/null || true; rm -rf "$scratch"' EXIT
export LC_ALL=C.UTF-8 TERM=xterm-256color
unset TMUX NO_COLOR PAGER
tm new-session -d -s stays 'sleep 10000' # a server without sessions ends

fail() {
  printf '%s\n' "$*"
  exit 1
}

# begin COLUMNS LINES COMMAND [TERM]: a terminal with nothing but this on it.
begin() {
  tm kill-session -t it 2>/dev/null || true
  tm new-session -d -s it -x "$1" -y "$2" \
    "export TERM=${4:-xterm-256color} LC_ALL=C.UTF-8; $3; echo exit code \$?; stty -a >modes; sleep 60"
  tm set-option -s escape-time 0
}
screen() { tm capture-pane -p -t it | sed 's/ *$//'; }
# shows TEXT: it appears within some seconds.
shows() {
  local try
  for ((try = 0; try < 100; ++try)); do
    [[ $(screen) != *"$1"* ]] || return 0
    sleep 0.1
  done
  screen
  fail "'$1' did not appear"
}
# settled: the screen, when it has not changed for a moment.
settled() {
  local before= now
  for ((try = 0; try < 40; ++try)); do
    now=$(screen)
    [[ $now != "$before" || -z $now ]] || break
    before=$now
    sleep 0.3
  done
  printf '%s\n' "$now"
}
# becomes WANTED: the screen does, within some seconds.
becomes() {
  local try
  for ((try = 0; try < 100; ++try)); do
    [[ $(screen) != "$1" ]] || return 0
    sleep 0.1
  done
  diff <(printf '%s\n' "$1") <(screen) || fail "$2: the screen is another"
}

make_files() {
  {
    printf '\x7fFW1\x00\x04\x00\x00\x10\x00\x00\x00\x00\x80\x00\x00boot loader v1.2\0\0\0\0'
    head -c 988 /dev/zero
    for k in {0..15}; do
      bview pack -f '<IHxx' $((0x8000 + 64 * k)) $((3 * k))
    done
    seq 400
  } >fw.bin
  mkdir -p docs
  printf 'one\n' >docs/one.txt
  seq 100 >docs/two.txt
  touch -d @0 docs/*
  tar --format=ustar --owner=0 --group=0 --mtime=@0 -cf parts.tar docs/one.txt docs/two.txt
}

# --- sessions ------------------------------------------------------------------------------------

run_session() {
  local file=$1 line wanted= any= rewritten=
  name=$(basename "$file")
  make_files
  check() {
    [[ -n $any ]] || return 0
    if [[ ${BVIEW_REWRITE:-} ]]; then
      rewritten+=$(settled | sed 's/^/|/')$'\n'
    else
      becomes "${wanted%$'\n'}" "$name"
    fi
    wanted= any=
  }
  while IFS= read -r line; do
    case $line in
    '|'*) wanted+=${line#|}$'\n' any=1 ;;
    *)
      check
      rewritten+=$line$'\n'
      case $line in
      '$ '*)
        read -r size command <<<"${line#* }"
        begin "${size%x*}" "${size#*x}" "$command"
        settled >/dev/null
        ;;
      '> '*) tm send-keys -t it -- ${line#> } ;;
      '= '*) tm send-keys -t it -l -- "${line#= }" ;;
      esac
      ;;
    esac
  done <"$file"
  check
  [[ ! ${BVIEW_REWRITE:-} ]] || printf '%s' "$rewritten" >"$file"
}
for session in "$here"/explore/*.txt; do run_session "$session"; done

# --- colours -------------------------------------------------------------------------------------

make_files
begin 80 12 'bview explore fw.bin'
shows keys
tm send-keys -t it e
tm send-keys -t it -l 41
tm send-keys -t it Enter
shows '1 staged'
[[ $(tm capture-pane -e -p -t it) == *$'\e['*31m*41* ]] || fail 'what is staged is not red'
NO_COLOR=1 begin 80 12 'NO_COLOR=1 bview explore fw.bin'
shows keys
[[ $(tm capture-pane -e -p -t it) != *$'\e['*3[1-6]m* ]] || fail 'NO_COLOR does nothing'

# --- terminals -----------------------------------------------------------------------------------

for term in xterm-256color screen linux vt100; do
  begin 60 10 'bview explore fw.bin' $term
  shows '0x0'
  tm send-keys -t it q
  shows 'exit code 0'
done
begin 100 10 'bview explore fw.bin' dumb
shows 'cannot move its cursor'
begin 100 10 'bview explore fw.bin' nonsense
shows "nothing is known of terminals of the type 'nonsense'"
begin 100 10 'bview explore fw.bin | cat'
shows 'standard output is none'
begin 60 10 'head -c 40 fw.bin | bview explore -'
shows 'standard input  40 bytes'
begin 60 10 'LC_ALL=C bview explore fw.bin'
shows '00000000  7f 46 57 31 00 04 00 00  .FW1....'

# --- sizes ---------------------------------------------------------------------------------------

begin 100 30 "bview explore fw.bin -o 0x400 -s 16 -f '<I:addr: H:len: 2x'"
shows keys
for size in '20 5' '1 1' '3 2' '200 50' '80 24'; do
  tm resize-window -t it -x ${size% *} -y ${size#* }
  tm send-keys -t it Tab j '?'
  sleep 0.1
  tm send-keys -t it Escape r
  sleep 0.1
  tm send-keys -t it Escape
done
shows 'keys  q leave'
tm send-keys -t it q
shows 'exit code 0'

# --- ends ----------------------------------------------------------------------------------------

begin 80 12 'stty -a >modes; sleep 60'
sleep 0.5
cp modes modes-before
for signal in TERM INT HUP; do
  rm -f modes
  begin 80 12 "sh -c 'echo \$\$ >pid; exec bview explore fw.bin'"
  shows keys
  kill -$signal "$(cat pid)"
  shows 'exit code 1'
  for ((try = 0; try < 50; ++try)); do [[ -s modes ]] && break || sleep 0.1; done
  cmp modes modes-before || fail "SIG$signal leaves the terminal in another mode"
done
begin 80 12 'trap : INT; bview explore fw.bin' # or the shell would end with it
shows keys
tm send-keys -t it e 41 Enter
shows '1 staged'
tm send-keys -t it C-c
shows 'leave without it?'
tm send-keys -t it C-c
shows 'exit code 130'
begin 80 12 "sh -mc 'bview explore fw.bin; echo stopped; sleep 1; fg >/dev/null'"
shows keys
tm send-keys -t it C-z
shows stopped
shows '00000000  7f 46'
tm send-keys -t it q
shows 'exit code 0'

# --- files that change, and large ones -----------------------------------------------------------

cp fw.bin grows.bin
begin 80 12 'bview explore grows.bin'
shows keys
tm send-keys -t it G
shows '0xa53'
printf 0123 >>grows.bin
shows '0xa57'
truncate -s 20 grows.bin
shows 'the file has 20 bytes now'
truncate -s 1T large.bin
printf needle | dd of=large.bin bs=1 seek=700000000000 conv=notrunc status=none
begin 100 30 "sh -c 'echo \$\$ >pid; exec bview explore large.bin -f \"<I\"'"
shows keys
tm send-keys -t it G
shows '0xffffffffff'
tm send-keys -t it g /
tm send-keys -t it -l needle
tm send-keys -t it Enter
shows '0xa2fb405800'
tm send-keys -t it w
tm send-keys -t it -l 'value == 1'
tm send-keys -t it Enter
shows 'at work; Esc stops it'
memory=$(ps -o rss= -p "$(cat pid)")
((memory < 64 * 1024)) || fail "it took $memory KiB"
tm send-keys -t it Escape
shows stopped
