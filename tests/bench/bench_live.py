"""300 phones in a room ask every three seconds what is new, of gunicorn with two workers. Printed, not judged.

Limit of the issue: 95 of 100 answers within 200 ms. "Quiet": nothing happens, every answer is 304. "Lively": every second somebody
supports a question, so that nearly every answer is the whole list. On PostgreSQL:
`.ci/postgres.py .venv/bin/python -m pytest -s -o python_files='bench_*.py' tests/bench/bench_live.py`
"""

import collections
import http.client
import os
import statistics
import threading
import time
from urllib.parse import urlencode

import pytest

from tests.events.test_registration_race import CSRF, installation, site, told

__all__ = ["installation"]

PEOPLE, EVERY, SECONDS = 300, 3.0, 30
MAKE = """
import json
from tests import make
room = make.live_room()
people = [make.registration(room.event) for _each in range(300)]
for number in range(20):
    make.live_question(room, text=f"Frage {number}: Wann kommt der Radweg an der Beispielstraße, und wer zahlt ihn?")
make.live_poll(room)
for person in people[:5]:
    room.turns.create(registration=person)
print(json.dumps({"slug": room.event.slug, "tokens": [person.token for person in people]}))
"""


class Phone:
    """A browser in the room: its connection, its cookies, what it has seen last."""

    def __init__(self, port, slug, token):
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.place, self.tag = f"/veranstaltungen/{slug}/live/", ""
        self.cookies = {"csrftoken": CSRF}
        answer, _body = self.ask("POST", f"/anmeldung/{token}/live/", {})
        assert answer.status == 302, answer.status
        self.cookies["live-" + slug] = answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]

    def ask(self, method, path, typed=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if self.tag:
            headers["If-None-Match"] = self.tag
        body = None
        if typed is not None:
            body = urlencode({"csrfmiddlewaretoken": CSRF, **typed})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.link.request(method, path, body, headers)
            answer = self.link.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self.link.close()  # the server closes what was silent for long, as it may
            self.link.request(method, path, body, headers)
            answer = self.link.getresponse()
        return answer, answer.read()

    def look(self):
        """(seconds, status) of one question what is new."""
        started = time.perf_counter()
        answer, body = self.ask("GET", f"{self.place}?stand")
        assert answer.status == 304 or b"live-questions" in body, (answer.status, body[:200])
        self.tag = answer.headers["ETag"]
        return time.perf_counter() - started, answer.status


def watch(phones, seconds):
    """[(seconds, status)] of all phones, each asking EVERY seconds from a moment of its own."""
    found, begin = [], time.perf_counter() + 1

    def hold(number, phone):
        due = begin + EVERY * number / len(phones)
        while due < begin + seconds:
            time.sleep(max(0, due - time.perf_counter()))
            found.append(phone.look())
            due += EVERY

    threads = [threading.Thread(target=hold, args=pair) for pair in enumerate(phones)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def enliven(phones, stop):
    """Every second one of the phones supports a question, or takes it back."""
    number = 0
    while not stop.wait(1):
        phone, key = phones[number % 100], number // 100 % 20 + 1
        phone.ask("POST", phone.place, {"do": f"support {key}"})
        number += 1


def line(name, found):
    times, statuses = (
        [1000 * each for each, _status in found],
        collections.Counter(each for _time, each in found),
    )
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return (
        f"{name:7} {len(found)} answers {dict(statuses)} · p50 {p50:6.1f} ms · p95 {p95:6.1f} ms · longest {max(times):6.0f} ms"
        f" · load {os.getloadavg()[0]:.1f}"
    )


@pytest.mark.parametrize("mood", ["quiet", "lively"])
def test_300_phones_in_a_room(installation, mood, capsys):
    made = told(installation, MAKE)
    with site(installation) as port:
        phones = [Phone(port, made["slug"], token) for token in made["tokens"]]
        stop = threading.Event()
        if mood == "lively":
            busy = [Phone(port, made["slug"], token) for token in made["tokens"][:100]]
            threading.Thread(target=enliven, args=(busy, stop), daemon=True).start()
        watch(phones, EVERY)  # the first answer is the whole list for each
        found = watch(phones, SECONDS)
        stop.set()
    with capsys.disabled():
        print(f"\n{line(mood, found)}")
