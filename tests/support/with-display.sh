#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a program on a screen of its own: a virtual X server, a private session bus that can start nothing
# but the accessibility bus, and a home that is thrown away. At most CS_TEST_SECONDS (280).
set -eu

room=$(mktemp -d "${TMPDIR:-/tmp}/coulisses-test.XXXXXX")
trap 'rm -rf "$room"' EXIT
mkdir -p "$room/home" "$room/run" "$room/services"
chmod 700 "$room/run"
if [ -f /usr/share/dbus-1/services/org.a11y.Bus.service ]; then
  cp /usr/share/dbus-1/services/org.a11y.Bus.service "$room/services"
fi
cat >"$room/bus.conf" <<EOF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:tmpdir=$room/run</listen>
  <auth>EXTERNAL</auth>
  <servicedir>$room/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
EOF

unset WAYLAND_DISPLAY DISPLAY DBUS_SESSION_BUS_ADDRESS
export HOME="$room/home" XDG_RUNTIME_DIR="$room/run"
export XDG_CONFIG_HOME="$room/home/config" XDG_CACHE_HOME="$room/home/cache"
export XDG_DATA_HOME="$room/home/data" XDG_STATE_HOME="$room/home/state"
export GDK_BACKEND=x11 GSK_RENDERER="${GSK_RENDERER:-cairo}" GDK_DEBUG="${GDK_DEBUG:-gl-disable}"
# GTK 4.16 and later name it in another variable.
export GDK_DISABLE="${GDK_DISABLE:-gl,vulkan}"
export GTK_A11Y="${GTK_A11Y:-test}" GSETTINGS_BACKEND=memory ADW_DISABLE_PORTAL=1 GTK_USE_PORTAL=0
export GIO_USE_VFS=local GIO_USE_VOLUME_MONITOR=unix NO_AT_BRIDGE=0

# The server itself chooses a free number and says which: tests that start at the same moment do not meet.
mkfifo "$room/display"
timeout -k 5 "$((${CS_TEST_SECONDS:-120} + 10))" \
  Xvfb -displayfd 6 -screen 0 1920x1200x24 -nolisten tcp -noreset 6>"$room/display" >/dev/null 2>"$room/xvfb.log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$room"' EXIT
read -r number <"$room/display" || { cat "$room/xvfb.log" >&2; exit 1; }

# The X server outside and the bus inside, so that what the bus starts finds the display.
export DISPLAY=":$number"
status=0
timeout -k 5 "${CS_TEST_SECONDS:-120}" \
  dbus-run-session --config-file="$room/bus.conf" -- "$@" || status=$?
exit "$status"
