"""The image without a container: its own commands, as a user who may write nothing, on a read-only copy of the tree."""

import http.client
import json
import os
import pwd
import re
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import yaml

from tests.waiting import PATIENCE, free_port, listens, wait_until

pytestmark = pytest.mark.trust
ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
HOST = "klimakreise.example.org"


def dockerfile_command(instruction):
    """The command that the Dockerfile gives after `CMD` or the like, as a list."""
    return json.loads(re.search(rf"^{instruction}\b.*?(\[.+\])$", DOCKERFILE, re.MULTILINE).group(1))


def environment(**variables):
    """The variables of .env.example and of the image, with a key and this machine's Python."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {
        **example,
        "SECRET_KEY": secrets.token_urlsafe(60),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": f"{Path(sys.prefix) / 'bin'}:{os.environ['PATH']}",
        **variables,
    }


def somebody_else():
    """Arguments before a command that make root nobody. Whoever is not root stays who they are.

    Where root's Python lies in a folder that only root may enter, nobody is allowed to read everywhere, and still to
    write nowhere.
    """
    if os.geteuid() != 0:
        return []
    who = pwd.getpwnam("nobody")
    nobody = ["setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups", "--no-new-privs"]
    if subprocess.run([*nobody, sys.executable, "-c", ""], capture_output=True, check=False).returncode == 0:
        return [*nobody, "--bounding-set=-all"]
    reader = ["--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search"]
    return [*nobody, *reader, "--bounding-set=-all,+dac_read_search"]


@pytest.fixture(scope="module")
def image():
    """What the image holds: the parts of the tree that .dockerignore lets in, with static files, without write access."""
    with tempfile.TemporaryDirectory(prefix="klimakreise-image-") as folder:
        app = Path(folder) / "app"
        app.mkdir()
        ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        for name in (line.removeprefix("!") for line in ignored if line.startswith("!")):
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, app / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                (app / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, app / name)
        collect = re.search(r"python manage\.py collectstatic[^&\n]*", DOCKERFILE).group(0).split()
        build = environment(DEMO="1", SECRET_KEY="only-for-the-build")
        subprocess.run(collect, cwd=app, env=build, check=True, capture_output=True, timeout=PATIENCE)
        for path in [Path(folder), *app.rglob("*"), app]:
            path.chmod(path.stat().st_mode & ~0o222 | stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0))
        yield app
        for path in [Path(folder), app, *(path for path in app.rglob("*") if path.is_dir())]:
            path.chmod(0o755)


@pytest.fixture(scope="module")
def data():
    """The two places that may be written: the database, here a file, and the media folder."""
    with tempfile.TemporaryDirectory(prefix="klimakreise-data-") as folder:
        (Path(folder) / "media").mkdir()
        for path in (Path(folder), Path(folder) / "media"):
            path.chmod(0o777)  # not by mkdir(): the umask would take the right to write away again
        yield Path(folder)


@pytest.fixture(scope="module")
def variables(data):
    port = free_port()
    database = f"sqlite:///{data / 'klimakreise.sqlite3'}"
    return environment(
        DATABASE_URL=database, MEDIA_ROOT=str(data / "media"), PORT=str(port), LISTEN="127.0.0.1"
    )


@pytest.fixture(scope="module")
def server(image, variables):
    """The running start command."""
    migrate = [*somebody_else(), "python", "manage.py", "migrate", "--no-input", "--verbosity=0"]
    subprocess.run(migrate, cwd=image, env=variables, check=True, timeout=PATIENCE)
    command = [*somebody_else(), *dockerfile_command("CMD")]
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(command, cwd=image, env=variables, stdout=log, stderr=log) as process,
    ):
        try:
            wait_until(lambda: listens(variables["PORT"]) or process.poll() is not None, "The server")
            log.seek(0)
            assert process.poll() is None, log.read()
            yield process
        finally:
            process.terminate()


def ask(variables, path, **headers):
    client = http.client.HTTPConnection("127.0.0.1", int(variables["PORT"]), timeout=PATIENCE)
    client.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https", **headers})
    answer = client.getresponse()
    return answer, answer.read().decode(errors="replace")


def test_the_start_command_serves_the_home_page(server, variables):
    answer, page = ask(variables, "/")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert '<html lang="de"' in page


def test_static_files_are_served_for_good_and_compressed(server, variables):
    address = re.search(r'href="(/static/[^"]+\.css)"', ask(variables, "/")[1]).group(1)
    answer, _ = ask(variables, address, **{"Accept-Encoding": "br"})
    assert (answer.status, answer.headers["Content-Encoding"]) == (200, "br")
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_health_check_of_the_image_says_yes_while_the_server_runs(server, image, variables):
    check = [*somebody_else(), *dockerfile_command("HEALTHCHECK")]
    assert subprocess.run(check, cwd=image, env=variables, timeout=PATIENCE, check=False).returncode == 0


def test_the_health_check_says_no_when_there_is_no_server(image, variables):
    silent = {**variables, "PORT": str(free_port())}
    done = subprocess.run(
        [*somebody_else(), *dockerfile_command("HEALTHCHECK")],
        cwd=image,
        env=silent,
        timeout=PATIENCE,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (1, "The server does not answer /healthz.\n")


def test_whoever_runs_the_server_can_write_nothing_into_the_image(server, image):
    touch = [*somebody_else(), "touch", str(image / "written")]
    done = subprocess.run(touch, capture_output=True, check=False)
    owner = Path(f"/proc/{server.pid}").stat().st_uid
    assert (done.returncode, owner != 0) == (1, True)


def test_the_server_wrote_nothing_but_data(server, image, data):
    written = {path.name for path in data.rglob("*") if path.is_file()}
    assert written - {"klimakreise.sqlite3-wal", "klimakreise.sqlite3-shm"} == {"klimakreise.sqlite3"}
    assert [path for path in image.rglob("*") if path.stat().st_mode & 0o222] == []


def test_the_worker_of_compose_runs_in_the_image_and_stops_when_it_is_told_to(server, image, variables):
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    command = yaml.safe_load(compose)["services"]["worker"]["command"]
    assert json.loads(ask(variables, "/readyz")[1])["worker"] is False
    with subprocess.Popen([*somebody_else(), *command], cwd=image, env=variables) as worker:
        wait_until(lambda: json.loads(ask(variables, "/readyz")[1])["worker"], "The sight of a worker")
        worker.terminate()
        assert worker.wait(PATIENCE) == 0


def test_the_mailbox_of_the_demo_is_no_page_of_production(server, variables):
    assert [ask(variables, path)[0].status for path in ("/postfach/", "/en/postfach/")] == [404, 404]
    assert "/postfach/" not in ask(variables, "/")[1]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "Set the environment variable SECRET_KEY; the README says what belongs in it."),
        ("WEB_THREADS", "many", "WEB_THREADS is “many”; write a whole number from 1 to 256."),
        (
            "DATABASE_URL",
            "mysql://x",
            "DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME.",
        ),
    ],
)
def test_a_senseless_setting_stops_the_start_with_a_sentence(image, variables, name, value, sentence):
    command = [*somebody_else(), *dockerfile_command("CMD")]
    done = subprocess.run(
        command,
        cwd=image,
        env={**variables, name: value},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == f"{sentence}\n"
