"""A throw-away PostgreSQL of the machine's own binaries, for one run of the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "PostgreSQL is missing: install it from the system's packages (Debian: apt-get install postgresql)"


def binary(name: str) -> str:
    """Return the newest installed server binary of this name."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[4]))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise RuntimeError(MISSING)
    return path


def _as_user() -> tuple[list[str], int | None]:
    """PostgreSQL refuses root; then it runs as its own user, or as nobody."""
    if os.geteuid() != 0:
        return [], None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        flags = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        return ["setpriv", *flags], user.pw_uid
    raise RuntimeError("PostgreSQL refuses root, and there is no other user to start it as")


@contextmanager
def server() -> Iterator[str]:
    """Start a server on a socket of its own; yields the folder of the socket."""
    prefix, uid = _as_user()
    folder = Path(tempfile.mkdtemp(prefix="dondoc-pg-"))
    try:
        if uid is not None:
            os.chown(folder, uid, -1)
        data = folder / "data"
        run = [*prefix, binary("initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
        subprocess.run([*run, "-E", "UTF8", "--no-locale", "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=folder)  # fmt: skip
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"
        control = [*prefix, binary("pg_ctl"), "-D", str(data), "-w", "-s"]
        subprocess.run([*control, "-o", options, "-l", str(folder / "log"), "start"], check=True, cwd=folder)  # fmt: skip
        try:
            yield str(folder)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
