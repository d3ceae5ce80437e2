"""How many of which sector were there, without pointing at anybody: what is counted, made fit to be shown, and read again."""

from django.db.models import OuterRef, StringAgg, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from events.models import AttendanceBySector
from events.models.record import figure

FIELD, ROW = "\x1f", "\x1e"  # what parts a line and the lines: no keyboard writes them


def fold(counts):
    """What of `counts` ({sector: people}) may be shown: [(sector, people)], the most first, and how many stand for the rest.

    Nothing that is shown, the rest included, stands for fewer than `FEWEST` people. Sectors below that go into the rest. Is
    the rest itself too small then, whoever knows the sum could work it out: the smallest sector that is left goes
    into it too. What is left with nothing beside it says nothing: then it is ([], 0). The rule is primary and complementary
    suppression, as statistical offices use it, with 3 as the threshold.
    """
    falling = sorted(
        ((name, number) for name, number in counts.items() if number), key=lambda one: (-one[1], one[0])
    )
    shown = [one for one in falling if one[1] >= AttendanceBySector.FEWEST]
    rest = sum(number for _name, number in falling[len(shown) :])
    while shown and 0 < rest < AttendanceBySector.FEWEST:
        rest += shown.pop()[1]
    return (shown, rest) if shown else ([], 0)


def with_sectors(events):
    """Each event with `sector_rows`, for `sectors_of`: in the query of the event itself, for its page takes twelve."""
    names = ["position", "value", "kind", "source__publisher", "source__url", "sector"]
    parts = [Coalesce(Cast(name, TextField()), text("")) for name in names]
    line = Concat(*[each for part in parts for each in (text(FIELD), part)][1:], output_field=TextField())
    of_event = AttendanceBySector.objects.filter(event=OuterRef("pk")).order_by().values("event")
    return events.annotate(
        sector_rows=Subquery(
            of_event.annotate(lines=StringAgg(line, text(ROW), output_field=TextField())).values("lines")
        )
    )


def text(words):
    """A literal of the type of the columns: PostgreSQL mixes none."""
    return Value(words, output_field=TextField())


def sectors_of(event):
    """Who was there, one item a source: {"sources", "rows"}, each row {"sector", "figure"}; `is_counted` if there are figures.

    A sector that somebody has counted is not listed once more without a number.
    """
    split = [line.split(FIELD, 5) for line in (event.sector_rows or "").split(ROW)]
    lines = sorted((int(line[0]), *line[1:]) for line in split if len(line) == 6)
    counted = {sector for *_front, value, _kind, _publisher, _url, sector in lines if value}
    groups = {}
    for _position, value, kind, publisher, url, sector in lines:
        if not value and sector in counted:
            continue
        row = {"sector": sector, "figure": figure(int(value), kind) if value else ""}
        groups.setdefault((bool(value), publisher, url), []).append(row)
    return [
        {"is_counted": is_counted, "sources": [{"publisher": who, "url": url}] if who else [], "rows": rows}
        for (is_counted, who, url), rows in groups.items()
    ]
