"""Whether another program still has a file open for writing, as far as the system tells."""

import os
import signal
import sys
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _GENERIC_READ = 0x80000000
    _SHARE_READ_AND_DELETE = 0x1 | 0x4
    _OPEN_EXISTING = 3
    _INVALID_HANDLE = ctypes.c_void_p(-1).value
    _SHARING_OR_LOCK_VIOLATION = frozenset({32, 33})

    _KERNEL = ctypes.WinDLL("kernel32", use_last_error=True)
    _KERNEL.CreateFileW.restype = wintypes.HANDLE
    _KERNEL.CreateFileW.argtypes = (
        *(wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, wintypes.LPVOID),
        *(wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE),
    )
    _KERNEL.CloseHandle.argtypes = (wintypes.HANDLE,)

    def is_being_written(path: Path) -> bool:
        """Tell whether another program has the file open for writing.

        Asks for the file while allowing others no writing: Windows refuses that while somebody may write.
        """
        handle = _KERNEL.CreateFileW(str(path), _GENERIC_READ, _SHARE_READ_AND_DELETE, None, _OPEN_EXISTING, 0, None)
        if handle in {_INVALID_HANDLE, None}:
            return ctypes.get_last_error() in _SHARING_OR_LOCK_VIOLATION
        _KERNEL.CloseHandle(handle)
        return False

else:
    import errno
    import fcntl

    def is_being_written(path: Path) -> bool:
        """Tell whether another program has the file open for writing, or has locked it for itself.

        False where the system doesn't tell: over most networks, and for files of another user.
        """
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        except OSError:
            return False  # reading it will say what is wrong
        try:
            return _is_locked(descriptor) or _is_open_for_writing(descriptor)
        finally:
            os.close(descriptor)

    def _is_locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno in {errno.EAGAIN, errno.EACCES}
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        return False

    def _is_open_for_writing(descriptor: int) -> bool:
        """Linux grants a lease for reading only on a file that nobody has open for writing."""
        if not hasattr(fcntl, "F_SETLEASE"):
            return False
        try:
            # Somebody who opens the file in this instant makes the system send a signal. The usual one ends a
            # program that doesn't wait for it, this one is ignored.
            fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            return error.errno == errno.EAGAIN
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        return False
