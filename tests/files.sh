#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Files that other tools make, read by one bview command each; what it prints must be what a tool
# that knows nothing of bview says of the same file. files/*.sh hold the kinds of files.
#
#   files.sh BVIEW [KIND...]     only these kinds: png, wav, ...
#
# What needs a tool that is not installed is named and left out.
set -euo pipefail
bview=$(realpath "$1")
shift
kinds=" $* "
here=$(cd "$(dirname "$0")" && pwd)/files
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C.UTF-8 TZ=UTC
unset COLUMNS NO_COLOR BVIEW_PATH
scratch=$(mktemp -d)
trap '[[ $? -eq 0 || -z ${doing:-} ]] || echo "this failed: $doing"; rm -rf "$scratch"' EXIT
agreed=0
failed=0
absent=()

# compare KIND TOOL...: runs the function KIND in a folder of its own, if the tools are there.
compare() {
  local kind=$1 tool
  shift
  [[ $kinds == '  ' || $kinds == *" $kind "* ]] || return 0
  for tool in "$@"; do
    command -v "$tool" >/dev/null && continue
    absent+=("$kind ($tool)")
    return 0
  done
  mkdir "$scratch/$kind"
  cd "$scratch/$kind"
  doing="a tool that $kind needs"
  "$kind"
}

# disagrees WHAT [LINE...]: counts it, and says it.
disagrees() {
  printf '%s\n' "--- $1" "${@:2}"
  failed=$((failed + 1))
}

# said PATTERN COMMAND...: the tool says so, too: what this script knows of the file is true.
said() {
  "${@:2}" >saying 2>&1
  grep -qE -- "$1" saying || disagrees "${*:2} does not say '$1'" "$(head -n 20 saying)"
}

# squeezed agree COMMAND...: of several blanks one counts.
squeezed() {
  filter=(sed -E 's/ +/ /g; s/ $//')
  "$@"
  filter=(cat)
}
filter=(cat)

# parted agree COMMAND...: of the file alone; what comes by a pipe has no parts.
parted() {
  ways=(file)
  "$@"
  ways=(file pipe)
}
ways=(file pipe)

# agree dump FILE OPTION...: bview prints just what the file `word` holds, and is content; of a file
# that is mapped, and of one that comes by a pipe.
agree() {
  local file=$2 way name status
  shift 2
  for way in "${ways[@]}"; do
    name=$file
    [[ $way == file ]] || name=-
    status=0
    doing="bview dump ${name@Q} ${*@Q}"
    [[ -s word ]] || { disagrees "nobody has a word on: $doing"; return 0; }
    if [[ $name == - ]]; then
      # bview takes no more than it needs; cat then ends early.
      { cat "$file" 2>/dev/null || true; } | timeout 60 "$bview" dump - "$@" 2>complaint
    else
      timeout 60 "$bview" dump "$file" "$@" 2>complaint </dev/null
    fi | "${filter[@]}" >ours || status=$?
    if [[ $status -eq 0 && ! -s complaint ]] && cmp -s word ours; then
      agreed=$((agreed + 1))
    else
      disagrees "$doing" "exit $status: $(head -c 600 complaint)" "$(diff -u word ours | head -n 20)"
    fi
  done
  rm word
}

# refuse SENTENCE COMMAND...: bview COMMAND ends with 2, and SENTENCE is in what it says.
refuse() {
  local sentence=$1 status=0
  shift
  doing="bview ${*@Q}"
  timeout 60 "$bview" "$@" >ours 2>complaint </dev/null || status=$?
  if [[ $status -eq 2 ]] && grep -qF -- "$sentence" complaint; then
    agreed=$((agreed + 1))
  else
    disagrees "$doing" "exit $status, and not '$sentence': $(head -c 600 complaint)"
  fi
}

# What comes last needs what the others make.
for kind in media texts flash captures archives disks pictures programs science checksums cuts examples; do
  # shellcheck source=/dev/null
  . "$here/$kind.sh"
done

doing=
for each in "${absent[@]}"; do echo "not compared: $each is not installed"; done
echo "$agreed comparisons agree, $failed do not"
[[ $((agreed + failed)) -gt 0 ]] || exit 77
[[ $failed -eq 0 ]]
