"""Runs a command with DATABASE_URL pointing at a throw-away PostgreSQL:  .ci/postgres.py pytest …

A DATABASE_URL that is already set is used as it is. Otherwise a cluster is made from the installed server binaries, as
another user where root asks for it (the server refuses root), and is gone when the command ends, however it ends.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

# Durability is of no use to a cluster that lives for minutes. German order, as in production (compose.yaml).
INITDB = [
    "--username=test",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=icu",
    "--icu-locale=de",
]
SERVER = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]


def main(command):
    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda number, _: sys.exit(128 + number))
    if url := os.environ.get("DATABASE_URL"):
        if not url.startswith(("postgres://", "postgresql://")):
            sys.exit(
                "DATABASE_URL does not name a PostgreSQL: set another one, or none for a throw-away server."
            )
        return run(command, url)
    with cluster() as url:
        return run(command, url)


def run(command, url):
    """Runs the command to its end; on Ctrl-C it is left the time to end by itself."""
    with subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url}) as process:
        try:
            while True:
                try:
                    return process.wait()
                except KeyboardInterrupt:
                    continue
        finally:
            process.terminate()


@contextmanager
def cluster():
    """A running PostgreSQL on a free port of 127.0.0.1; gives its address."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="klimakreise-postgres-"))
    data, log, password = folder / "data", folder / "log", secrets.token_urlsafe(16)
    (folder / "password").write_text(password, encoding="utf-8")
    user = other_user()
    if user:
        for path in (folder, folder / "password"):
            shutil.chown(path, user["user"], user["group"])
    port = free_port()
    settings = [*SERVER, f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories="]

    def server(program, *arguments):
        with log.open("ab") as output:
            streams = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
            subprocess.run(
                [binaries / program, "-D", data, *arguments], check=True, cwd=folder, **streams, **user
            )

    ends = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)  # a server that is half made could not be stopped
    try:
        try:
            server("initdb", *INITDB, f"--pwfile={folder / 'password'}")
            server(
                "pg_ctl", "start", "--wait", "--options", " ".join(f"-c {setting}" for setting in settings)
            )
        except subprocess.CalledProcessError:
            sys.exit(f"PostgreSQL did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ends)
        yield f"postgresql://test:{password}@127.0.0.1:{port}/postgres"
    finally:
        with suppress(subprocess.CalledProcessError):  # it may not have come up
            server("pg_ctl", "stop", "--mode=immediate")
        shutil.rmtree(folder, ignore_errors=True)


def find_binaries():
    """The folder of the newest installed server."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    if initdb := shutil.which("initdb"):
        return Path(initdb).resolve().parent
    sys.exit("No PostgreSQL server is installed: install it (Debian: sudo apt-get install postgresql).")


def other_user():
    """Who runs the server, as arguments of `subprocess.run`: nobody in particular, unless we are root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
