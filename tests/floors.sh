#!/bin/sh
# Includes point downwards only: core knows neither formats nor app, formats does not know app, and
# each library stays in its room.
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
forbid core '["<](formats|app|tests)/' '' 'core includes what stands above it'
forbid formats '["<](app|tests)/' '' 'formats includes what stands above it'
forbid app '["<]tests/' '' 'app includes tests'
forbid "$all" '["<]boost/' 'core/[^:]*\.cpp' 'Boost outside the sources of core'
forbid "$all" '["<]CLI/' 'app/options\.cpp' 'CLI11 outside app/options.cpp'
forbid "$all" '["<]doctest/' 'tests/[^:]*' 'doctest outside the tests'
exit $climbs
