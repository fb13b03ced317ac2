#!/usr/bin/env bash
# Builds the Windows program on Linux, under Wine, from Debian's packages and PyPI alone: the folder dist/windows/Filbert,
# its zip, and the installer. On a real Windows PC use windows/build.ps1 instead.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/wine/set_up.sh"
# shellcheck source=packaging/wine/environment.sh
source "$here/wine/environment.sh"

echo "== The program"
rm -rf "$root/dist/windows"
# The same hash seed and time each time: the same content gives the same files.
export PYTHONHASHSEED=1 SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
xvfb-run -a bash -c "source '$here/wine/environment.sh'; cd '$root'
    windows_python -m PyInstaller --noconfirm --clean --log-level INFO \
        --distpath '$(windows_path "$root/dist/windows")' --workpath '$(windows_path "$work/pyinstaller")' \
        '$(windows_path "$here/filbert.spec")'"

"$here/windows/pack.sh"
