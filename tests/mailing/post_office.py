"""A mail server for the stories: takes mails in, counts them, refuses, hangs, and comes back."""

import socket
import time
from email import message_from_bytes
from email.policy import default as modern

from aiosmtpd.controller import Controller

from tests.waiting import free_port


class PostOffice:
    """Listens on a free port of this machine; `took_in` are the mails in the order in which they came."""

    def __init__(self):
        self.port = free_port()
        self.took_in = []
        self.refused = {}  # an address: the answer of the server
        self.controller = None

    def opens(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def closes(self):
        if self.controller:
            self.controller.stop(no_assert=True)
            self.controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 (aiosmtpd's name)
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=modern)
        mail.moment = time.monotonic()
        self.took_in.append(mail)
        return "250 Thank you"

    def names(self):
        return [mail["Message-ID"] for mail in self.took_in]


class Silence:
    """A server that takes a connection and never says a word."""

    def __init__(self, port):
        self.listener = socket.create_server(("127.0.0.1", port), backlog=100)

    def ends(self):
        self.listener.close()
