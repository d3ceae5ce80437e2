"""What all rooms' admins share: drafts, the journal, rules at their field, sources with their use."""

import datetime

import pytest
from django.utils import timezone

from circles.models import Circle, Result
from klimakreise.publishing.models import Entry, Source
from tests import make
from tests.typed import faults, part, typed


def change(thing):
    return f"/en/verwaltung/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/change/"


def acts(thing):
    rows = Entry.objects.filter(kind=thing._meta.label_lower, key=str(thing.pk)).order_by("pk")
    return list(rows.values_list("act", flat=True))


@pytest.fixture
def circle(db):
    return make.circle(make.event())


def test_a_new_result_is_visible_with_its_circle_unless_the_tick_is_taken_away(planner, circle):
    new = {
        "results-TOTAL_FORMS": 2,
        **part("results", 0, kind="agreement", text="Sichtbar", shown="on"),
        **part("results", 1, kind="idea", text="Noch nicht"),
    }
    planner.post(change(circle), typed(planner.get(change(circle)), **new))
    seen, unseen = Result.objects.order_by("position")
    assert (seen.is_visible(), unseen.is_draft) == (True, True)
    assert (acts(seen), acts(unseen), acts(circle)) == (["published"], [], ["changed"])


def test_a_part_that_was_scheduled_stays_scheduled_while_its_tick_stays(planner, circle):
    later = timezone.now() + datetime.timedelta(days=1)
    result = make.result(circle, published_at=later)
    planner.post(change(circle), typed(planner.get(change(circle)), guiding_question="Wie weiter?"))
    result.refresh_from_db()
    assert result.published_at == later


