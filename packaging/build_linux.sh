#!/usr/bin/env bash
# Builds the program for Linux from PyPI: the folder dist/linux/Filbert, and its archive. Its size is torch's: PyPI's torch
# for Linux brings NVIDIA's libraries; where pip is given PyTorch's own index for CPUs, the bundle is a fifth of that.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
environment=build/linux/environment-$(sha256sum packaging/requirements/linux.txt | cut -c 1-12)

if [ ! -e "$environment/bin/python" ]; then
    python3 -m venv "$environment"
fi
"$environment/bin/python" -m pip install -q --require-hashes -r packaging/requirements/linux.txt
"$environment/bin/python" -m pip install -q --no-deps .

export PYTHONHASHSEED=1 SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} QT_QPA_PLATFORM=offscreen
rm -rf dist/linux
"$environment/bin/python" -m PyInstaller --noconfirm --clean --log-level WARN \
    --distpath dist/linux --workpath build/linux/pyinstaller packaging/filbert.spec
cp packaging/linux/filbert.desktop packaging/linux/install.sh resources/filbert.svg dist/linux/Filbert/

[ "${1:-}" = --without-archive ] && exit
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)
tar -C dist/linux --zstd -cf "dist/linux/Filbert-$version-linux-x86_64.tar.zst" Filbert
du -sh dist/linux/*
