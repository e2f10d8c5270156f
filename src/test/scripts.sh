#!/bin/sh
# Tests the scripts of pages, on node's own test runner. Without node it says so (with CI=true it fails).
if command -v node > /dev/null 2>&1; then
  exec node --test src/test/js/*.test.js
fi
echo "Not here: node. The scripts of pages are not tested; to do so: sudo apt-get install nodejs" >&2
[ -z "${CI:-}" ]
