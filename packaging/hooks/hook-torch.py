"""What of torch goes into the bundle: its libraries, and the modules that somebody imports.

PyInstaller's own hook takes every module, test and source file of torch, and imports each to find them. That is half as
large again, and ten times as long to build.
"""

from pathlib import Path

from PyInstaller.compat import is_linux
from PyInstaller.utils.hooks import PY_DYLIB_PATTERNS, collect_dynamic_libs, copy_metadata, get_package_paths

# torch reads some of its own sources when it is imported: where its settings are explained, and where functions are
# marked for compiling. Filbert never compiles any.
_READ_BY_ITSELF = [
    "torch._export.config", "torch._functorch.config", "torch._library.custom_ops", "torch._native.registry",
    "torch.compiler.config", "torch.distributed._functional_collectives", "torch.distributed.config",
    "torch.distributed.tensor._collective_utils", "torch.functional", "torch.fx.experimental._config",
    "torch.fx.experimental.proxy_tensor", "torch.nn.functional", "torch.nn.modules.rnn",
    "torch.utils._debug_mode._mode", "torch.utils.serialization.config",
]  # fmt: skip
module_collection_mode = {"torch": "pyz", **dict.fromkeys(_READ_BY_ITSELF, "pyz+py")}
binaries = [
    (library, place)
    for library, place in collect_dynamic_libs("torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"])
    if "test" not in library.replace("\\", "/").rsplit("/", 1)[-1]
]
if is_linux:  # torch looks for it when it is imported
    binaries.append((str(Path(get_package_paths("torch")[1], "bin", "torch_shm_manager")), "torch/bin"))
datas = copy_metadata("torch")
# torch looks for its libraries beside itself; links to them at the top would mislead it.
bindepend_symlink_suppression = ["**/torch/lib/*.so*"]
warn_on_missing_hiddenimports = False
