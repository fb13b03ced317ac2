#!/usr/bin/env bash
# Runs Filbert's own tests on a Windows Python, under Wine: packaging/test_windows_on_linux.sh [what pytest takes].
# What fails there because of Wine is listed, with the reason, in wine/expected_failures.txt and left out. A test may take
# four times as long as elsewhere: Wine is slow, and on Windows one that is too late ends the whole run.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/wine/set_up.sh" --tests
# shellcheck source=packaging/wine/environment.sh
source "$here/wine/environment.sh"

left_out=()
while read -r name _; do
    case $name in '' | '#'*) ;; *) left_out+=("--deselect=$name") ;; esac
done <"$here/wine/expected_failures.txt"

cd "$root"
[ $# -gt 0 ] || set -- tests
export here
xvfb-run -a bash -c 'source "$here/wine/environment.sh"; windows_program "$python_for_tests/python.exe" -m pytest "$@"' - \
    -p no:cacheprovider -o addopts= -o timeout=1200 -ra -m "not bundle" "${left_out[@]}" "$@"
