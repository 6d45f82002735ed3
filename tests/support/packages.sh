#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# To be read by other scripts (". tests/support/packages.sh"), with $root set to the project's folder.

# Names of the packages in the given sections of packages.txt.
named_packages () {
  for section in "$@"; do
    sed -n "/^\\[$section\\]\$/,/^\\[/{/^[a-z0-9]/p;}" "$root/tests/support/packages.txt"
  done
}

# Those of them that this computer lacks.
missing_packages () {
  named_packages "$@" | while read -r package; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] \
      || printf '%s ' "$package"
  done
}

# Installs them, or says in one sentence what the person has to do. Quiet if nothing is missing.
install_packages () {
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This is not Debian or one of its relatives, so nothing is installed by itself. Should the next"
    echo "steps fail, install with your own package manager what these Debian packages hold:"
    echo "  $(named_packages "$@" | tr '\n' ' ')"
    return 0
  fi
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ]; then
    as_root=
  elif command -v sudo >/dev/null; then
    as_root=sudo
  else
    echo "Some packages are missing, only root may install them, and there is no sudo here." >&2
    echo "Run this as root, then start again:" >&2
    echo "  apt-get install --no-install-recommends $missing" >&2
    return 69
  fi
  echo "These packages are missing and will be installed with${as_root:+ $as_root} apt-get:"
  echo "  $missing"
  # Lists that cannot be renewed (no network) may still do.
  $as_root apt-get -q update || true
  # shellcheck disable=SC2086
  if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $missing
  then
    echo "The packages could not be installed; apt-get says above why. Nothing was built." >&2
    return 69
  fi
}

# Sets up the build folder $root/$1 with the further arguments, and builds it.
build_in () {
  folder="$root/$1"
  shift
  # A folder that was moved or copied here with its build would build the old place.
  if [ ! -f "$folder/build.ninja" ] \
      || ! grep -qsF "\"source\": \"$root\"" "$folder/meson-info/meson-info.json"; then
    rm -rf "$folder"
    meson setup "$@" "$folder" "$root" || return 1
  elif [ $# -gt 0 ]; then
    meson configure "$@" "$folder" || return 1
  fi
  ninja -C "$folder" || return 1
}
