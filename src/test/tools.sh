#!/bin/sh
# Gets what tests and measurements need beside a JDK and Maven, where this machine lets us: each argument is a command, or
# a file, and the package that has it. What cannot be had is said here, and the tests that need it are skipped with the reason (with
# CI=true they fail).
set -u

PATH=$PATH:/usr/sbin # where servers are
missing=""
for pair in "$@"; do
  [ -e "${pair%%:*}" ] || command -v "${pair%%:*}" > /dev/null 2>&1 || missing="$missing ${pair#*:}"
done
[ -z "$missing" ] && exit 0

if ! command -v apt-get > /dev/null 2>&1; then
  echo "Not here:$missing. Install them to run everything." >&2
  exit 0
fi
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif sudo -n true 2> /dev/null; then
  as_root="sudo -n"
else
  echo "Not here:$missing. To run everything: sudo apt-get install$missing" >&2
  exit 0
fi

echo "Installing$missing"
log=$(mktemp)
# shellcheck disable=SC2086 # words are meant to split
if $as_root apt-get update > "$log" 2>&1 &&
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing >> "$log" 2>&1; then
  rm -f "$log"
else
  echo "Could not install$missing; the end of what apt-get said:" >&2
  tail -n 5 "$log" >&2
  rm -f "$log"
fi
