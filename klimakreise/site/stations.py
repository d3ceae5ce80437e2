"""The stations of the red thread in words: what stands at each, or that nothing is known of it."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.models import Result, Status

SHOWN = 3
LENGTH = 70


@dataclass(frozen=True)
class Stop:
    """One thing at a station: its row, how it is named; `german` says what of it is content.

    It leads to the row's own page, or to `address`.
    """

    row: object
    title: str
    text: str = ""
    address: str = ""
    german: bool = True
    german_text: bool = False

    @property
    def url(self):
        return self.address or self.row.get_absolute_url()


@dataclass
class Station:
    """One station; `state` is "reached", "here" or "open"; what is not `shown` is listed at `more_url`."""

    key: str
    label: str
    stops: list[Stop] = field(default_factory=list)
    state: str = "reached"
    text: str = ""
    more_url: str = ""

    @property
    def shown(self):
        return self.stops[:SHOWN]

    @property
    def more(self):
        return max(len(self.stops) - SHOWN, 0)


def stations_of(chain, *, here=True):
    """The nine Stations of a Chain; without `here` the thing's own station is one like the others."""
    return [station(key, stops_of(chain), chain, here=here) for key, stops_of in STOPS.items()]


def station(key, stops, chain, *, here):
    """A Station with its label, state and, where it is open, the words for the gap."""
    made = Station(key, label(key, len(stops)), stops, more_url=list_of(key, chain))
    if here and key == chain.here:
        made.state = "here"
    elif not stops:
        made.state, made.text = "open", gap(key, chain)
    return made


def label(key, count):
    """The name of a station with `count` things; an open station is named in the singular."""
    n = max(count, 1)
    return {
        "demand": lambda: ngettext("Demand", "Demands", n),
        "survey": lambda: ngettext("Survey", "Surveys", n),
        "choice": lambda: _("Choice of topics"),
        "event": lambda: ngettext("Event", "Events", n),
        "circle": lambda: ngettext("Circle", "Circles", n),
        "result": lambda: ngettext("Result", "Results", n),
        "statement": lambda: ngettext("Statement of the city", "Statements of the city", n),
        "measure": lambda: ngettext("Measure", "Measures", n),
        "next": lambda: _("Next event"),
    }[key]()


def gap(key, chain):
    """What is said of an open station: still to come after an event that lies ahead, else not known."""
    last = chain.events[-1] if chain.events else None
    if key == "next":
        # Somebody looked for the next edition and wrote down that there was none (EditionNote).
        return _("none found") if getattr(last, "next_note", None) else _("not known")
    if last and key not in {"demand", "survey"}:
        if last.is_cancelled and key in {"circle", "result"}:
            return _("cancelled")
        if last.date and not last.is_over and not last.is_cancelled:
            return _("still to come")
    return _("not known")


def list_of(key, chain):
    """The address of the page that lists all of a station's things."""
    if key in {"circle", "result"} and len(chain.events) == 1:
        return reverse("circles:plenary", args=[chain.events[0].slug])
    if name := {"demand": "alliance:demands", "survey": "surveys:surveys", "next": "events:events"}.get(key):
        return reverse(name)
    return chain.thing.get_absolute_url()


def rows(things):
    return [Stop(row, str(row)) for row in things]


def choices(chain):
    """The choice of topics of each event; at one event the topic itself, or how many there were."""
    topics = chain.topics
    if chain.here == "choice":
        return rows([chain.thing])
    if not topics and not any(event.topic_reasons for event in chain.events):
        return []
    addresses = [(event, reverse("surveys:choice", args=[event.slug])) for event in chain.events]
    if len(chain.events) != 1:
        return [Stop(event, event.title, address=address) for event, address in addresses]
    [(event, address)] = addresses
    if len(topics) == 1:
        return [Stop(event, topics[0].title, address=address)]
    count = ngettext("%(count)d topic", "%(count)d topics", len(topics)) % {"count": len(topics)}
    return [Stop(event, count if topics else _("Reasons"), address=address, german=False)]


def events(chain):
    return [Stop(event, event.title, when(event)) for event in chain.events]


def when(event):
    return _("cancelled") if event.is_cancelled else str(event.date or _("date not known"))


def circles(chain):
    if len(chain.events) < 2:
        return rows(chain.circles)
    titles = {event.pk: event.title for event in chain.events}
    return [Stop(circle, circle.title, titles[circle.event_id], german_text=True) for circle in chain.circles]


def results(chain):
    return [Stop(result, shortened(result.text), result.get_kind_display()) for result in chain.results]


def statements(chain):
    """The statements, named by what they are on; those on the thing itself by their date."""
    own, on_others = [], []
    for each in chain.statements:
        (own if each.subject == chain.thing else on_others).append(each)
    return [
        *(
            Stop(each, str(each.date or _("date not known")), said_of(each.is_published), german=False)
            for each in own
        ),
        *(Stop(each, subject_of(each.subject), said_of(each.is_published)) for each in on_others),
        *(Stop(row, subject_of(row), said_of(row.answer_is_out)) for row in chain.answered),
    ]


def said_of(is_out):
    return "" if is_out else _("draft")


def measures(chain):
    return [Stop(measure, measure.title, standing(measure)) for measure in chain.measures]


def following(chain):
    """The next editions, without those that are stations of this chain already."""
    own = {event.slug for event in chain.events}
    return [
        Stop(event, event.next_title, address=reverse("events:event", args=[event.next_slug]))
        for event in chain.events
        if event.next_slug and event.next_slug not in own
    ]


def standing(measure):
    """How a measure stands in a word, if it was fetched `with_standing()`."""
    if getattr(measure, "disputed", False):
        return _("disputed")
    status = getattr(measure, "newest_status", None)
    return str(Status(status).label) if status else ""


def words_of(row):
    """The text of a result, the title of anything else."""
    return row.text if isinstance(row, Result) else row.title


def subject_of(row):
    """What a statement is on, so that its words are not taken for the city's."""
    return _("on “%(subject)s”") % {"subject": shortened(words_of(row))}


def shortened(text):
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1].rstrip()}…"


STOPS = {
    "demand": lambda chain: rows(chain.demands),
    "survey": lambda chain: rows(chain.surveys),
    "choice": choices,
    "event": events,
    "circle": circles,
    "result": results,
    "statement": statements,
    "measure": measures,
    "next": following,
}
