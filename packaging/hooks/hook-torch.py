"""What of torch goes into the bundle: its libraries, and the modules that somebody imports.

PyInstaller's own hook takes every module, test and source file of torch, and imports each to find them. That is half as
large again, and ten times as long to build.
"""

from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_dynamic_libs, copy_metadata

module_collection_mode = "pyz"  # nothing of Filbert's is compiled from source at run time
binaries = [
    (library, place)
    for library, place in collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
    if "test" not in library.replace("\\", "/").rsplit("/", 1)[-1]
]
datas = copy_metadata("torch")
# torch looks for its libraries beside itself; links to them at the top would mislead it.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
warn_on_missing_hiddenimports = False
