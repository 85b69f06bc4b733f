#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Pictures are what others read of them: netpbm and pngcheck PNG, and a few lines of Python what
# terminals are told. Values are compared with numpy's.
#
#   pictures.sh BVIEW
#
# Without one of these tools nothing is checked: the exit code is 77.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)/pictures
skip() {
  echo "pictures: skipped, $1"
  exit 77
}
for tool in pngtopnm pngcheck /usr/bin/python3; do
  command -v "$tool" >/dev/null || skip "there is no $tool"
done
/usr/bin/python3 -c 'import numpy' 2>/dev/null || skip "there is no numpy"
. "$here/../support/scratch.sh" "$1"
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$here/check.py"
