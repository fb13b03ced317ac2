"""What of torchvision goes into the bundle: the operators' libraries too, which it loads by file name."""

from PyInstaller.utils.hooks import collect_dynamic_libs, copy_metadata

module_collection_mode = "pyz"
binaries = collect_dynamic_libs("torchvision", search_patterns=["*.dll", "*.pyd", "*.so", "*.dylib"])
datas = copy_metadata("torchvision")
