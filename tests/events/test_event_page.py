"""What the page of an event says of each part of it, and of what nobody knows."""

import pytest

from events.models import AttendanceStatement, EditionNote, EventSource, Session
from tests import make
from tests.events.reading import page, support
from tests.pages import has_section, words

pytestmark = pytest.mark.django_db


# When and where


@pytest.mark.parametrize(
    ("date", "shown"),
    [("2022-05-17", "17 May 2022"), ("2022-05", "May 2022"), ("2022", "2022"), (None, "not known")],
)
def test_a_date_is_shown_as_exactly_as_it_is_known(visitor, date, shown):
    event = make.event(date=date)
    assert f"Date {shown} Time and place time not known" in page(visitor, event)


def test_each_session_says_its_time_and_place_or_that_they_are_not_known(visitor, held):
    make.make(Session, event=held, kind="main", format="online", start="15:00", end="18:00")
    make.make(Session, event=held, kind="networking", format="onsite", place="in:takt", position=1)
    make.make(Session, event=held, kind="networking", format="onsite", start="21:00", position=2)
    make.make(Session, event=held, kind="main", date="2021-12-09", start="10:00", end="11:00", position=3)
    assert (
        "Time and place Main part (online): 15:00 to 18:00 Get-together (on site): time not known, in:takt "
        "Get-together (on site): from 21:00, place not known Main part: 9 December 2021, 10:00 to 11:00"
    ) in page(visitor, held)


def test_a_single_session_needs_no_name(visitor, held):
    make.make(Session, event=held, start="18:00", place="Roncalli-Haus")
    assert "Time and place from 18:00, Roncalli-Haus Format" in page(visitor, held)


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [("unlimited", None, "unlimited"), ("limited", 60, "60"), ("unknown", None, "not known")],
)
def test_unlimited_places_and_unknown_places_are_different(visitor, held, kind, number, shown):
    held.capacity_kind, held.capacity = kind, number
    held.save()
    assert f"Places {shown}" in page(visitor, held)


def test_the_format_is_shown_with_its_reason(visitor, held):
    held.format_reason = "Wegen der Pandemie"
    held.save()
    assert "Format online Wegen der Pandemie" in page(visitor, held)


# Who was there


def test_two_sources_that_disagree_on_the_attendance_are_both_shown(visitor, held):
    volksstimme, renn, kosa = (make.source(publisher=name) for name in ("Volksstimme", "RENN", "kosa21"))
    about = {"kind": "more_than", "value": 50, "text": "über 50"}
    AttendanceStatement.objects.create(event=held, source=renn, **about)
    AttendanceStatement.objects.create(event=held, source=volksstimme, kind="approx", value=45, text="ca. 45")
    AttendanceStatement.objects.create(event=held, source=kosa, **about)
    assert page(visitor, held, "who") == (
        "Who was there ca. 45 participants Source: Volksstimme über 50 participants Source: RENN kosa21 "
        "The sources differ; all of them are shown."
    )


def test_one_statement_on_the_attendance_needs_no_warning(visitor, held):
    AttendanceStatement.objects.create(event=held, source=make.source(), kind="exact", value=12)
    assert page(visitor, held, "who") == "Who was there 12 participants Source: Beispielzeitung"


def test_an_unknown_attendance_is_said_to_be_unknown(visitor, held):
    make.sector(held, "Stadtverwaltung")
    make.sector(held, "Wissenschaft")
    assert page(visitor, held, "who") == (
        "Who was there How many people were there is not known. Where they came from Stadtverwaltung Wissenschaft"
    )


def test_sectors_with_a_number_are_a_table_with_their_source_and_not_named_twice(visitor, held):
    count = make.source(publisher="Planungsteam")
    make.sector(held, "Wissenschaft")
    make.sector(held, "Politik")
    make.sector(held, "Wissenschaft", 12, source=count)
    make.sector(held, "weitere", 5, source=count, kind="approx")
    assert page(visitor, held, "who").endswith(
        "Where they came from Politik Sector People Wissenschaft 12 weitere about 5 Source: Planungsteam"
    )


# Agenda and material


def test_the_agenda_shows_kind_presenter_and_under_which_title_a_talk_was_announced(visitor, held):
    make.agenda_item(
        held,
        position=1,
        title="Beispiele aus Marburg",
        announced_title="Good Practices",
        presenter="Klimabonus",
    )
    assert page(visitor, held, "agenda") == (
        "Agenda 1 Begrüßung Introduction 2 Beispiele aus Marburg Talk Klimabonus Announced as: Good Practices "
        "Only the order is known, not the times."
    )


