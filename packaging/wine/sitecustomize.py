"""Read by the tests' Windows Python at its start: Wine 8 has no CopyFile2, and a call of it ends the process.

Without it shutil.copy2 reads and writes, as Python did before 3.12.
"""

import _winapi

del _winapi.CopyFile2
