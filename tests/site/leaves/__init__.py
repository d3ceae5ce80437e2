"""Where each leaf of the data file belongs, written down by hand and apart from the loader.

PLACES maps the pattern of a record to a function that finds its row, given the leaf's path and the records around it from
the inside out, and for each leaf in it a check (row, value, record) → bool.
"""

from pathlib import Path

from django.conf import settings

from tests.site.leaves import city, events, people

DATA_FILE = Path(settings.BASE_DIR) / "klimakreise/site/data/klimakreise.yaml"
PLACES = people.PLACES | events.PLACES | city.PLACES
LEFT_OUT = {
    "meta.date_precision": "explains how the file itself writes imprecise dates",
}
