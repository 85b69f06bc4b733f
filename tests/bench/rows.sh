# SPDX-License-Identifier: MIT
# Rates beside rates, for records.sh and questions.sh, which source this. Each file has a short one
# of the same kind beside it, FILE.few.

# cpu COMMAND: the milliseconds of processor time that it takes, whatever else the machine does.
cpu() {
  local TIMEFORMAT='%3U %3S'
  { time eval "$1" >/dev/null; } 2>&1 | awk '{ printf "%d\n", ($1 + $2) * 1000 + 0.5 }'
}

# row WHAT FILE GOAL OURS NAME THEIRS [NAME THEIRS...]: the rates, and ratios ours : theirs.
row() {
  local what=$1 file=$2 goal=$3 k round took size
  local names=(bview) commands=("$4") best=()
  shift 4
  while [[ $# -gt 0 ]]; do
    names+=("$1")
    commands+=("$2")
    shift 2
  done
  for ((k = 1; k < ${#commands[@]}; ++k)); do
    [[ -n ${same:-} ]] || cmp <(eval "${commands[0]/$file/$file.few}") <(eval "${commands[k]/$file/$file.few}") >&2 ||
      { echo "$what: ${names[k]} differs from bview" >&2; exit 1; }
  done
  for ((round = 0; round < ${RUNS:-5}; ++round)); do
    for ((k = 0; k < ${#commands[@]}; ++k)); do
      took=$(cpu "${commands[k]}")
      [[ -n ${best[k]:-} && ${best[k]} -le $took ]] || best[k]=$took
    done
  done
  size=$(stat -c %s "$file")
  local cells=''
  for ((k = 1; k < ${#commands[@]}; ++k)); do
    cells+=$(awk -v name="${names[k]}" -v s="$size" -v a="${best[0]}" -v b="${best[k]}" 'BEGIN {
      ratio = b / a
      printf "%s %.0f = **%.*f**", name, s / b / 1000, ratio < 1 ? 2 : ratio < 10, ratio
    }')
    [[ $((k + 1)) -eq ${#commands[@]} ]] || cells+=', '
  done
  awk -v what="$what" -v goal="$goal" -v s="$size" -v a="${best[0]}" -v cells="$cells" \
    'BEGIN { printf "| %s | %.0f | %s | %s |\n", what, s / a / 1000, cells, goal }'
}
