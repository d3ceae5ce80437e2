"""The part of the live page that changes, put together of pieces that many readers share.

After each change every phone in the room asks for it. A question looks the same to all but its author and its supporters, a
poll to all who chose alike, the list of speakers to all who are not on it: each piece is rendered once in a process and kept under
what it shows.
"""

from functools import cache
from hashlib import sha256

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html_join

from klimakreise.dialogue.live.reading import outline_of, own_marks, seen_by

KEPT = 120  # seconds


def now_in(seat):
    """The HTML that changes on the page of this reader; "" for who has no seat.

    Three queries where somebody with the same marks has asked since the last change in the same process.
    """
    if seat.registration_id is None and not seat.is_host:
        return ""
    room, own = seat.room, seat.registration_id
    version = (room.pk, room.version, room.event.is_cancelled)
    outline = kept(lambda: outline_of(room), "outline", *version)
    supported, chosen = own_marks(seat)
    whole = cache(lambda: seen_by(seat, supported, chosen))
    common = (*version, seat.may_act)

    def part(name, *marks):
        return kept(
            lambda: render_to_string(f"dialogue/live/_part_{name}.html", whole()), name, *common, *marks
        )

    def row(pk, owner):
        is_own = own is not None and owner == own
        marks = (pk, pk in supported, is_own)
        return kept(lambda: render_row(pk, whole()), "row", *common, *marks)

    def rows(*states):
        seen = [each for each in outline["questions"] if each[2] in states]
        if "waiting" in states:
            seen = [each for each in seen if own is not None and each[1] == own]
        return format_html_join("", "{}", ((row(pk, owner),) for pk, owner, _state in seen))

    shown = {"seat": seat, "room": room, "number": outline["number"], "own_rows": rows("waiting", "hidden")}
    shown |= {"open_rows": rows("shown"), "answered_rows": rows("answered")}
    floor = part("floor", own if own in outline["waiting"] else None)
    return part("polls", *chosen) + floor + render_to_string("dialogue/live/_part_questions.html", shown)


def render_row(pk, whole):
    """One question; "" if it was withdrawn while this page was put together."""
    lists = (whole["own_waiting"], whole["open_questions"], whole["answered"])
    question = next((each for questions in lists for each in questions if each.pk == pk), None)
    context = {"question": question, "seat": whole["seat"]}
    return render_to_string("dialogue/live/_question.html", context) if question else ""


def kept(make, *names):
    """What `make()` returns, or what it has returned under the same names a short time ago in this process."""
    key = "live-" + sha256(repr((translation.get_language(), *names)).encode()).hexdigest()
    if (found := caches["process"].get(key)) is None:
        found = make()
        caches["process"].set(key, found, KEPT)
    return found
