# SPDX-License-Identifier: MIT
# Sourced by the scripts that build: brings the Debian packages they need.

# Installs those of the named packages that are not installed; says which, and fails, where it cannot.
install_missing() {
  # Without dpkg this is no Debian: let the build itself name what it lacks.
  command -v dpkg-query >/dev/null || return 0

  local package missing=()
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${Status} ' "$package" 2>/dev/null) == *'ok installed'* ]] ||
      missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0

  local as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
      printf 'These packages are missing, and only root can install them:\n  apt-get install %s\n' \
        "${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
  echo "Installing ${missing[*]}" >&2
  "${apt[@]}" update >&2 || true # an unreachable source may not matter: the next step decides
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >&2 || {
    printf 'These packages could not be installed:\n  apt-get install %s\n' "${missing[*]}" >&2
    return 1
  }
}