def test_an_agenda_with_times_shows_them_and_where_one_is_missing(visitor, held):
    make.agenda_item(held, position=1, kind="break", title="Pause", start="16:30", duration_minutes=15)
    assert page(visitor, held, "agenda") == (
        "Agenda –time not known Begrüßung Introduction 16:30 Pause Break, 15 minutes"
    )


def test_slides_without_a_known_address_are_listed_as_such(visitor, held):
    item = held.agenda_items.get()
    make.material(held, agenda_item=item, kind="slides", url="", address_unknown=True, note="unvollständig")
    make.material(held, agenda_item=item, kind="slides", title="Vortrag", url="https://example.org/v.pdf")
    assert "Introduction Slides: address not known unvollständig Vortrag" in page(visitor, held, "agenda")


def test_a_draft_of_slides_is_seen_and_marked_for_planners_only(visitor, planner, held):
    item = held.agenda_items.get()
    make.material(held, agenda_item=item, title="Geheime Folien", published_at=None)
    assert "Geheime Folien draft" in page(planner, held)
    assert "Geheime Folien" not in page(visitor, held)


def test_a_survey_is_linked_from_the_agenda_item_that_presented_it(visitor, held):
    shown, draft = make.survey(title="Befragung"), make.survey(title="Entwurf", published_at=None)
    held.agenda_items.get().surveys.add(shown, draft)
    response = visitor.get("/en/veranstaltungen/kreis-1/")
    assert f'href="/en/umfragen/{shown.slug}/"' in response.content.decode()
    assert "Survey: Befragung" in words(response, "agenda")
    assert "Entwurf" not in words(response)


# Topics, circles, results


def test_circles_without_results_say_so_once_and_keep_their_other_names(visitor, held):
    topic = make.topic(title="Ernährung und Landwirtschaft")
    make.circle(held, topic=topic, title="Ernährung", alternative_title="Landwirtschaft/Ernährung")
    assert page(visitor, held, "topics") == (
        "Topics and circles Ernährung Ernährung und Landwirtschaft Also called: Landwirtschaft/Ernährung "
        "No result of these circles is known. All circles on one page Why these topics not known"
    )


def test_results_show_who_is_responsible_by_when_and_that_the_city_answered(visitor, held):
    topic = make.topic(title="Energie")
    circle, _ = (make.circle(held, topic=topic, title=title, position=n) for n, title in enumerate("AB"))
    group = make.group(name="ADFC")
    result = make.result(circle, text="Ein Radweg.", kind="proposal", responsible_group=group, due="2027-03")
    make.statement(result=result)
    make.result(circle, text="Noch geheim.", published_at=None)
    text = page(visitor, held, "topics")
    assert text.startswith("Topics and circles A Energie Proposal Ein Radweg. responsible: ADFC")
    assert (
        text.index("by March 2027")
        < text.index("answered by the city")
        < text.index("B Energie no result known")
    )
    assert "Noch geheim." not in text


def test_the_reasons_for_the_topics_stand_with_their_sources_and_lead_to_the_choice(visitor, held):
    held.topic_reasons, held.topic_note = ["am wichtigsten bewertet"], "mit Notiz"
    held.save()
    source = make.source(publisher="Bündnis")
    EventSource.objects.create(event=held, source=source, about="topics")
    held.topic_choices.create(topic=make.topic())
    response = visitor.get("/en/veranstaltungen/kreis-1/")
    assert words(response, "topics") == (
        "Topics and circles Why these topics am wichtigsten bewertet mit Notiz Source: Bündnis "
        "How the topics were chosen"
    )
    assert 'href="/en/themenwahl/kreis-1/"' in response.content.decode()


# What became of it


def test_measures_statements_and_minutes_show_what_became_of_it(visitor, held):
    result = make.result(make.circle(held))
    measure = make.measure(title="Radweg bauen", demand=make.demand(number=4))
    measure.results.add(result, make.result(make.circle(held)))
    make.report(measure, status="in_progress", date="2022-01-01")
    make.measure(title="Anderes")
    statement = make.statement(
        event=held, role="Beigeordneter", text="Wir **begrüßen** das.", date="2022-05-06"
    )
    statement.sources.add(
        make.source(publisher="Presse"), make.source(publisher="Amt", url="https://example.org/a")
    )
    make.protocol(held)
    response = visitor.get("/en/veranstaltungen/kreis-1/")
    assert words(response, "outcome") == (
        "What became of it Measures Radweg bauen in progress Demand 4 Statement of the city "
        "City administration, Beigeordneter, 6 May 2022 Wir begrüßen das. Source: Amt Presse "
        "Minutes Read the minutes"
    )
    assert 'href="/en/veranstaltungen/kreis-1/kurzprotokoll/"' in response.content.decode()


