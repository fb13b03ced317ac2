"""A real PostgreSQL, started for tests in a folder of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text


def programs() -> Path | None:
    """Where PostgreSQL's programs are; Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if sys.platform == "linux" else []
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@dataclass
class Server:
    """A server that listens at a socket in its own folder only."""

    programs: Path
    folder: Path
    runs_as: list[str]

    def control(self, *words: str) -> None:
        command = [*self.runs_as, str(self.programs / "pg_ctl"), "-D", str(self.folder / "data"), "-w", "-s", *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder)

    def start(self) -> None:
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off"
        self.control("start", "-o", options, "-l", str(self.folder / "log"))

    def stop(self) -> None:
        self.control("stop", "-m", "immediate")

    def url(self, database: str) -> str:
        return f"postgresql:///{database}?host={self.folder}&user=postgres"

    def new_database(self, name: str) -> str:
        engine = create_engine(
            f"postgresql+psycopg:///postgres?host={self.folder}&user=postgres", isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)


@contextmanager
def running_server() -> Iterator[Server]:
    """A server for a while. Skips the test where there is none."""
    found = programs()
    if found is None:
        pytest.skip("there is no PostgreSQL here: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    runs_as: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        try:
            pwd = pytest.importorskip("pwd", reason="the server is started as Debian's user postgres")
            owner = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL doesn't run as root, and there is no user postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        runs_as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    started = Server(found, folder, runs_as)
    initdb = [*runs_as, str(found / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-N"]
    subprocess.run([*initdb, "-E", "UTF8"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    started.start()
    try:
        yield started
    finally:
        started.stop()
        shutil.rmtree(folder, ignore_errors=True)
