#!/bin/sh
# SPDX-License-Identifier: MIT
# Includes point downwards only: core knows neither formats nor app, formats does not know app, and
# each library stays in its room; and every source names its licence.
#
#   floors.sh [ROOT]
cd "${1:-$(dirname "$0")/..}" || exit 1
climbs=0

# includes WHERE REGEX: the includes in the sources under WHERE whose file matches REGEX.
includes() {
  find $1 -name '*.[ch]pp' -exec grep -nHE "^[[:space:]]*#[[:space:]]*include[[:space:]]*$2" {} +
}

# none WHERE REGEX [ALLOWED] SENTENCE: there are no such includes outside the files ALLOWED.
forbid() {
  found=$(includes "$1" "$2" | grep -vE "^($3):")
  [ -z "$found" ] || { printf '%s:\n%s\n' "$4" "$found"; climbs=1; }
}

for floor in core formats app tests; do
  [ -n "$(find $floor -name '*.[ch]pp' | head -n 1)" ] || { echo "no sources in $floor/"; exit 1; }
done

all='core formats app tests'
forbid "$all" '"(\.|[^/"]*")' '' 'an include that does not name its folder from the project root'
forbid "$all" '["<](core|formats)/' 'tests/consumer/main\.cpp' 'an include of core or formats that is not <bview/...>'
forbid "$all" '"bview/' '' 'an include of core or formats that is not <bview/...>'
forbid core '["<](bview/formats|app|tests)/' '' 'core includes what stands above it'
forbid formats '["<](app|tests)/' '' 'formats includes what stands above it'
forbid app '["<]tests/' '' 'app includes tests'
forbid "$all" '["<]boost/' 'core/[^:]*\.cpp' 'Boost outside the sources of core'
forbid "$all" '<utf8proc' 'core/unicode\.cpp' 'utf8proc outside core/unicode.cpp'
forbid "$all" '<re2/' 'formats/text/regex\.cpp' 'RE2 outside formats/text/regex.cpp'
forbid "$all" '<toml' 'formats/parts/catalogue_toml\.cpp' 'toml++ outside formats/parts/catalogue_toml.cpp'
forbid "$all" '<zstd' 'formats/parts/zstd_source\.cpp' 'libzstd outside formats/parts/zstd_source.cpp'
forbid "$all" '<bpf/' 'formats/types/btf_library\.hpp' 'libbpf outside formats/types/btf_library.hpp'
forbid "$all" '<(elfutils/|dwarf\.h|gelf\.h)' 'formats/types/dwarf_library\.hpp' 'elfutils outside formats/types/dwarf_library.hpp'
forbid "$all" '<(ncurses|curses\.h|term\.h)' 'app/explore/curses_library\.hpp' 'ncursesw outside app/explore/curses_library.hpp'
forbid "$all" '<(hdf5|H5)' 'app/hdf5/[^:]*' 'the library of HDF5 outside the program for it'
forbid "$all" '["<]CLI/' 'app/options\.cpp' 'CLI11 outside app/options.cpp'
forbid "$all" '["<]doctest/' 'tests/[^:]*' 'doctest outside the tests'

unlicensed=$(find $all .ci CMakeLists.txt -path tests/fuzz/corpus -prune -o -type f \( -name '*.[ch]pp' -o -name '*.sh' \
  -o -name '*.py' -o -name '*.cmake' -o -name CMakeLists.txt -o -name '*.in' \) -print |
  xargs grep -L 'SPDX-License-Identifier: MIT')
[ -z "$unlicensed" ] || { printf 'sources that do not name their licence:\n%s\n' "$unlicensed"; climbs=1; }
exit $climbs