def test_what_did_not_come_of_it_is_said_too(visitor, held):
    assert page(visitor, held, "outcome") == (
        "What became of it Measures No measure is known that came of this event. "
        "Statement of the city No statement on this event is known. Minutes No minutes are known."
    )


def test_minutes_known_to_exist_somewhere_are_not_said_to_be_missing(visitor, held):
    make.material(held, kind="protocol", url="", address_unknown=True, note="gesamte Veranstaltung")
    assert page(visitor, held, "outcome").endswith("Minutes Minutes: address not known gesamte Veranstaltung")


def test_a_measure_that_only_a_draft_result_led_to_is_not_linked(visitor, planner, held):
    measure = make.measure(title="Radweg bauen")
    measure.results.add(make.result(make.circle(held), published_at=None))
    assert "Radweg bauen" in page(planner, held, "outcome")
    assert "Radweg bauen" not in page(visitor, held)


# Who carried it, what comes next, sources


def test_support_is_shown_by_kind_and_leads_to_groups_that_may_be_seen(visitor, held):
    support(held, "money", "RENN.mitte", website="https://example.org/renn")
    support(held, "host", "Bündnis", group=make.group(name="Bündnis", slug="buendnis"))
    support(held, "host", "Neue Gruppe", group=make.group(slug="neu", published_at=None))
    support(held, "cooperation", "RENN.mitte")
    response = visitor.get("/en/veranstaltungen/kreis-1/")
    assert words(response, "support") == (
        "Who carried it Host Bündnis Neue Gruppe Cooperation RENN.mitte Money RENN.mitte"
    )
    assert "Invited by Bündnis Neue Gruppe" in words(response)
    assert 'href="/en/buendnis/gruppen/buendnis/"' in response.content.decode()
    assert 'href="/en/buendnis/gruppen/neu/"' not in response.content.decode()


def test_the_next_edition_of_the_series_is_linked(visitor, held):
    held.follow_up = "Im **Frühjahr**."
    held.save()
    make.event(series=held.series, number=held.number + 1, title="Der nächste")
    make.event(series=held.series, number=held.number + 2, title="Der übernächste")
    assert page(visitor, held, "next") == (
        f"What comes next Im Frühjahr. Next edition: Der nächste Series: {held.series.title}"
    )


def test_a_next_edition_that_was_not_found_is_named(visitor, held):
    EditionNote.objects.create(series=held.series, number=held.number + 1, note="Bis 2024 nicht gefunden.")
    assert "A next edition was not found. Bis 2024 nicht gefunden." in page(visitor, held, "next")


def test_press_and_the_earlier_documentation_are_listed_with_what_is_not_known(visitor, held):
    make.material(
        held, kind="press", title="Pressemitteilung", date="2022-05-06", source=make.source(publisher="P")
    )
    make.material(held, kind="link", title="Fotos")
    EventSource.objects.create(event=held, source=make.source(publisher="Q"))
    held.documentation_kind, held.documentation_languages = "web_page", ["Deutsch"]
    held.documentation_parts, held.documentation_machine_readable = ["Folien", "Ergebnisse"], False
    held.video_tool = "Jitsi"
    held.save()
    assert page(visitor, held, "sources") == (
        "Documentation and sources Further material Fotos Press Pressemitteilung 6 May 2022 Source: P "
        "Earlier documentation Web page, Deutsch: Folien, Ergebnisse. It is not machine-readable. "
        "What is not known purpose and scope how to register other tools Source: Q"
    )


def test_an_event_of_which_only_the_number_is_known_says_no_more_than_that(visitor):
    event = make.event(title="2. Klimagespräch")
    assert "Date not known" in page(visitor, event)
    assert page(visitor, event, "sources") == (
        "Documentation and sources Nothing more is known of this event. Source: not known"
    )
    response = visitor.get(f"/en/veranstaltungen/{event.slug}/")
    assert not any(has_section(response, part) for part in ("who", "agenda", "topics", "outcome", "support"))
