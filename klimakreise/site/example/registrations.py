"""Who has registered for the coming event of the example: more people than there are places."""

import datetime

from django.utils import timezone

from events.models import Registration, RegistrationQuestion, RegistrationTerms
from klimakreise.site.example.stage import HERE

PEOPLE, PLACES = 64, 50
FIRST = ["Ada", "Bela", "Chris", "Dilan", "Emre", "Frida", "Gerda", "Hanno"]
LAST = ["Apfel", "Birne", "Distel", "Efeu", "Farn", "Ginster", "Hasel", "Iris"]
QUESTIONS = [
    {
        "label": "Was soll unbedingt zur Sprache kommen?",
        "label_en": "What must be talked about?",
        "kind": RegistrationQuestion.Kind.TEXT,
    },
    {
        "label": "Wie ist die Teilnahme geplant?",
        "label_en": "How will you take part?",
        "kind": RegistrationQuestion.Kind.CHOICE,
        "choices": ["vor Ort", "online"],
        "choices_en": ["on site", "online"],
        "is_required": True,
    },
]


def keep_registrations(store, event):
    """Keep the terms and questions, and make the registrations unless there are some already."""
    store.keep(RegistrationTerms, HERE, {"event": event}, owner=event, is_offered=True)
    rows = [(HERE, {"position": number, **each}) for number, each in enumerate(QUESTIONS, 1)]
    store.keep_list(RegistrationQuestion, rows, event, owner=event, event=event)
    if not event.registrations.exists():
        Registration.objects.bulk_create(guest(event, number) for number in range(PEOPLE))


def name_of(number):
    return f"{FIRST[number % 8]} {LAST[number // 8]} (Beispiel)"


def address_of(number):
    return f"gast-{number + 1}@beispiel.invalid"


def guest(event, number):
    """The registration of somebody invented."""
    sectors = Registration.Sector.values
    sector = sectors[number % len(sectors)]
    has_place = number < PLACES
    asked_at = timezone.now() - datetime.timedelta(hours=PEOPLE - number)
    return Registration(
        event=event,
        name=name_of(number),
        email=address_of(number),
        sector=sector,
        for_city=sector == Registration.Sector.ADMINISTRATION,
        state=Registration.State.CONFIRMED if has_place else Registration.State.WAITING,
        turn=number + 1,
        asked_at=asked_at,
        state_since=asked_at,
    )
