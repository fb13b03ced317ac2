"""Runs a program of Windows and passes on what it prints, until that program has ended: its exit code is ours.

Wine gives a program no output that is a plain file, so all of it goes through a pipe. That pipe doesn't end with the
program: Wine's own server and services, which the first program starts, hold it for as long as any other program runs.
"""

import os
import select
import subprocess
import sys

_CHUNK = 1 << 16  # bytes, what a pipe holds


def run(command: list[str]) -> int:
    """Run it and return its exit code, as a shell would give it."""
    reading, writing = os.pipe()
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=writing, stderr=writing)
    os.close(writing)
    ended = os.pidfd_open(program.pid)
    # What it wrote is in the pipe before it has ended, so that nothing to read then means nothing to come.
    while reading in select.select([reading, ended], [], [])[0] and (printed := os.read(reading, _CHUNK)):
        sys.stdout.buffer.write(printed)
        sys.stdout.buffer.flush()
    code = program.wait()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
