"""Starts the demo: a database of its own in .demo/, filled once, and the site on this machine only.

`demo.py PORT` starts it, `demo.py --port-only PORT` only says whether the port can be had (before anything is installed).
A failure is one sentence, in German and English.
"""

import argparse
import errno
import hashlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import traceback
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / ".demo"
PLANNER = "planung@example.org"
PROCESS = "klimakreise/site/data/klimakreise.yaml"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port")
    parser.add_argument("--port-only", action="store_true")
    options = parser.parse_args()
    port = free_port(options.port)
    if options.port_only:
        return 0
    prepare_environment(port)
    try:
        prepare_data()
    except Exception as error:
        log = ROOT / ".cache" / "demo.log"
        log.parent.mkdir(exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
        reason = " ".join(str(error).split()) or type(error).__name__
        fail(
            f"Die Demo ließ sich nicht einrichten ({reason}): Einzelheiten stehen in .cache/demo.log; "
            "ohne den Ordner .demo beginnt sie von vorn.",
            "The demo could not be set up: details are in .cache/demo.log; without the folder .demo it starts afresh.",
        )
    return serve(port)


def fail(german, english):
    sys.exit(f"{german}\n({english})")


def free_port(text):
    """The port as a number, if the site can listen there."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        fail(
            f"PORT ist „{text}“: bitte eine Zahl von 1 bis 65535 angeben, zum Beispiel make demo PORT=8001.",
            f"PORT is “{text}”: give a number from 1 to 65535.",
        )
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(text)))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            other = int(text) + 1 if 1024 <= int(text) < 65535 else 8001
            fail(
                f"Port {text} ist {'schon belegt' if taken else 'nicht erlaubt'}: bitte einen anderen nehmen, "
                f"zum Beispiel make demo PORT={other}.",
                f"Port {text} is {'in use' if taken else 'not allowed'}: take another one.",
            )
    return int(text)


def prepare_environment(port):
    """Sets the variables of the settings so that everything of the demo lies in .demo/, whatever the shell had set."""
    DEMO.mkdir(exist_ok=True)
    key = DEMO / "secret_key"
    if not key.exists():
        key.write_text(secrets.token_urlsafe(60), encoding="utf-8")
        key.chmod(0o600)
    for name in (
        "ALLOWED_HOSTS",
        "HTTPS",
        "MAIL_URL",
        "MAIL_FROM",
        "CACHE_URL",
        "PROXY_COUNT",
        "SITE_URL",
        "WEB_CONCURRENCY",
    ):
        os.environ.pop(name, None)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="klimakreise.settings",
        DEMO="1",
        SECRET_KEY=key.read_text(encoding="utf-8"),
        DATABASE_URL=f"sqlite:///{quote(str(DEMO / 'klimakreise.sqlite3'))}",
        MEDIA_ROOT=str(DEMO / "media"),
        SURVEY_KEYS=str(DEMO / "survey-keys"),
        STATIC_ROOT=str(DEMO / "static"),
        LISTEN="127.0.0.1",
        PORT=str(port),
        PYTHONUNBUFFERED="1",
    )


def prepare_data():
    """Brings the database up to date and fills a new one. What has been written in it since is never touched."""
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    import django
    from django.core.management import call_command

    django.setup()
    filled = DEMO / "filled"
    if not filled.exists():
        print("Die Datenbank wird angelegt und gefüllt … (Filling the database …)", flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    from klimakreise.site.example.ballots import fill_the_example, let_some_wait
    from klimakreise.site.example.opinions import keep_opinions

    if not filled.exists():
        with (DEMO / "filling.log").open("w", encoding="utf-8") as report:
            call_command("load_process", PROCESS, stdout=report)
            call_command("make_example", stdout=report)
            call_command("make_planner", PLANNER, stdout=report)
            call_command("rebuild_search", stdout=report)
        fill_the_example()
        keep_opinions()
        filled.touch()
    let_some_wait()
    collect_static_files(call_command)


def collect_static_files(call_command):
    """Collects and compresses them when one has changed or another Django came in: it takes seconds."""
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    state = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in files:
        state.update(f"{path.relative_to(ROOT)} {path.stat().st_mtime_ns}\n".encode())
    stamp = DEMO / "static.stamp"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != state.hexdigest():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(state.hexdigest(), encoding="utf-8")


def serve(port):
    """Runs the server of production and a worker beside it until one of them is told to stop or ends."""
    url = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "klimakreise/server.py", "klimakreise.wsgi"]
    )
    worker = subprocess.Popen([sys.executable, "manage.py", "worker"])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches both by itself
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    if answers(port, server):
        print(
            f"\nKlimakreise läuft auf {url} (Strg+C beendet).\n"
            f"Verwaltung: {url}/verwaltung/ – Anmeldung mit {PLANNER}.\n"
            f"Postfach:   {url}/postfach/ – dort liegen alle E-Mails, auch der Code zum Anmelden.\n"
            "(Klimakreise is running; Ctrl-C stops it. Log in with the address above; the code is in the mailbox.)\n",
            flush=True,
        )
    while server.poll() is None and worker.poll() is None:
        time.sleep(0.2)
    for process in (server, worker):
        if process.poll() is None:
            process.terminate()
    worker.wait()
    return server.wait()


def answers(port, server):
    while server.poll() is None:
        site = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            site.request("GET", "/healthz")
            site.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return True
        finally:
            site.close()
    return False


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