def test_a_time_in_the_future_schedules_and_emptying_it_makes_a_draft(planner, circle):
    circle.withdraw()
    Entry.objects.all().delete()
    later = (timezone.localtime() + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    planner.post(change(circle), typed(planner.get(change(circle)), published_at=later))
    planner.post(change(circle), typed(planner.get(change(circle)), published_at=""))
    assert acts(circle) == ["scheduled", "withdrawn"]


def test_publish_puts_out_now_what_was_scheduled_and_keeps_another_time_that_somebody_typed(planner, circle):
    moments = [timezone.localtime() + datetime.timedelta(days=days) for days in (1, 2)]
    Circle.objects.update(published_at=moments[0])
    later = moments[1].strftime("%Y-%m-%dT%H:%M")
    planner.post(change(circle), typed(planner.get(change(circle)), published_at=later, _save="publish"))
    circle.refresh_from_db()
    assert circle.published_at.astimezone().strftime("%Y-%m-%dT%H:%M") == later
    planner.post(change(circle), typed(planner.get(change(circle)), _save="save"))
    circle.refresh_from_db()
    assert circle.is_scheduled
    planner.post(change(circle), typed(planner.get(change(circle)), _save="publish"))
    circle.refresh_from_db()
    assert circle.is_published
    assert acts(circle) == ["scheduled", "published"]


def test_a_form_opened_before_somebody_withdrew_the_thing_does_not_publish_it_again(planner, circle):
    result = make.result(circle)
    opened = typed(planner.get(change(circle)), guiding_question="Wie weiter?")
    result.withdraw()
    circle.withdraw()
    assert planner.post(change(circle), opened).status_code == 302
    circle.refresh_from_db()
    result.refresh_from_db()
    assert (circle.guiding_question, circle.is_draft, result.is_draft) == ("Wie weiter?", True, True)
    assert "published" not in acts(circle) + acts(result)


def test_another_past_time_is_a_change_of_what_is_published(planner, circle):
    earlier = (timezone.localtime() - datetime.timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    planner.post(change(circle), typed(planner.get(change(circle)), published_at=earlier))
    circle.refresh_from_db()
    assert circle.published_at < timezone.now() - datetime.timedelta(days=2)
    assert acts(circle) == ["changed"]


def test_what_is_published_and_gets_a_time_in_the_future_is_withdrawn_until_then(planner, visitor, circle):
    later = (timezone.localtime() + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    planner.post(change(circle), typed(planner.get(change(circle)), published_at=later))
    assert visitor.get(circle.get_absolute_url()).status_code == 404
    assert acts(circle) == ["withdrawn", "scheduled"]


def test_a_scheduled_thing_that_is_scheduled_anew_or_published_says_only_that(circle):
    now = timezone.now()
    circle.withdraw()
    for at in [now + datetime.timedelta(days=1), now + datetime.timedelta(days=2), now]:
        circle.publish(at=at)
    assert acts(circle) == ["withdrawn", "scheduled", "scheduled", "published"]


def test_an_impossible_time_is_refused_at_its_field_and_nothing_is_saved(planner, circle):
    page = planner.post(
        change(circle),
        typed(planner.get(change(circle)), guiding_question="Neu", published_at="31.2.2026", _save="publish"),
    )
    assert list(faults(page)) == ["published_at"]
    circle.refresh_from_db()
    assert circle.guiding_question == ""


def test_what_hangs_on_a_draft_says_that_it_is_not_visible_yet(planner):
    circle = make.circle(make.event(published_at=None))
    assert "not visible yet: what it belongs to is a draft" in planner.get(change(circle)).content.decode()


def test_publishing_in_the_list_says_what_a_rule_forbids(planner):
    event = make.event()
    material = make.material(
        event, kind="image", url="", file="materials/bild.png", text_alternative="", published_at=None
    )
    chosen = {"action": "publish_selected", "_selected_action": [material.pk]}
    page = planner.post("/en/verwaltung/events/material/", chosen, follow=True)
    assert "Say in words what is in the file before you publish it." in page.content.decode()
    material.refresh_from_db()
    assert material.is_draft


@pytest.mark.parametrize("kind", ["group", "topic", "measure", "survey", "circle"])
def test_drafts_can_be_deleted_and_published_things_cannot(planner, kind):
    def made(**fields):
        return make.circle(make.event(), **fields) if kind == "circle" else getattr(make, kind)(**fields)

    draft, published = made(published_at=None), made()
    for thing in (draft, published):
        planner.post(change(thing).replace("change", "delete"), {"post": "yes"})
    assert list(type(draft).objects.values_list("pk", flat=True)) == [published.pk]


def test_a_result_has_one_responsible_at_most_and_says_so_at_the_field(planner, circle):
    from klimakreise.accounts.models import Department

    result = make.result(circle)
    office = Department.objects.create(slug="umweltamt", name="Umweltamt")
    both = {"responsible_group": make.group().pk, "responsible_department": office.pk}
    page = planner.post(change(result), typed(planner.get(change(result)), **both))
    assert list(faults(page)) == ["responsible_department"]


def test_a_change_of_a_demand_is_a_change_of_its_published_set(planner):
    demand = make.demand()
    page = planner.get(change(demand.demand_set))
    planner.post(change(demand.demand_set), typed(page, **part("demands", 0, title="Neu")))
    assert acts(demand.demand_set) == ["changed"]


def test_a_change_of_a_candidate_topic_is_a_change_of_the_event_and_the_topic(planner):
    event, topic = make.event(), make.topic()
    choice = event.topic_choices.create(topic=topic)
    planner.post(change(choice), typed(planner.get(change(choice)), note="Neu"))
    assert (acts(event), acts(topic)) == (["changed"], ["changed"])


def test_a_source_shows_where_it_is_used_and_stays_while_it_is(planner):
    source, unused = make.source(), make.source()
    event = make.event(title="2. Klimakreise")
    event.event_sources.create(source=source)
    make.group(name="ADFC").sources.add(source)
    page = planner.get(change(source)).content.decode()
    assert "ADFC" in page
    assert "2. Klimakreise" in page or "the event" in page
    assert (
        planner.get("/en/verwaltung/publishing/source/").context["cl"].result_list.get(pk=source.pk).uses == 2
    )
    for each in (source, unused):
        planner.post(change(each).replace("change", "delete"), {"post": "yes"})
    assert list(Source.objects.all()) == [source]


def test_the_journal_is_read_only(planner, circle):
    circle.withdraw()
    entry = Entry.objects.get()
    assert "withdrawn" in planner.get("/en/verwaltung/publishing/entry/").content.decode()
    assert planner.post(change(entry), {"title": "Anders"}).status_code == 403
    assert planner.post(change(entry).replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_a_long_word_and_markup_in_a_title_stay_text(planner, circle):
    circle.title = "<script>alert(1)</script>" + "a" * 150
    circle.save()
    for page in ("/en/verwaltung/circles/circle/", change(circle)):
        assert "<script>alert(1)" not in planner.get(page).content.decode()
    assert Circle.objects.get().title.startswith("<script>")
