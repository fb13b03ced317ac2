"""Fill the gaps of a Wine of our own: functions of Windows that Filbert's libraries call and Wine 8 only announces.

`fill_gaps.py FOLDER`, the folder with Wine's Windows libraries. A function that Wine doesn't have is 24 bytes of code
that end the program; a few bytes of real code take their place. Nothing of this is shipped: a real Windows has them.
"""

import sys
from pathlib import Path

import pefile

_STUB_STARTS, _STUB_GOES_ON, _STUB_LENGTH = "4883ec28488d0d", "488d15", 24

GAPS = {
    "ucrtbase.dll": {  # numpy takes complex numbers apart when it is imported
        "crealf": "660f6ec1c3",
        "cimagf": "48c1e920660f6ec1c3",
        "creal": "f20f1001c3",
        "creall": "f20f1001c3",
        "cimag": "f20f104108c3",
        "cimagl": "f20f104108c3",
        "cabsf": "66480f6ec10f59c0f30f16c8f30f58c1f30f51c0c3",
    },
    "mscms.dll": {"WcsCreateIccProfile": "31c0c3"},  # no colour profile: Qt goes without
    "propsys.dll": {"VariantToString": "b801400080c3"},  # not implemented: Python asks elsewhere
}
"""By library and function, the machine code (x86-64) that takes the place of the stub."""


def fill(library: Path, functions: dict[str, str]) -> list[str]:
    """Put the code into the library's file; returns the names of those that were stubs."""
    image = pefile.PE(str(library), fast_load=True)
    image.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
    content, filled = bytearray(library.read_bytes()), []
    for symbol in image.DIRECTORY_ENTRY_EXPORT.symbols:
        name = (symbol.name or b"").decode()
        if name in functions and not symbol.forwarder:
            place = image.get_offset_from_rva(symbol.address)
            if _is_stub(content[place : place + _STUB_LENGTH]):
                code = bytes.fromhex(functions[name])
                content[place : place + len(code)] = code
                filled.append(name)
    image.close()
    library.write_bytes(content)
    return filled


def _is_stub(code: bytes) -> bool:
    return code[:7].hex() == _STUB_STARTS and code[11:14].hex() == _STUB_GOES_ON


if __name__ == "__main__":
    for library_name, code_of in GAPS.items():
        print(library_name, *fill(Path(sys.argv[1]) / library_name, code_of))
