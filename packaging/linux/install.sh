#!/usr/bin/env bash
# Puts Filbert among the programs of whoever runs this; with --remove takes it away again. Data are left alone.
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
entry=${XDG_DATA_HOME:-$HOME/.local/share}/applications/filbert.desktop

if [ "${1:-}" = --remove ]; then
    rm -f "$entry"
    echo "Filbert is no longer among the programs. Recipes, settings and records stay; delete $folder to remove the rest."
    exit
fi
mkdir -p "$(dirname "$entry")"
sed "s|@FOLDER@|$folder|" "$folder/filbert.desktop" >"$entry"
echo "Filbert is among the programs now. It runs from $folder: leave that where it is."
