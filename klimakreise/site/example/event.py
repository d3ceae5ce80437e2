"""The finished event of the example: invitation, agenda, slides, who was there and who helped, minutes, choice of topics."""

from decimal import Decimal

from events.models import (
    AgendaItem,
    AttendanceBySector,
    AttendanceStatement,
    Event,
    EventSource,
    EventSupport,
    Material,
    Protocol,
    ProtocolSection,
    Session,
)
from klimakreise.alliance.models import Supporter
from klimakreise.site.example import PREFIX
from klimakreise.site.example.files import picture, slides
from klimakreise.site.example.stage import HERE, clock, day
from klimakreise.site.loading.agendas import keep_agenda_items
from surveys.models import SurveyPlacement, TopicChoice, TopicReason

Kind = AgendaItem.Kind
HOST = "Beispiel-Bündnis Musterstadt"
AGENDA = {
    "welcome": (Kind.INTRO, "Wer ist dabei?", "", "17:00", 15),
    "survey": (Kind.INPUT, "Was die Umfrage ergeben hat", HOST, "17:15", 20),
    "talk": (Kind.TALK, "Wie andere Städte Plätze umbauen", "Beispielbüro für Stadtplanung", "17:35", 25),
    "circles": (Kind.CIRCLES, "Arbeit in drei Kreisen", "", "18:00", 75),
    "break": (Kind.BREAK, "Pause", "", "19:15", 10),
    "plenary": (Kind.PLENARY, "Ergebnisse der Kreise", "alle Kreise", "19:25", 25),
    "closing": (Kind.CLOSING, "Ausblick", HOST, "19:50", 10),
}
SLIDES = [
    ("Wie andere Städte Plätze umbauen", ["Beispielbüro für Stadtplanung", "Klimakreise in Musterstadt"]),
    ("Drei Schritte", ["Einen Platz zählen und messen", "Ein Jahr lang erproben", "Dann dauerhaft bauen"]),
]
SECTORS = {"Zivilgesellschaft": 21, "Stadtverwaltung": 14, "Unternehmen": 9, "weitere und ohne Angabe": 8}
MOST_IMPORTANT = "Anteil der Antwortenden, die das Thema am wichtigsten finden"
Why = TopicReason.Kind
REASONS = {
    "wege": {
        Why.RELEVANCE: ("40.5", "%", 2026, MOST_IMPORTANT),
        Why.EMISSION_SHARE: ("31", "%", 2025, "Verkehr insgesamt"),
        Why.INFLUENCE: (None, "", None, "hoch: die Straßen gehören der Stadt"),
    },
    "strom": {
        Why.RELEVANCE: ("31", "%", 2026, MOST_IMPORTANT),
        Why.INFLUENCE: (None, "", None, "hoch bei eigenen Gebäuden"),
    },
    "schatten": {
        Why.RELEVANCE: ("21.4", "%", 2026, MOST_IMPORTANT),
        Why.OTHER: (None, "", None, "schützt bei Hitze"),
    },
    "heizen": {
        Why.EMISSION_SHARE: ("38", "%", 2025, "Gebäude insgesamt"),
        Why.INFLUENCE: (None, "", None, "gering: die meisten Häuser sind privat"),
    },
}


def keep_event(store, series):
    event = store.keep(
        Event,
        HERE,
        {"slug": f"{PREFIX}1"},
        series=series,
        number=1,
        title="Beispiel: 1. Klimakreise in Musterstadt",
        motto="Vom Wunsch zur Maßnahme",
        date=day("2026-06-10"),
        format=Event.Format.ONSITE,
        capacity_kind=Event.Capacity.LIMITED,
        capacity=60,
        registration_note="Anmeldung per E-Mail erbeten, für spontane Gäste bleiben zehn Plätze frei",
        purpose="Dieses Beispiel ist **frei erfunden**. Es zeigt, wie eine Klimakreise dargestellt wird, deren "
        "Ergebnisse festgehalten, beantwortet und weiterverfolgt wurden.",
        scope="Die Kreise beschließen nichts für die Stadt. Sie vereinbaren, wer was bis wann tut, und richten "
        "Vorschläge an die Stadtverwaltung.",
        topic_reasons=["in der Umfrage am häufigsten genannt", "die Stadt kann selbst handeln"],
        follow_up="Die nächste Klimakreise fragt nach, was aus den Vereinbarungen geworden ist.",
        picture=picture("beispiel-klimakreise.png"),
        picture_alt="Zeichnung: drei grüne Kreise, durch die ein roter Faden läuft.",
    )
    keep_programme(store, event)
    keep_record(store, event)
    keep_minutes(store, event)
    keep_choice(store, event)
    return event


