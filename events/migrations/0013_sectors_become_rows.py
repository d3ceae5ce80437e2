"""The sectors that stood as lines become rows; numbers counted at the entrance are folded as `events/sectors.py` folds them."""

import uuid

from django.db import migrations
from django.utils import timezone

from klimakreise.publishing.first_lines import shared_values

COUNTED = ["Zivilgesellschaft", "Verwaltung", "Politik", "Wissenschaft", "Wirtschaft", "Privatperson"]
REST, FEWEST = "weitere und ohne Angabe", 3


def carry(apps, _editor):
    """Make a row of each line, with a first line in its history."""
    Event, Row = apps.get_model("events", "Event"), apps.get_model("events", "AttendanceBySector")
    for event in Event.objects.exclude(sectors_present=""):
        for position, fields in enumerate(rows_of(event), 1):
            Row.objects.create(event=event, position=position, **fields)
    lines = apps.get_model("events", "HistoricalAttendanceBySector")
    beside = {"history_date": timezone.now(), "history_occasion": uuid.uuid4().hex}
    beside |= {"history_type": "+", "history_role": "loading"}
    lines.objects.bulk_create(lines(**shared_values(lines, row), **beside) for row in Row.objects.all())


def rows_of(event):
    """The fields of each row: lines as they are, and what the entrance counted, as far as it points at nobody."""
    counting = event.attendance.filter(source__key="einlass").first()
    counts = {}
    for line in dict.fromkeys(event.sectors_present):
        name, _colon, number = line.rpartition(": ")
        if counting and name in COUNTED and number.isascii() and number.isdecimal():
            counts[name] = int(number)
        elif line:
            yield {"sector": line[:300]}
    unstated = counting.value - sum(counts.values()) if counts else 0
    for name, number in folded(counts | {"ohne Angabe": max(unstated, 0)}):
        yield {"sector": name, "value": number, "kind": "exact", "source": counting.source}


def folded(counts):
    falling = sorted(((name, number) for name, number in counts.items() if number), key=lambda one: -one[1])
    shown = [one for one in falling if one[1] >= FEWEST]
    rest = sum(number for _name, number in falling[len(shown) :])
    while shown and 0 < rest < FEWEST:
        rest += shown.pop()[1]
    return [*shown, (REST, rest)] if shown and rest else shown


class Migration(migrations.Migration):
    dependencies = [("events", "0012_attendance_by_sector")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
