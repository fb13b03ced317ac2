#!/usr/bin/env bash
# Pins anew what the bundles are built from, with hashes, for Windows and Linux. Needs uv, from PyPI.
set -euo pipefail
cd "$(dirname "$0")"

pin() { # what to write, the system, Python's version, then what to pin
    local output=$1 system=$2 python=$3
    shift 3
    uv pip compile "$@" --python-platform "$system" --python-version "$python" --generate-hashes --quiet \
        --no-header --no-annotate --no-emit-index-url --output-file "$output"
}

pin windows.txt windows 3.13 ../../pyproject.toml --extra postgres build.in windows.in
pin windows-tests.txt windows 3.13 ../../pyproject.toml --extra dev --constraint windows.txt
pin linux.txt x86_64-manylinux_2_34 3.11 ../../pyproject.toml --extra postgres build.in
