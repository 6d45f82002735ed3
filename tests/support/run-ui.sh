#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program that needs a display: run-ui.sh PROGRAM [ARGUMENT ...]
#
# Each run has an X server, a session bus and folders of its own, so that runs beside each other
# cannot meet and the person's settings neither help nor harm. Nothing of it is left afterwards.
#
# JLY_UI_SCREEN  size of the screen, "1280x900" unless set; windows are never larger
# JLY_UI_DARK    1: the dark style
# JLY_UI_CONTRAST  1: high contrast
# JLY_UI_A11Y    "test" unless set (see GTK_A11Y)
set -eu

[ $# -gt 0 ] || { echo "usage: run-ui.sh PROGRAM [ARGUMENT ...]" >&2; exit 64; }

dir=$(mktemp -d "${TMPDIR:-/tmp}/jointly-ui.XXXXXX")
server=
finish () {
  [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$dir"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir -p -m 700 "$dir/home" "$dir/run" "$dir/config/gtk-4.0" "$dir/data" "$dir/cache" "$dir/state"
# Without a settings daemon GTK would take any font that it finds first.
cat > "$dir/config/gtk-4.0/settings.ini" <<SETTINGS
[Settings]
gtk-font-name=Cantarell 11
gtk-cursor-blink=false
SETTINGS

# The server picks a free number itself and writes it down as soon as it answers. It must not begin
# anew when its last client leaves: whoever comes just then would be sent away. Keys that are held down
# do not repeat (-r): on a busy machine every key is held down for long.
mkfifo "$dir/display"
Xvfb -displayfd 3 -screen 0 "${JLY_UI_SCREEN:-1280x900}x24" -nolisten tcp -noreset -r \
  3> "$dir/display" > "$dir/xvfb.log" 2>&1 &
server=$!
if ! read -r number < "$dir/display"; then
  echo "run-ui.sh: the X server did not start:" >&2
  cat "$dir/xvfb.log" >&2
  exit 69
fi

export DISPLAY=":$number" HOME="$dir/home" XDG_RUNTIME_DIR="$dir/run"
export XDG_CONFIG_HOME="$dir/config" XDG_DATA_HOME="$dir/data"
export XDG_CACHE_HOME="$dir/cache" XDG_STATE_HOME="$dir/state"
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable GSETTINGS_BACKEND=memory
export ADW_DISABLE_PORTAL=1 GTK_A11Y="${JLY_UI_A11Y:-test}" NO_AT_BRIDGE=1
[ -n "${LC_ALL:-}" ] || export LC_ALL=C.UTF-8
[ -z "${JLY_UI_DARK:-}" ] || export ADW_DEBUG_COLOR_SCHEME=prefer-dark
[ -z "${JLY_UI_CONTRAST:-}" ] || export ADW_DEBUG_HIGH_CONTRAST=1
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS || true

status=0
# What services of the bus print must not get between the lines of the program's own answer.
dbus-run-session -- sh -c 'exec "$@" >&3 3>&-' sh "$@" 3>&1 >&2 || status=$?
exit "$status"
