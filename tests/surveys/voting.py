"""50 people who ask for codes and vote, as browsers do: through the pages of the site, with what stands in their forms."""

import datetime
import html
import logging
import random
import re
import time

from django.core import signing
from django.test import Client
from django.utils import timezone

from klimakreise.publishing.humans import SALT
from surveys import keys
from surveys.addresses import normalised
from surveys.models import BallotTerms, Issuing
from tests import make
from tests.surveys.attacking import Attack, dump
from tests.surveys.questionnaire import Browser

PEOPLE = 50
CODE = re.compile(r"^    ((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})$", re.MULTILINE)
FROM_HERE = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
draw = random.SystemRandom()
# Other stories leave their marks in the journal of a shared server.
FIRST = 4_000_000 + 100 * draw.randrange(40_000)


def mark(number):
    return FIRST + number


def network(number):
    return f"198.18.{number}.0"


BALLOTS = {str(mark(number)): number for number in range(PEOPLE)} | {
    f"{mark(number)}.0000": number for number in range(PEOPLE)
}
TEXTS = {f"Marke-{mark(number)}": number for number in range(PEOPLE)}


class Vote:
    """A survey of 50 people of whom each looks at the survey and votes as soon as the code has arrived.

    `look` is called after everything that somebody has done; each of them is logged in, if they have `accounts`.
    """

    def __init__(self, who, accounts=True):
        self.survey = make.native(slug="geheim", closes_at=timezone.now() + datetime.timedelta(days=3))
        make.make(BallotTerms, survey=self.survey, who=who)
        self.number = make.question(self.survey, type="number")
        self.text = make.question(self.survey, type="free_text")
        self.choice = make.choice(self.survey, "ja", "nein")
        self.options = list(self.choice.options.all())
        self.addresses = [f"mensch-{each}@example.org" for each in range(PEOPLE)]
        self.users = {each: make.person(email=each) for each in self.addresses} if accounts else {}
        self.log, self.every_dump, self.dumps = Log(), True, []
        draw.shuffle(self.addresses)

    def look(self):
        self.dumps.append(dump(self.log.lines))

    def browser(self, address):
        """The browser of one person, who has an address in the network as well; it keeps cookies and shows forms their token."""
        near = network(self.of(address)).removesuffix(".0") + ".7"
        client = Client(enforce_csrf_checks=True, headers=FROM_HERE, REMOTE_ADDR=near)
        if self.users:
            client.force_login(self.users[address])
        return client

    def ask(self, address):
        """Ask for a code by the form. It was open for ten seconds, which the test does not wait."""
        client, form = self.browser(address), "/umfragen/geheim/code/"
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(form).content.decode())[1]
        opened = signing.dumps(time.time() - 10, salt=SALT)
        typed = {"csrfmiddlewaretoken": token, "opened": opened, "nickname": "", "address": address}
        assert client.post(form, typed).headers["Location"] == f"{form}gesendet/"

    def arrives(self, letter):
        """A code has arrived: read, answer, look at all answers, type the code, send."""
        address = letter.to[0]
        number, client = self.of(address), self.browser(address)
        client.get("/umfragen/geheim/")
        page = Browser(client, self.survey).press("next", self.answers(number))
        assert f"Marke-{mark(number)}" in html.unescape(page.text), (
            "all answers are shown before they are sent"
        )
        page.press("send", {"code": CODE.search(letter.body)[1]})
        assert page.page.headers.get("Location") == "/umfragen/geheim/antworten/danke/", page.text
        if self.every_dump:
            self.look()

    def answers(self, number):
        return {
            f"q{self.number.pk}": str(mark(number)),
            f"q{self.text.pk}": f"Marke-{mark(number)} Mehr Bäume",
            f"q{self.choice.pk}": str(draw.choice(self.options).pk),
        }

    def of(self, address):
        return int(re.search(r"\d+", address)[0])

    @property
    def people(self):
        """What names each person: the address, the network in the log, the key of the Issued row (as k1 tells it)."""
        secret = keys.read(Issuing.objects.get().key)
        words = {}
        for address in self.addresses:
            number = self.of(address)
            words |= {
                address: number,
                network(number): number,
                str(secret.issued(normalised(address))): number,
            }
        return words

    def attack(self, marks):
        return Attack(self.people, marks)


class Log(logging.Handler):
    """The request log, as it is written."""

    def __init__(self):
        super().__init__()
        self.lines = []
        logger = logging.getLogger("klimakreise.requests")
        logger.setLevel(logging.INFO)  # as in production; the demo is quieter
        logger.addHandler(self)

    def emit(self, record):
        fields = ("method", "route", "path", "status", "client")
        self.lines.append({"created": record.created, **{name: getattr(record, name, "") for name in fields}})
