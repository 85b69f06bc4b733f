#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# What is installed from a finished build tree can be used, and what is packed can be installed, run
# and removed. Needs no network and changes nothing outside a scratch folder.
#
#   install.sh BUILD_DIR
set -euo pipefail
build=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
export PATH=$PATH:/usr/sbin:/sbin LC_ALL=C

for tool in g++ clang++ cmake cpack ninja pkg-config dpkg dpkg-shlibdeps file readelf; do
  command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# quietly COMMAND...: its output only matters when it fails.
quietly() {
  "$@" >log 2>&1 || { cat log; printf 'this failed: %s\n' "$*"; exit 1; }
}

fail() {
  printf '%s\n' "$*"
  exit 1
}

# --- cmake --install -----------------------------------------------------------------------------

quietly cmake --install "$build" --prefix "$scratch/first"
# An installed tree can be moved.
mv first prefix
prefix=$scratch/prefix
version=$(prefix/bin/bview --version)
[[ $version == 'bview '* ]] || fail "bview --version says '$version'"

[[ -s $prefix/share/doc/bview/README.md ]] || fail 'README.md is not installed'
grep -qiE '^\.TH "?bview"? "?1' "$prefix/share/man/man1/bview.1" || fail 'that is no manual page'
commands=$(prefix/bin/bview help | sed -n '/^commands:/,/^topics:/s/^  \([a-z][a-z]*\) .*/\1/p')
for command in $commands; do
  grep -q "^\.TH BVIEW.-${command^^} 1" "$prefix/share/man/man1/bview-$command.1" ||
    fail "bview-$command.1 is no manual page"
done
bash -n "$prefix/share/bash-completion/completions/bview"
bash -c '. "$1"; complete -p bview' - "$prefix/share/bash-completion/completions/bview" >/dev/null
grep -q '^#compdef bview$' "$prefix/share/zsh/site-functions/_bview"
grep -q '^complete -c bview ' "$prefix/share/fish/vendor_completions.d/bview.fish"

# Nothing of this checkout is in what others compile against.
found=$(grep -rlF -e "${here%/*}/" -e "$build" "$prefix"/{include,lib*/cmake,lib*/pkgconfig,share} ||:)
[[ -z $found ]] || fail "these name the checkout: $found"

# Headers want nothing but the standard library and one another.
cd "$prefix/include"
[[ $(ls) == bview ]] || fail "the include folder holds more than bview/: $(ls)"
find bview -name '*.hpp' -printf '#include <%p>\n' | sort >"$scratch/headers"
[[ -s $scratch/headers ]] || fail 'no headers are installed'
grep -rhoE '^ *# *include *(<bview/|")[^>"]+[>"]' . | tr -d ' ' | sed 's/include/include /' | sort -u |
  comm -13 "$scratch/headers" - >"$scratch/absent"
[[ ! -s $scratch/absent ]] || fail "headers that are not installed: $(cat "$scratch/absent")"
found=$(grep -rnE '^ *# *include' . | grep -vE '<(bview/[a-z0-9_/.]+|[a-z_]+)>' ||:)
[[ -z $found ]] || fail "headers that include other libraries: $found"
# What a shared library shows is what they say, and no header says so that is not installed.
cd "$here/.."
opening='^namespace BVIEW_PUBLIC bview {$'
{ grep -rlE "$opening" core formats --include='*.hpp'; echo core/public.hpp; } | sort >"$scratch/marked"
(cd "$prefix/include/bview" && find core formats -name '*.hpp') | sort >"$scratch/installed"
diff "$scratch/marked" "$scratch/installed" || fail 'BVIEW_PUBLIC marks others than are installed'
cd "$prefix/include"
# Each compiles without help of another, and twice.
flags=(-std=c++20 -fsyntax-only -Wall -Wextra -Wpedantic -Wconversion -Werror -I. -x c++)
while IFS= read -r line; do
  printf '%s\n%s\n' "$line" "$line" |
    quietly g++ "${flags[@]}" -
done <"$scratch/headers"
quietly clang++ "${flags[@]}" "$scratch/headers"
cd "$scratch"

# Macros are bview's, or gone at the end of the header that made them.
sed 's/$/\n/' headers | g++ -std=c++20 -I"$prefix/include" -dM -E -x c++ - | sort >with
grep -ohE '^ *# *include *<[^>]+>' -r "$prefix/include" | grep -v '<bview/' | sort -u |
  g++ -std=c++20 -dM -E -x c++ - | sort >without