def keep_programme(store, event):
    place = "Bürgerhaus am Musterplatz"
    sessions = [("main", "17:00", "20:00"), ("networking", "20:00", "21:00")]
    entries = [
        (HERE, {"position": n, "kind": kind, "start": clock(start), "end": clock(end)})
        for n, (kind, start, end) in enumerate(sessions, 1)
    ]
    store.keep_list(
        Session, entries, event, owner=event, event=event, format=Session.Format.ONSITE, place=place
    )
    entries = []
    for position, (kind, title, presenter, start, minutes) in enumerate(AGENDA.values(), 1):
        fields = {"kind": kind, "title": title, "presenter": presenter, "position": position}
        entries.append((HERE, fields | {"start": clock(start), "duration_minutes": minutes}))
    rows = keep_agenda_items(store, event, entries, "Das Programm dieses Beispiels.")
    for name, row in zip(AGENDA, rows, strict=True):
        store["item", name] = row
    by = {"survey": store["survey"], "agenda_item": store["item", "survey"]}
    store.keep(SurveyPlacement, HERE, by, owner=store["survey"])
    keep_materials(store, event)


def keep_materials(store, event):
    materials = {
        "slides": {
            "agenda_item": store["item", "talk"],
            "kind": Material.Kind.SLIDES,
            "title": "Folien: Wie andere Städte Plätze umbauen",
            "file": slides("beispiel-folien.pdf", SLIDES),
            "licence": "CC BY 4.0",
            "text_alternative": "Drei Schritte: einen Platz zählen und messen, ein Jahr lang erproben, dann "
            "dauerhaft bauen.",
        },
        "board": {
            "agenda_item": store["item", "plenary"],
            "kind": Material.Kind.IMAGE,
            "title": "Die drei Kreise auf einen Blick",
            "file": picture("beispiel-tafel.png"),
            "licence": "CC BY 4.0",
            "text_alternative": "Zeichnung: drei grüne Kreise, durch die ein roter Faden läuft. Sie stehen für "
            "Radwege, Sonnenstrom und Schatten in der Stadt.",
        },
        "link": {
            "agenda_item": None,
            "kind": Material.Kind.LINK,
            "title": "Weiterführende Seite (Beispiel)",
            "url": "https://example.org/klimakreise",
        },
    }
    rows = store.keep_list(Material, [(HERE, fields) for fields in materials.values()], event, event=event)
    for name, row in zip(materials, rows, strict=True):
        store["material", name] = row


def keep_record(store, event):
    """Keep who was there, who helped, and the source."""
    by = {"event": event, "source": store["source"]}
    store.keep(AttendanceStatement, HERE, by, owner=event, kind="exact", value=52, text="52")
    store.keep(EventSource, HERE, by | {"about": EventSource.About.EVENT}, owner=event)
    for position, (sector, number) in enumerate(SECTORS.items(), 1):
        of_sector = by | {"sector": sector}
        store.keep(
            AttendanceBySector, HERE, of_sector, owner=event, position=position, kind="exact", value=number
        )
    support = [
        (HOST, EventSupport.Kind.HOST),
        ("Beispielnetzwerk Nachhaltigkeit", EventSupport.Kind.COOPERATION),
        ("Beispielstiftung", EventSupport.Kind.MONEY),
        ("Bürgerhaus Musterstadt (Beispiel)", EventSupport.Kind.VENUE),
    ]
    for position, (name, kind) in enumerate(support, 1):
        supporter = store.keep(Supporter, HERE, {"name": name})
        by = {"event": event, "supporter": supporter, "kind": kind}
        store.keep(EventSupport, HERE, by, owner=event, position=position)


def keep_minutes(store, event):
    summary = (
        "52 Menschen aus Zivilgesellschaft, Verwaltung, Wissenschaft und Unternehmen haben in drei Kreisen zehn "
        "Ergebnisse festgehalten. Zwei davon werden als Maßnahmen weiterverfolgt."
    )
    protocol = store.keep(Protocol, HERE, {"event": event}, summary=summary)
    sections = [
        ("survey", "Umfrage", "Radwege wurden am häufigsten als wichtigstes Thema genannt (34 von 84)."),
        ("talk", "Vortrag", "Plätze lassen sich ein Jahr lang mit einfachen Mitteln erproben."),
        (
            "plenary",
            "Ergebnisse",
            "- Radwege: ein Versuch am Musterplatz\n- Sonnenstrom: das Schuldach\n- Schatten: Bäume in Kübeln",
        ),
        ("closing", "Ausblick", "Das Bündnis fragt vor der nächsten Klimakreise bei allen Beteiligten nach."),
    ]
    entries = [
        (HERE, {"position": n, "agenda_item": store["item", item], "heading": heading, "text": text})
        for n, (item, heading, text) in enumerate(sections, 1)
    ]
    store.keep_list(ProtocolSection, entries, protocol, owner=protocol, protocol=protocol)


def keep_choice(store, event):
    """Keep why these topics were chosen and one was not; of two the share of emissions is not known."""
    for slug, figures in REASONS.items():
        note = "Soll bei einer späteren Klimakreise besprochen werden." if slug == "heizen" else ""
        by = {"event": event, "topic": store["topic", slug]}
        choice = store.keep(TopicChoice, HERE, by, owner=event, chosen=slug != "heizen", note=note)
        for kind, (value, unit, year, text) in figures.items():
            fields = {"value": value and Decimal(value), "unit": unit, "year": year, "text": text}
            at = {"choice": choice, "kind": kind}
            store.keep(TopicReason, HERE, at, owner=event, source=store["source"], **fields)
