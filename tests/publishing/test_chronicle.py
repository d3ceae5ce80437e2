"""Who changed what: the history of a whole thing with its parts, and the way back."""

import pytest

from circles.models import Measure
from events.models import AgendaItem
from klimakreise.publishing.wording import differences
from tests import make
from tests.typed import typed

pytestmark = pytest.mark.django_db


def change(thing):
    return f"/verwaltung/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/change/"


def history(thing):
    return change(thing).replace("/change/", "/history/")


def test_the_words_that_went_and_came_are_marked():
    assert differences("Wir pflanzen zehn Bäume.", "Wir pflanzen elf Bäume.") == (
        "Wir pflanzen <del>zehn</del><ins>elf</ins> Bäume."
    )
    assert differences("", "<b>neu</b>") == "<ins>&lt;b&gt;neu&lt;/b&gt;</ins>"
    assert differences("ganz anders", "nichts gemein hier") == (
        "<del>ganz anders</del><ins>nichts gemein hier</ins>"
    )


def test_a_small_change_in_a_long_text_is_shown_without_the_rest():
    text = " ".join(f"Wort{n}" for n in range(300))
    shown = differences(text, text.replace("Wort150", "Satz"))
    assert "<del>Wort150</del><ins>Satz</ins>" in shown
    assert " … " in shown
    assert "Wort2 " not in shown


def test_an_event_shows_who_changed_what_in_it_and_its_parts(planner):
    event = make.event(motto="Gemeinsam anfangen")
    make.agenda_item(event, title="Vortrag")
    planner.post(change(event), typed(planner.get(change(event)), motto="Gemeinsam weitermachen"))
    item = event.agenda_items.get()
    item.title = "Ein Vortrag"
    item.save()
    page = planner.get(history(event)).text
    assert "Petra Planung (Planungsteam)" in page
    assert "Gemeinsam <del>anfangen</del><ins>weitermachen</ins>" in page
    assert "<ins>Ein </ins>Vortrag" in page
    assert page.index("Ein Vortrag") < page.index("weitermachen")
    assert "Befehl auf dem Server" in page


def test_what_links_to_other_things_shows_their_names(planner):
    measure = make.measure(department=make.department(name="Tiefbauamt"))
    result = make.result(make.circle(make.event()), text="Ein Radweg")
    measure.results.add(result)
    measure.department = make.department(name="Umweltamt")
    measure.save()
    page = planner.get(history(measure)).text
    assert f"<ins>{result}</ins>" in page
    assert "<del>Tiefbauamt</del><ins>Umweltamt</ins>" in page


def test_a_part_without_a_title_goes_by_what_is_known_of_it_and_not_by_the_name_of_its_whole(planner):
    event = make.event(title="Klimakreis")
    make.material(event, kind="slides", language="de")
    page = planner.get(history(event)).text
    assert "Material „Folien“" in page
    assert "Material „Klimakreis“" not in page


def test_a_part_that_was_deleted_stays_in_the_history_and_can_be_put_back(planner):
    event = make.event()
    item = make.agenda_item(event, title="Vortrag", presenter="Radverein")
    item.delete()
    page = planner.get(history(event)).text
    assert "Vortrag" in page
    back = page.split("?version=")[1].split('"')[0]
    assert back.startswith("events.agendaitem:")
    form = planner.get(change(event), {"version": back})
    assert "Im Formular steht die Fassung" in form.text
    assert not event.agenda_items.exists()
    planner.post(change(event), typed(form))
    again = AgendaItem.objects.get()
    assert (again.event, again.title, again.presenter) == (event, "Vortrag", "Radverein")


def test_an_earlier_version_comes_into_the_form_and_is_saved_only_by_its_button(planner):
    event = make.event(motto="Alt", purpose="Wozu")
    event.motto = "Neu"
    event.save()
    first = event.history.last()
    form = planner.get(change(event), {"version": f"events.event:{first.history_id}"})
    event.refresh_from_db()
    assert event.motto == "Neu"
    planner.post(change(event), typed(form))
    event.refresh_from_db()
    assert (event.motto, event.purpose, event.is_published) == ("Alt", "Wozu", True)


def test_relations_come_back_too(planner):
    measure, result = make.measure(), make.result(make.circle(make.event()))
    measure.results.add(result)
    full = measure.history.first()
    measure.results.clear()
    form = planner.get(change(measure), {"version": f"circles.measure:{full.history_id}"})
    planner.post(change(measure), typed(form))
    assert list(Measure.objects.get().results.all()) == [result]


def test_what_was_deleted_as_a_whole_can_be_made_again_from_its_history(planner):
    measure = make.measure(title="Radweg", published_at=None)
    page = history(measure)
    measure.delete()
    shown = planner.get(page).text
    back = shown.split("/add/?version=")[1].split('"')[0]
    form = planner.get("/verwaltung/circles/measure/add/", {"version": back})
    planner.post("/verwaltung/circles/measure/add/", typed(form))
    assert Measure.objects.get().title == "Radweg"


def test_nonsense_is_no_error(planner):
    event = make.event(title="Klimakreis")
    for version in ("", "x", "events.event:", "events.event:0", "auth.user:1", "events.event:" + "9" * 40):
        assert "Klimakreis" in planner.get(change(event), {"version": version}).text
    assert planner.get("/verwaltung/events/event/999/history/").status_code == 302
    assert planner.get("/verwaltung/events/event/x/history/").status_code == 302
    assert planner.get(history(event), {"p": "x"}).status_code == 200


def test_without_the_right_nobody_reads_it(visitor, participant):
    event = make.event()
    assert visitor.get(history(event)).status_code == 302
    assert participant.get(history(event)).status_code == 302


@pytest.mark.parametrize("parts", [1, 3])
def test_the_history_needs_as_many_queries_for_many_changes_as_for_few(
    planner, parts, django_assert_num_queries
):
    event = make.event()
    for number in range(parts):
        item = make.agenda_item(event, title=f"Vortrag {number}")
        make.material(event, agenda_item=item, source=make.source())
        event.support.create(supporter=make.supporter(), kind="venue")
        event.motto = f"Motto {number}"
        event.save()
        item.title = f"Anders {number}"
        item.save()
    planner.get(history(event))
    with django_assert_num_queries(23):
        assert planner.get(history(event)).text.count("<ins>Anders</ins>") == parts


def test_a_long_history_has_pages(planner):
    event = make.event()
    for number in range(25):
        event.motto = f"Motto {number}"
        event.save()
    first, second = planner.get(history(event)).text, planner.get(history(event), {"p": 2}).text
    assert ("<ins>24</ins>" in first, "<ins>24</ins>" in second) == (True, False)
    assert ("<ins>2</ins>" in first, "<ins>2</ins>" in second) == (False, True)
