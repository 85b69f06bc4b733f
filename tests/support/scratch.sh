# SPDX-License-Identifier: MIT
# Sourced by tests that run commands as users do: makes the scratch folder $scratch, with bview on
# the path, and goes to an empty folder in it.
#
#   . scratch.sh BVIEW
bview=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/run"
ln -s "$bview" "$scratch/bin/bview"
export PATH=$scratch/bin:$PATH LC_ALL=C
cd "$scratch/run"