found=$(comm -23 with without | grep -v '^#define BVIEW_' ||:)
[[ -z $found ]] || fail "macros that do not begin with BVIEW_: $found"

# --- the shared library --------------------------------------------------------------------------

shared=$(find "$prefix" -name libbview.so)
nm -DC --defined-only "$shared" | sed 's/^[0-9a-f]* . //' >symbols
found=$(grep -vE '^((vtable|typeinfo|typeinfo name) for )?bview::' symbols ||:)
[[ -z $found ]] || fail "the library shows what is not bview's: $found"
for internal in 'bview::make_crc(' 'bview::report_lost_bytes('; do
  ! grep -qF "$internal" symbols || fail "the library shows $internal"
done
readelf -dW "$shared" | grep -q 'SONAME.*\[libbview.so.0\]' || fail 'the library has another name'

# --- a program of somebody else ------------------------------------------------------------------

# consume FOLDER COMPILER KINDS OPTION...: builds the programs of tests/consumer, and runs them.
consume() {
  quietly cmake -G Ninja -S "$here/consumer" -B "$1" -D CMAKE_CXX_COMPILER="$2" -D KINDS="$3" "${@:4}"
  quietly cmake --build "$1"
  for kind in ${3//;/ }; do
    "$1/consumer_$kind" data
    [[ ! -x $1/follow_$kind ]] || bash "$here/consumer/examples.sh" "$1" "$kind" "$prefix/bin/bview"
  done
}
# They need not be compiled by the compiler that made the library. bview as a part of somebody's
# project needs no program and no tests, but what the library stands on.
for compiler in g++ clang++; do
  consume "installed-$compiler" $compiler 'static;shared' -D EXAMPLES=ON -D CMAKE_PREFIX_PATH="$prefix"
  consume "embedding-$compiler" $compiler 'static;shared' -D BUILD_SHARED_LIBS=ON \
    -D BVIEW_CHECKOUT="${here%/*}" -D BVIEW_PRECOMPILE=ON -D CMAKE_UNITY_BUILD=ON
done

# Mistakes in it end the program: its stack is guarded, and what the loader fills in is read-only.
readelf -lW "$prefix/bin/bview" | grep -q GNU_RELRO || fail 'the program has no RELRO'
readelf -dW "$prefix/bin/bview" | grep -qE 'BIND_NOW|NOW' || fail 'the program binds lazily'
readelf --dyn-syms -W "$prefix/bin/bview" >symbols
grep -q '__stack_chk_fail' symbols || fail 'the stack is not protected'
grep -qE '__[a-z]+_chk@' symbols || fail 'the program is not fortified'

export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name bview.pc)")
plain=(g++ -std=c++20 -I"$here/consumer" "$here/consumer/main.cpp")
# shellcheck disable=SC2046 # the flags are words
quietly "${plain[@]}" -o plain $(pkg-config --cflags --libs bview)
LD_LIBRARY_PATH=$(dirname "$shared") ./plain data
# All of the archive is linked, so that what any part of it needs must be there.
flags=$(pkg-config --static --cflags --libs bview)
# shellcheck disable=SC2086
quietly "${plain[@]}" -o plain -Wl,--whole-archive ${flags/-lbview/-l:libbview.a} -Wl,--no-whole-archive
./plain data

# --- the Debian packages -------------------------------------------------------------------------

# The same sources of the same day are the same packages.
export SOURCE_DATE_EPOCH=1700000000
quietly cpack -G DEB --config "$build/CPackConfig.cmake" -B "$scratch/packages"
sleep 1.1
quietly cpack -G DEB --config "$build/CPackConfig.cmake" -B "$scratch/again"
for package in packages/*.deb; do
  cmp "$package" "again/${package#*/}" || fail "$package is another one each time"
done
program=$(echo packages/bview_*.deb)
library=$(echo packages/libbview-dev_*.deb)
runtime=$(echo packages/libbview0_*.deb)
for package in "$program" "$library" "$runtime"; do
  [[ -f $package ]] || fail "there is no $package"
done

packages=("$program" "$library" "$runtime")
hdf5=
if [[ -x $build/bview-hdf5 ]]; then
  hdf5=$(echo packages/bview-hdf5_*.deb)
  packages+=("$hdf5")
else
  echo 'libhdf5-dev is not installed: the package bview-hdf5 was not looked at'
fi

if command -v lintian >/dev/null; then
  quietly lintian --allow-root --fail-on error "${packages[@]}"
else
  echo 'lintian is not installed: what it says of the packages was not looked at'
