#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A person's keys from the terminal: made, shown, protected, copied, brought back. Passphrases come
# from a descriptor; once from a terminal, which must not show them.
. "$(dirname "$0")/lib.sh"
HOME_A=$DIR/a HOME_B=$DIR/b
DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus SECRET_BACKEND=service
export DBUS_SESSION_BUS_ADDRESS SECRET_BACKEND

# keys LINES ARGUMENT...: jointlyctl identity with these lines on descriptor 5
keys ()
{
    printf '%b' "$1" > "$DIR/lines"
    shift
    "$JOINTLYCTL" identity "$@" --passphrase-fd 5 > "$DIR/out" 2> "$DIR/err" < /dev/null 5< "$DIR/lines"
    code=$?
}

keys 'four plain words here\n' show --data-dir "$HOME_A"
expect "no keys yet" 66 "There are no keys in"
keys 'too short\n' new --data-dir "$HOME_A"
expect "a short passphrase" 64 "at least 10"
run identity new --keyring --data-dir "$HOME_A"
expect "no keyring, so take a passphrase" 69 "no keyring" "passphrase instead"
keys 'four plain words here\n' new --data-dir "$HOME_A" --json
succeed "keys are made" '"passphrase"' '"identity"'
cp "$DIR/out" "$DIR/made"
keys 'four plain words here\n' new --data-dir "$HOME_A"
expect "keys are never overwritten" 77 "There are keys in"
keys 'four plain words Here\n' show --data-dir "$HOME_A"
expect "a wrong passphrase" 77 "not the passphrase"
keys 'four plain words here\nanother four words\n' passphrase --data-dir "$HOME_A"
succeed "another passphrase" "opens your keys"
keys 'another four words\n' backup "$DIR/copy.jly" --data-dir "$HOME_A"
succeed "a copy" "copy.jly"
keys 'another four words\n' restore "$DIR/copy.jly" --data-dir "$HOME_B" --json
succeed "the copy is brought back" '"identity"'
cmp -s "$DIR/out" "$DIR/made" && report ok "the same keys" || report "not ok" "the same keys"
printf 'x' | dd of="$HOME_B/identity.jly" bs=1 seek=30 conv=notrunc 2> "$DIR/dd"
head -c 100 "$HOME_B/identity.jly" > "$DIR/half" && cp "$DIR/half" "$HOME_B/identity.jly"
keys 'another four words\n' show --data-dir "$HOME_B"
expect "half a file of keys" 78 "damaged" "restore"
keys '' show --data-dir "$HOME_A"
expect "an empty passphrase" 64 "No passphrase"
run identity show "four plain words" --data-dir "$HOME_A"
expect "never from the command's own words" 64 "Write jointlyctl identity"

# On a terminal of its own: what is typed is not shown, and the prompt is.
if python3 - "$JOINTLYCTL" "$HOME_A" > "$DIR/out" 2> "$DIR/err" <<'PYTHON'
import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.argv[1], [sys.argv[1], 'identity', 'show', '--data-dir', sys.argv[2]])
shown = b''
while b'Passphrase: ' not in shown:
    shown += os.read(terminal, 1000)
os.write(terminal, b'another four words\n')
try:
    while True:
        shown += os.read(terminal, 1000)
except OSError:
    pass
assert os.waitpid(child, 0)[1] == 0, shown
assert b'Others know you by' in shown and b'four words' not in shown, shown
PYTHON
then report ok "typed without being shown"
else report "not ok" "typed without being shown"; sed 's/^/# /' "$DIR/err"
fi
finish
