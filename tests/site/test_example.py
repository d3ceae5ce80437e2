"""`manage.py make_example` and `remove_example`: an invented event with the whole thread, labelled, and gone without a trace."""

import datetime
import io

import pytest
import time_machine
from django.apps import apps
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db.models import Count
from PIL import Image
from pypdf import PdfReader

from circles.distributing import start
from circles.models import Circle, Measure, Result, Seat
from events.models import Event, Material
from klimakreise.alliance.models import Demand
from klimakreise.dialogue.desk import waiting
from klimakreise.dialogue.models import Comment, Statement
from klimakreise.mailing.models import Message
from klimakreise.publishing.models import AuditRecord, Entry, Publishable, Source
from surveys.completeness import problems
from surveys.models import Question, Survey, TopicReason
from tests import make, pages

pytestmark = pytest.mark.django_db

# Statements have a survey of their own, which only the demo makes (test_example_answers.py).
KINDS_OF_QUESTIONS = set(Question.Type.values) - {Question.Type.STATEMENTS}


def run(command, **options):
    """Run it and return the last line of what it says."""
    said = io.StringIO()
    call_command(command, stdout=said, **options)
    return said.getvalue().splitlines()[-1]


@pytest.fixture
def example():
    run("make_example")


def everything():
    """Every row of every table of ours but the journal and the audit."""
    return {
        model: list(model.objects.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if not model.__module__.startswith("django.") and model not in {Entry, AuditRecord}
    }


def files():
    return sorted(path.name for path in site_settings.MEDIA_ROOT.rglob("*") if path.is_file())


def test_the_whole_thread_runs_from_a_demand_to_the_next_event(example):
    result = Result.objects.get(text__startswith="Am Musterplatz")
    measure, statement = result.measures.get(), result.statements.get()
    event = Event.objects.with_next(None).get(pk=result.circle.event_id)
    topic = result.circle.topic
    assert topic.demand == measure.demand == Demand.objects.get(slug="beispiel-wege")
    assert (
        event.agenda_items.get(surveys__isnull=False)
        .surveys.get()
        .questions.filter(options__topic=topic)
        .exists()
    )
    assert topic.choices.get(event=event).reasons.count() == 3
    assert statement.department == result.responsible
    assert measure.reports.count() == 4
    assert event.next_slug == "beispiel-2"


def test_one_result_waits_for_the_city_and_comments_were_replied_to(example, visitor):
    asked = Result.objects.get(text__startswith="Die Stadt veröffentlicht eine Karte")
    assert asked in [case.thing for case in waiting(asked.responsible_department)[:9]]
    assert [
        comment.replies.count() for comment in Comment.objects.filter(parent=None).order_by("created_at")
    ] == [0, 1]
    reply = Comment.objects.exclude(parent=None).get()
    page = visitor.get(reply.get_absolute_url(), follow=True).text
    assert "Beispiel-Amt der Stadt Musterstadt" in page
    assert "Radgruppe Musterstadt (Beispiel)" in page


def test_every_kind_of_result_and_of_question_can_be_seen(example):
    assert set(Result.objects.values_list("kind", flat=True)) == set(Result.Kind.values)
    assert set(Question.objects.values_list("type", flat=True)) == KINDS_OF_QUESTIONS


def test_everything_of_it_is_labelled_an_example(example):
    for model in apps.get_models():
        if issubclass(model, Publishable):
            assert [row for row in model.objects.all() if not row.is_example] == []


def test_its_figures_name_their_invented_source(example):
    reasons = TopicReason.objects.exclude(value=None).exclude(
        kind="influence"
    )  # that is the team's own judgement
    assert {reason.source.publisher for reason in reasons} == {"Beispielquelle"}
    assert [source.title for source in Source.objects.all()] == ["frei erfunden, nur zur Anschauung"]


def test_one_event_is_over_one_is_ahead_and_one_is_a_draft(example, visitor, planner):
    events = Event.objects.visible_to(None)
    assert [event.slug for event in events.past()] == ["beispiel-1"]
    assert [event.slug for event in events.upcoming()] == ["beispiel-2"]
    assert visitor.get("/veranstaltungen/beispiel-3/").status_code == 404
    assert "Entwurf" in planner.get("/veranstaltungen/beispiel-3/").text


def test_the_agenda_of_the_next_event_shows_every_mark(example, visitor):
    response = visitor.get("/en/veranstaltungen/beispiel-2/")
    words = pages.words(response, "agenda")
    assert [mark for mark in ("new", "moved", "changed", "is left out") if f" {mark} " in words] == [
        "new", "moved", "changed", "is left out",
    ]  # fmt: skip
    event = Event.objects.get(slug="beispiel-2")
    assert list(event.agenda_releases.values_list("number", flat=True)) == [2, 1]
    assert "Imbiss" not in "".join(event.agenda_items.values_list("title", flat=True))


def test_more_people_want_to_come_to_the_next_event_than_there_are_places(example, visitor):
    event = Event.objects.get(slug="beispiel-2")
    assert event.registrations.holding_a_place().count() == event.capacity == 50
    assert event.registrations.waiting().count() == 14
    assert not Message.objects.exists()
    page = pages.words(visitor.get("/veranstaltungen/beispiel-2/anmeldung/"))
    assert "Wer sich jetzt anmeldet, kommt auf die Warteliste" in page
    call_command("make_example", verbosity=0)
    assert event.registrations.count() == 64


def test_fifty_of_them_can_be_seated_in_six_circles_by_their_wishes(example):
    event = Event.objects.get(slug="beispiel-2")
    assert event.circles.count() == 6
    run = start(event, seed=1)
    run.refresh_from_db()
    assert run.state == run.State.DONE
    seats = Seat.objects.filter(registration__event=event)
    sizes = seats.values_list("circle").annotate(count=Count("pk")).values_list("count", flat=True)
    assert sum(sizes) == 50
    assert min(sizes) >= 5
    assert max(sizes) == 10
    assert set(seats.values_list("rank", flat=True)) >= {1, 2}
    leading = seats.filter(why="facilitates").values_list("registration__name", "circle__facilitator")
    assert len(leading) == 6, "a facilitator each"
    assert all(name == said for name, said in leading)
    assert all("(Beispiel)" in name for name, _said in leading)


def test_two_measures_come_of_it_one_of_them_disputed(example):
    standing = {measure.slug: measure.disputed for measure in Measure.objects.with_standing()}
    assert standing == {"beispiel-wege": True, "beispiel-strom": False}


def test_its_slides_and_picture_are_real_files_with_a_text_alternative(example):
    slides, picture = Material.objects.get(kind="slides"), Material.objects.get(kind="image")
    assert "Ein Jahr lang erproben" in PdfReader(slides.file).pages[1].extract_text()
    with Image.open(picture.file) as image:
        assert (image.format, image.size) == ("PNG", (1200, 675))
    assert slides.text_alternative
    assert picture.text_alternative


def test_making_it_again_changes_nothing(example):
    before, entries = everything(), Entry.objects.count()
    assert run("make_example").startswith("0 made, 0 updated, ")
    assert everything() == before
    assert Entry.objects.count() == entries


def test_making_it_again_keeps_what_was_tried_out_in_it(example):
    event = Event.objects.get(slug="beispiel-1")
    event.motto = "Selbst ausgedacht"
    event.save()
    circle = make.circle(event, title="Eigener Kreis")
    run("make_example")
    event.refresh_from_db()
    assert event.motto == "Selbst ausgedacht"
    assert Circle.objects.filter(pk=circle.pk).exists()


def test_the_event_ahead_is_moved_once_it_has_passed(example):
    first = Event.objects.get(slug="beispiel-2").date.day
    with time_machine.travel(datetime.datetime.combine(first, datetime.time(12), datetime.UTC), tick=False):
        run("make_example")
        assert Event.objects.get(slug="beispiel-2").date.day == first
    later = first + datetime.timedelta(days=2)
    with time_machine.travel(datetime.datetime.combine(later, datetime.time(12), datetime.UTC), tick=False):
        run("make_example")
        moved = Event.objects.get(slug="beispiel-2").date.day
    assert moved - later >= datetime.timedelta(weeks=8)
    assert moved.weekday() == 2


def test_removing_it_leaves_the_real_process_as_it_was(process):
    before = everything()
    run("make_example")
    assert len(files()) == 3
    run("remove_example")
    after = everything()
    assert {model: rows for model, rows in after.items() if rows != before[model]} == {}
    assert run("remove_example") == "There is no example."


def test_its_files_go_with_it(example, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run("remove_example")
    assert files() == []


def test_what_was_hung_on_it_goes_with_it_and_nothing_else(example, django_capture_on_commit_callbacks):
    event = Event.objects.get(slug="beispiel-1")
    result = make.result(make.circle(event))
    make.statement(result=result)
    make.material(event, url="", file=ContentFile(b"%PDF-1.7", "eigene.pdf"))
    kept = make.statement(event=make.event(slug="echt"))
    with django_capture_on_commit_callbacks(execute=True):
        run("remove_example")
    assert [event.slug for event in Event.objects.all()] == ["echt"]
    assert list(Statement.objects.all()) == [kept]
    assert files() == []


def test_what_could_be_seen_of_it_is_journaled_as_withdrawn(example):
    event = Event.objects.get(slug="beispiel-1")
    run("remove_example")
    entry = Entry.objects.filter(kind="events.event", key=str(event.pk)).first()
    assert (entry.act, entry.title) == (Entry.Act.WITHDRAWN, event.title)


def test_nothing_is_removed_while_something_real_uses_a_part_of_it(example):
    make.measure(title="Echte Maßnahme", demand=Demand.objects.get(slug="beispiel-wege"))
    before = everything()
    with pytest.raises(CommandError, match=r"Nothing was removed.*Echte Maßnahme"):
        run("remove_example")
    assert everything() == before


def test_something_made_by_hand_under_its_name_is_not_touched():
    make.topic(slug="beispiel-wege", title="Von Hand")
    before = everything()
    with pytest.raises(CommandError, match="The example cannot be made: slug"):
        run("make_example")
    assert everything() == before


@pytest.mark.parametrize("command", ["make_example", "remove_example"])
def test_a_real_site_asks_whether_it_is_meant(settings, command):
    settings.DEMO = False
    with pytest.raises(CommandError, match="add --also-in-production"):
        run(command)
    assert not Event.objects.exists()
    run(command, also_in_production=True)
    assert Event.objects.exists() == (command == "make_example")


@pytest.mark.parametrize("address", ["/buendnis/", "/stadt-und-klima/", "/bilanz/", "/quellen/"])
def test_pages_of_the_real_alliance_do_not_show_it(process, visitor, address):
    before = visitor.get(address).text
    run("make_example")
    after = visitor.get(address).text
    for name in ("Musterstadt", "Beispielquelle", "Beispielstiftung", "Musterplatz"):
        assert name not in before
        assert name not in after, f"{address} shows {name}"


def test_a_survey_of_the_next_event_is_open_and_whole(example, visitor):
    survey = Survey.objects.get(slug="beispiel-umfrage-2")
    assert survey.is_open
    assert problems(survey) == []
    assert set(survey.questions.values_list("type", flat=True)) == KINDS_OF_QUESTIONS
    page = visitor.get("/en/umfragen/beispiel-umfrage-2/antworten/").text
    assert 'class="example"' in page
    assert "Which topic matters most to you?" in page
    before = list(survey.questions.values())
    call_command("make_example", verbosity=0)
    assert list(survey.questions.values()) == before
    assert list(Survey.objects.filter(pk=survey.pk).values("opens_at", "closes_at")) == [
        {"opens_at": survey.opens_at, "closes_at": survey.closes_at}
    ]