fi

depends=$(dpkg-deb -f "$program" Depends)
for needed in libc6 libfmt libstdc++6 libutf8proc2 libre2 zlib1g; do
  [[ $depends == *"$needed"* ]] || fail "the package does not depend on $needed, but on: $depends"
done
[[ $depends != *hdf5* ]] || fail "the package depends on HDF5: $depends"
dpkg-deb -x "$program" unpacked
file -b unpacked/usr/bin/bview | grep -q ', stripped$' || fail 'the program is not stripped'
[[ -z $(ls unpacked/usr/share/man/man1 | grep -v '\.1\.gz$') ]] ||
  fail 'a manual page is not compressed'
gzip -dc unpacked/usr/share/man/man1/bview.1.gz | cmp - "$prefix/share/man/man1/bview.1"
[[ -f unpacked/usr/share/zsh/vendor-completions/_bview ]] || fail 'zsh will not find its file'

dpkg-deb -x "$library" unpacked
dpkg-deb -x "$runtime" unpacked
[[ $(dpkg-deb -f "$library" Depends) == *'libbview0 (= '* ]] || fail 'libbview-dev does without libbview0'
[[ $(dpkg-deb -f "$runtime" Depends) == *libfmt* ]] || fail 'libbview0 depends on nothing'
for package in bview libbview-dev libbview0; do
  grep -q '^License: Expat$' unpacked/usr/share/doc/$package/copyright ||
    fail "$package does not say what its licence is"
done
machine=$(g++ -print-multiarch)
[[ -f unpacked/usr/lib/$machine/pkgconfig/bview.pc ]] || fail "bview.pc is not for $machine"
where=$(PKG_CONFIG_PATH=unpacked/usr/lib/$machine/pkgconfig pkg-config --variable=libdir bview)
[[ -f $where/libbview.a && -f $where/libbview.so.0 ]] || fail "bview.pc leads to $where, where no library is"

# A database of its own: nothing is known to be installed there, so what the packages need is missing
# to dpkg, though not to the program. The last rule for a path wins: some systems leave out documents.
root=$scratch/root
mkdir -p "$root"/var/lib/dpkg/{info,updates,triggers}
touch "$root/var/lib/dpkg/status"
# CPack lets packages with libraries call ldconfig; this one leaves the system alone.
mkdir tools
printf '#!/bin/sh\n' >tools/ldconfig
chmod +x tools/ldconfig
PATH=$scratch/tools:$PATH
in_root=(dpkg --root="$root" --log="$scratch/dpkg.log" --path-include='/usr/share/*'
  --force-not-root --force-depends --force-script-chrootless)
quietly "${in_root[@]}" -i "${packages[@]}"
(cd unpacked && find . -type f) | while IFS= read -r path; do
  [[ -f $root/$path ]] || fail "dpkg did not install $path"
done
[[ $("$root/usr/bin/bview" --version) == "$version" ]] || fail 'the packaged program does not run'
printf abc >data
[[ $("$root/usr/bin/bview" dump data -f B -t json) == '[97,98,99]' ]] ||
  fail 'the packaged program does not read'

# The installed program runs its own bview-hdf5, and no other.
if [[ -n $hdf5 ]]; then
  [[ $(dpkg-deb -f "$hdf5" Depends) == *libhdf5* ]] || fail 'bview-hdf5 does not depend on HDF5'
  digits=$(grep '^groups' "$here/oracle/hdf5.tsv" | cut -f 2)
  "$root/usr/bin/bview" pack -f "$((${#digits} / 2))s|hex" "$digits" >groups.h5
  [[ $("$root/usr/bin/bview" ls groups.h5 --as hdf5 a/b/c -t tsv) == $'a/b/c\tf64\t4\t2048\t32\tfloat' ]] ||
    fail 'the packaged program does not read HDF5'
fi

# Who asks for no kind gets the shared library, by an older name as well.
consume packaged-shared clang++ 'bview;formats' -D CMAKE_PREFIX_PATH="$root/usr"
readelf -dW packaged-shared/consumer_formats | grep -q 'NEEDED.*libbview.so.0' ||
  fail 'programs are not linked with the shared library'
consume packaged-static g++ 'static' -D CMAKE_PREFIX_PATH="$root/usr"

quietly "${in_root[@]}" --purge ${hdf5:+bview-hdf5} bview libbview-dev libbview0
left=$(find "$root" -mindepth 1 ! -path "$root/var*")
[[ -z $left ]] || fail "these are left: $left"
