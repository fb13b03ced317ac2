#!/usr/bin/env bash
# Packs the built Windows program: a zip to carry about, and the installer. Needs 7z and makensis.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
out=$(cd "$here/../../dist/windows" && pwd)
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/../../pyproject.toml")

zip=$(command -v 7zz || command -v 7z)

echo "== The zip"
rm -f "$out"/Filbert-*.zip "$out"/Filbert-*.exe
(cd "$out" && "$zip" a -bso0 -bsp0 -mx=7 "Filbert-$version-portable.zip" Filbert)

echo "== The installer"
makensis -V2 -INPUTCHARSET UTF8 -X"Target amd64-unicode" -DVERSION="$version" -DPROGRAM="$out/Filbert" -DICON="$out/filbert.ico" \
    -DSIZE="$(du -sk "$out/Filbert" | cut -f1)" -DOUTPUT="$out/Filbert-$version-setup.exe" "$here/installer.nsi"
ls -l "$out"
