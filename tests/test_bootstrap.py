"""The two commands on a fresh machine: which Python they take, and the one sentence they say when they cannot go on."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.waiting import PATIENCE, free_port

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ["sh", "make", "dirname", "mkdir", "cmp", "cp", "rm", "grep", "id"]
PYTHON_THAT_KEEPS_A_LOG = """
case "$*" in
    *sys.version*) echo 3.13 ;;
    *venv*) echo venv >>log; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    *install*) for last; do :; done; echo "install $last" >>log ;;
esac
"""


class Machine:
    """A fresh checkout, with only those programs that a story puts on it."""

    def __init__(self, folder):
        self.checkout, self.programs = folder / "checkout", folder / "programs"
        shutil.copytree(ROOT / ".ci", self.checkout / ".ci")
        for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
            shutil.copy(ROOT / name, self.checkout)
        self.programs.mkdir()
        for tool in TOOLS:
            (self.programs / tool).symlink_to(shutil.which(tool))

    def has(self, name, script):
        program = self.programs / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    def has_python(self, name="python3"):
        """The Python that runs this suite, without its virtual environment."""
        (self.programs / name).symlink_to(Path(sys._base_executable).resolve())

    def has_old_python(self, name="python3"):
        self.has(name, 'echo "3.9"')

    def runs(self, *command, **variables):
        environment = {"PATH": str(self.programs), "HOME": str(self.checkout), **variables}
        return subprocess.run(
            command,
            cwd=self.checkout,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def sentence(done):
    """What a failed command said, in German; that it is one sentence in each language and nothing else."""
    assert done.returncode != 0
    said = [line for line in done.stderr.splitlines() if not line.startswith("make: ***")]
    assert len(said) == 2, done.stderr
    assert re.fullmatch(r"\(.+\.\)", said[1])
    return said[0]


def test_a_python_that_is_too_old_is_named_with_what_to_do(machine):
    machine.has_old_python()
    assert sentence(machine.runs("make", "demo")) == (
        "Klimakreise braucht Python ab Version 3.12, gefunden wurde nur 3.9: bitte von python.org oder mit der "
        "Paketverwaltung installieren, dann denselben Befehl noch einmal starten."
    )


def test_no_python_at_all_is_said_in_the_same_words(machine):
    assert sentence(machine.runs("make", "test")).startswith(
        "Klimakreise braucht Python ab Version 3.12: bitte"
    )


def test_a_name_without_a_python_behind_it_is_passed_over(machine):
    machine.has("python3.13", "echo 'command not found' >&2; exit 127")
    machine.has("python3.12", 'echo "3.12"; [ "$2" != venv ] || mkdir -p .venv/made-by-python3.12')
    machine.has_old_python("python3")
    assert machine.runs(".ci/bootstrap").returncode == 0
    assert (machine.checkout / ".venv/made-by-python3.12").is_dir()


def test_uv_is_taken_if_that_is_all_there_is(machine):
    machine.has_old_python()
    machine.has("uv", 'echo "$@" >>uv.log; mkdir -p .venv')
    assert machine.runs(".ci/bootstrap", "requirements.txt").returncode == 0
    assert (machine.checkout / "uv.log").read_text().splitlines() == [
        "venv --quiet --clear .venv",
        "pip install --python .venv/bin/python --require-hashes -r requirements.txt",
    ]


def test_without_a_network_it_says_so_and_keeps_what_the_installer_said_in_a_file(machine):
    machine.has_python()
    free = free_port()
    offline = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_NO_CACHE_DIR": "1",
    }
    assert sentence(machine.runs("make", "demo", f"PORT={free}", **offline)) == (
        "Die Abhängigkeiten ließen sich nicht herunterladen: bitte die Internetverbindung prüfen, dann denselben "
        "Befehl noch einmal starten; Einzelheiten stehen in .cache/bootstrap.log."
    )
    assert "No matching distribution" in (machine.checkout / ".cache/bootstrap.log").read_text()


def test_what_is_installed_is_not_installed_again(machine):
    machine.has("python3.13", PYTHON_THAT_KEEPS_A_LOG)
    for requirements in ("requirements-dev.txt", "requirements-dev.txt", "requirements.txt"):
        assert machine.runs(".ci/bootstrap", requirements).returncode == 0
    assert (machine.checkout / "log").read_text().splitlines() == ["venv", "install requirements-dev.txt"]


def test_a_changed_list_is_installed(machine):
    machine.has("python3.13", PYTHON_THAT_KEEPS_A_LOG)
    machine.runs(".ci/bootstrap", "requirements.txt")
    (machine.checkout / "requirements.txt").write_text("django==6.1.4")
    machine.runs(".ci/bootstrap", "requirements.txt")
    assert (machine.checkout / "log").read_text().splitlines()[1:] == ["install requirements.txt"] * 2


def test_a_port_in_use_is_named_before_anything_is_installed(machine, taken_port):
    (machine.checkout / ".venv").symlink_to(sys.prefix)
    assert sentence(machine.runs("make", "demo", f"PORT={taken_port}")) == (
        f"Port {taken_port} ist schon belegt: bitte einen anderen nehmen, zum Beispiel make demo PORT={taken_port + 1}."
    )


@pytest.mark.parametrize("port", ["abc", "0", "65536"])
def test_a_port_that_is_none_is_refused(machine, port):
    (machine.checkout / ".venv").symlink_to(sys.prefix)
    assert sentence(machine.runs("make", "demo", f"PORT={port}")) == (
        f"PORT ist „{port}“: bitte eine Zahl von 1 bis 65535 angeben, zum Beispiel make demo PORT=8001."
    )


def test_a_missing_browser_is_not_passed_over(machine):
    assert sentence(machine.runs(".ci/need", "chromium")) == (
        "Es fehlt chromium: bitte installieren (Debian: sudo apt-get install chromium), dann denselben Befehl noch "
        "einmal starten."
    )


@pytest.mark.parametrize("requirements", ["requirements.txt", "requirements-dev.txt"])
def test_the_lock_names_no_source_of_packages_and_has_a_hash_for_each(requirements):
    lock = (ROOT / requirements).read_text()
    assert "://" not in lock
    assert [line for line in lock.splitlines() if line.startswith("-")] == []
    packages = re.findall(r"^[a-z0-9-]+==", lock, re.MULTILINE)
    hashed = re.findall(r"^[a-z0-9-]+==.+ \\\n    --hash=sha256:", lock, re.MULTILINE)
    assert len(packages) == len(hashed) > 20


def test_the_demo_needs_nothing_that_the_tests_have_in_another_version():
    pins = [
        re.findall(r"^\S+==\S+", (ROOT / name).read_text(), re.MULTILINE)
        for name in ("requirements.txt", "requirements-dev.txt")
    ]
    assert set(pins[0]) <= set(pins[1])
