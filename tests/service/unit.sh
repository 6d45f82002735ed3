#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# unit.sh UNIT MANUAL: the sandbox of the service's unit is as strict as we say, the manual reads
# without complaint. Below 2.0 of 10 is what systemd calls OK.
number=0
check ()
{
    number=$((number + 1))
    if [ "$1" = 0 ]; then echo "ok $number - $2"; else echo "not ok $number - $2"; fi
}

if command -v systemd-analyze > /dev/null; then
    answer=$(systemd-analyze security --offline=yes --no-pager "$1" 2>&1)
    level=$(printf '%s\n' "$answer" | sed -n 's/.*Overall exposure level for [^:]*: \([0-9.]*\) .*/\1/p')
    echo "# exposure $level"
    awk -v level="$level" 'BEGIN { exit !(level != "" && level + 0 < 2.0) }'
    check $? "exposure below 2.0"
    systemd-analyze security --offline=yes --no-pager --threshold=20 "$1" > /dev/null 2>&1
    check $? "systemd-analyze agrees"
else
    number=1
    echo "ok 1 - exposure # SKIP no systemd-analyze here"
fi
complaints=$(groff -man -ww -Tutf8 "$2" 2>&1 > /dev/null)
[ -z "$complaints" ]
check $? "the manual has no mistakes of form"
echo "1..$number"
