# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by ./run and ./check: installs what packages.txt names and this machine lacks.

say() {
  printf '%s\n' "$*" >&2
}

die() {
  say "$*"
  exit 1
}

# package_lines SECTION…: the lines of these sections, alternatives still in them
package_lines() {
  local section
  for section in "$@"; do
    awk -v want="[$section]" '/^\[/ { inside = ($0 == want); next } inside && NF && !/^#/' "$top/packages.txt"
  done
}

is_installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# missing_packages SECTION…: one name a line; of "a | b" the first that the archive has, unless one is there; of
# "a unless command" none when the command is there, from wherever
missing_packages() {
  local line name found command
  package_lines "$@" | while read -r line; do
    found=
    if [[ $line == *' unless '* ]]; then
      command=${line##* unless }
      line=${line% unless *}
      command -v "$command" >/dev/null && continue
    fi
    for name in ${line//|/ }; do
      is_installed "$name" && found=yes
    done
    [ -n "$found" ] && continue
    for name in ${line//|/ }; do
      if [ "$name" = "$line" ] || apt-cache show "$name" >/dev/null 2>&1; then
        printf '%s\n' "$name"
        break
      fi
    done
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    die "Some packages have to be installed, which needs root, and there is no sudo here.
As root, run: apt-get install $(missing_packages "${sections[@]}" | tr '\n' ' ')"
  fi
}

# install_packages SECTION…
install_packages() {
  local missing
  sections=("$@")
  command -v apt-get >/dev/null ||
    die "This is not Debian or Ubuntu. Install what packages.txt names with your own package manager, then use --no-install."
  # Alternatives are looked up in the lists of the archive, which a bare machine does not have yet.
  if [ -z "$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' 2>/dev/null | head -n 1)" ]; then
    as_root apt-get update -q || die "The package lists could not be fetched. Check the network and /etc/apt/sources.list."
  fi
  missing=$(missing_packages "$@")
  [ -z "$missing" ] && return 0
  say "Installing $(wc -w <<<"$missing") packages: $(tr '\n' ' ' <<<"$missing")"
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing ||
    { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing; } ||
    die "Some packages could not be installed: the messages above say which."
}
