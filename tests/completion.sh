#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The completion scripts, in the shells themselves: what is typed, and what each of bash, zsh and
# fish that is installed offers for its last word.
#
#   completion.sh BVIEW
set -euo pipefail
bview=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/run" "$scratch/functions"
ln -s "$bview" "$scratch/bin/bview"
export PATH=$scratch/bin:$PATH LC_ALL=C HOME=$scratch TERM=dumb
export scratch
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_RUNTIME_DIR ZDOTDIR
cd "$scratch/run"
touch data.bin dated -- -dash
mkdir folder
header='{"wte":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"w.0":{"dtype":"U8","shape":[],"data_offsets":[1,2]},"two words $(x)":{"dtype":"U8","shape":[],"data_offsets":[1,2]}}'
{ bview pack -f '<Q' ${#header}; printf '%s12' "$header"; } >m.safetensors
for shell in bash zsh fish; do bview completion $shell >"$scratch/$shell"; done
cp "$scratch/zsh" "$scratch/functions/_bview"

# --- what is typed | what is offered, in any order -----------------------------------------------
# first words of lines that are set in
names() { sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' | xargs; }
commands=$(bview help | sed '/^topics:/,$d' | names)
topics=$(bview help topics | names)
forms=$(bview help dump | sed -n '/^output forms:/,/^$/s/^  \([a-z]*\) .*/\1/p' | xargs)
queries="bview |$commands
bview un|undo
bview --v|--version
bview dump --for|--force --format
bview dump -t |$forms
bview dump data.bin --to |$forms
bview dump --to n|ndjson npy
bview dump --to=n|ndjson npy
bview info --to |table json
bview ls --to |table tsv csv json ndjson
bview find --to |text hex tsv csv json ndjson
bview diff --to p|patch
bview dump --color |auto always never
bview dump --base |2 8 10 16
bview dump --order |C F
bview dump --nan s|string
bview dump --shape |
bview dump da|data.bin dated
bview dump -f B dat|data.bin dated
bview dump fol|folder/
bview dump m.safetensors -p w|wte w.0
bview info --as safetensors m.safetensors --part wt|wte
bview patch -q -f m.safetensors -p wt|
bview diff m.safetensors data.bin -p wt|wte
bview dump data.bin -p |
bview dump --as zip m.safetensors -p |
bview dump -p |
bview pack --from |json ndjson csv tsv raw hex ihex srec
bview pack --from r|raw
bview patch data.bin --bytes-as b|base64
bview patch data.bin --exp|--expect
bview patch data.bin --expect 1 --exp|--expect
bview undo --undo-log dat|data.bin dated
bview undo --t|--to
bview info -- -d|-dash
bview help |$topics $commands
bview help rec|recipes records
bview help dump --h|--help
bview completion |bash zsh fish
bview completion z|zsh"

# --- one function for each shell: prints what it offers for the line -----------------------------
offers_bash() {
  bash --norc -c '. "$1"
    read -ra COMP_WORDS <<<"${2//=/ = }"
    [[ $2 != *" " ]] || COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _bview
    printf "%s\n" "${COMPREPLY[@]}"' - "$scratch/bash" "$1"
}

offers_fish() {
  fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$scratch/fish" "$1" | cut -f 1
}

# zsh completes at a terminal alone: one is made, and what is handed to compadd is written down.
cat >"$scratch/inner.zsh" <<'END'
PROMPT= RPROMPT=
bindkey '^I' complete-word
zstyle ':completion:*' insert-tab false
compadd() {
  # -O -A -D ask what would match, for the function that calls
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return; fi
  local -a hits
  builtin compadd -O hits "$@"
  print -rl -- $hits >>$scratch/hits
  builtin compadd "$@"
}
finish() { : >$scratch/done; exit }
comppostfuncs=(finish)
END
cat >"$scratch/outer.zsh" <<'END'
zmodload zsh/zpty zsh/zselect
rm -f $scratch/(hits|done)(N)
zpty -b shell zsh -f -i
zpty -w shell "scratch=$scratch; fpath=($fpath); autoload -Uz compinit; compinit -u -d $scratch/dump"
zpty -w shell "$setup; source $scratch/inner.zsh"
zpty -w -n shell "$1"$'\t'
for ((i = 0; i < 1000; i++)); do
  [[ -e $scratch/done ]] && break
  zpty -r -t shell line
  zselect -t 2
done
zpty -d shell
[[ ! -e $scratch/hits ]] || cat $scratch/hits
END
offers_zsh() { setup="source $scratch/zsh" zsh -f "$scratch/outer.zsh" "$1"; }
# The script in a folder of $fpath, as packages install it.
offers_zsh_fpath() {
  setup="fpath=($scratch/functions \$fpath); compinit -u -D" \
    zsh -f "$scratch/outer.zsh" "$1"
}

# --- every query to every shell ------------------------------------------------------------------
# One word a line, without the "--to=" and "folder/" that shells show or leave away.
sorted() { sed 's/^--[a-z]*=//; s,/$,,' | grep -v '^$' | sort -u | xargs; }

failed=0
asked=0
check() {
  local typed=${2%%|*} wanted offered
  wanted=$(tr ' ' '\n' <<<"${2#*|}" | sorted || true)
  offered=$("offers_$1" "$typed" | sorted || true)
  asked=$((asked + 1))
  [[ $offered != "$wanted" ]] || return 0
  printf '%s: %s<TAB>\n  wanted:  %s\n  offered: %s\n' "$1" "$typed" "$wanted" "$offered"
  failed=1
}

for shell in bash zsh fish; do
  command -v $shell >/dev/null || { echo "$shell is not installed"; continue; }
  while IFS= read -r query; do check $shell "$query" </dev/null; done <<<"$queries"
done
! command -v zsh >/dev/null || check zsh_fpath 'bview completion z|zsh'

# Names of parts and of files may have blanks in them.
for shell in bash zsh fish; do
  command -v $shell >/dev/null || continue
  [[ $("offers_$shell" 'bview dump m.safetensors -p two' | grep .) == 'two words $(x)' ]] ||
    { echo "$shell splits names of parts"; failed=1; }
done

# In bash, names keep their blanks.
touch 'two words'
[[ $(offers_bash 'bview dump two') == 'two words' ]] || { echo 'bash splits file names'; failed=1; }
echo "$asked queries"
exit $failed
