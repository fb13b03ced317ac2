# Sourced by the scripts that run Windows programs on Linux: where things lie, and how to run one.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$root/build/windows # all that is made; removing it starts afresh
python=$work/python
python_for_tests=$work/python-for-tests
wine=$work/wine/lib/wine/wine64
_until_it_ends=$root/packaging/wine/until_it_ends.py

export WINEPREFIX=$work/prefix WINEARCH=win64 WINEDEBUG=-all
export KMP_AFFINITY=disabled # Wine 8 lacks what Intel's OpenMP asks for about the processor
export PYTHONDONTWRITEBYTECODE=1 # the checkout, and what is bundled, stay as they are

_plain="mscoree=;mshtml=;winemenubuilder.exe=;winedbg.exe=d"
_own_runtime="msvcp140,msvcp140_1,msvcp140_2,msvcp140_atomic_wait,vcruntime140,vcruntime140_1,concrt140,vcomp140=n"

windows_python() { # run the Windows Python, as on a PC where Python is installed
    WINEDLLOVERRIDES=$_plain python3 "$_until_it_ends" "$wine" "$python/python.exe" "$@"
}

windows_program() { # run a built program without Wine's own C++ runtime, as on a PC that has none
    WINEDLLOVERRIDES="$_plain;$_own_runtime" python3 "$_until_it_ends" "$wine" "$@"
}

windows_end() { # wait until the last Windows program has ended, those included that others have started and left
    "$(dirname "$wine")/wineserver64" -w
}

windows_path() { # how a Windows program calls a file of Linux
    printf 'Z:%s' "$(realpath -m "$1" | tr / '\\')"
}
