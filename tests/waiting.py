"""Servers that tests start: ports for them, and waiting until something has come about."""

import random
import socket
import time
from contextlib import suppress

PATIENCE = 900  # seconds: what has not come about by then on the slowest machine never will
# Below those from which systems take the ports of connections that go out: between asking and listening nobody gets it.
PORTS = range(12_000, 32_000)


def free_port():
    """A port of 127.0.0.1 on which nobody listens."""
    for port in random.SystemRandom().sample(PORTS, 100):
        with suppress(OSError), socket.socket() as listener:
            listener.bind(("127.0.0.1", port))
            return port
    raise AssertionError("No port is free.")


def listens(port):
    """Whether somebody does on this port of 127.0.0.1."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", int(port))) == 0


def wait_until(true, what, said=str):
    """Wait until `true()` says so; what never comes about is named, with what `said()` tells of it."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"{what} has not come about in {PATIENCE} s. {said()}"
        time.sleep(0.02)
