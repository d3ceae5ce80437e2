"""Every fact has a source, every source is listed, and so is what nobody knows."""

import pytest
from django.apps import apps

from klimakreise.publishing.history import is_history
from klimakreise.publishing.models import Source
from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.publishing.usage import references
from klimakreise.site.models import DataSet, KnownGap
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db


def test_all_39_sources_are_listed_with_publisher_and_link(visitor, process):
    response = visitor.get("/en/quellen/")
    page = response.content.decode()
    listed = page[page.index('id="list"') :]
    for source in Source.objects.all():
        assert f'id="quelle-{source.key}"' in listed
        assert source.url.replace("&", "&amp;") in listed
        assert source.publisher in listed
    assert Source.objects.count() == 39


def test_the_data_set_says_how_it_was_gathered_and_as_of_when(visitor, process):
    section = words(visitor.get("/en/quellen/"), "method")
    assert "Gespeicherte Kopien öffentlicher Seiten" in section
    assert section.endswith("As of 22 November 2026")


def test_what_is_not_known_is_listed(visitor, process):
    section = words(visitor.get("/en/quellen/"), "gaps")
    assert "Vollständige Liste der Bündnisgruppen" in section
    assert "Ergebnisse und nächste Schritte je Kreis beider Ausgaben" in section
    assert (
        visitor.get("/en/quellen/").content.decode().count('<li lang="de">') == KnownGap.objects.count() == 8
    )


def test_a_source_is_named_by_its_title_or_a_readable_address(visitor):
    things = [make.group() for _ in range(3)]
    titled = make.source(key="A", title="Ein Bericht", url="https://example.org/1")
    bare = make.source(key="B", url="https://www.example.org/B%C3%BCrger/index.php?a=3&b=4")
    lost = make.source(key="C", url="")
    for thing, source in zip(things, (titled, bare, lost), strict=True):
        thing.sources.add(source)
    section = words(visitor.get("/en/quellen/"), "list")
    assert section.endswith(
        "Beispielzeitung A: Ein Bericht B: example.org/Bürger/index.php C: address not known"
    )


def test_publishers_stand_in_alphabetical_order_whatever_their_case(visitor):
    group = make.group()
    for publisher in ("Volksstimme", "klimaschutz.de", "DATEs"):
        group.sources.add(make.source(publisher=publisher))
    section = words(visitor.get("/en/quellen/"), "list")
    assert section.index("DATEs") < section.index("klimaschutz.de") < section.index("Volksstimme")


def test_a_source_that_only_a_draft_cites_is_not_listed(visitor, planner):
    make.group(published_at=None).sources.add(make.source(publisher="Geheimblatt"))
    make.source(publisher="Unbenutzt")
    event = make.event(published_at=None)
    event.event_sources.create(source=make.source(publisher="Geheimpost"))
    page = visitor.get("/en/quellen/").content.decode()
    assert "Geheim" not in page
    assert "Unbenutzt" not in page
    page = planner.get("/en/quellen/").content.decode()
    assert "Geheimblatt" in page
    assert "Geheimpost" in page


def test_a_source_of_a_draft_is_listed_once_something_published_cites_it(visitor):
    source = make.source(publisher="Zeitung")
    make.group(published_at=None).sources.add(source)
    make.event().event_sources.create(source=source)
    assert "Zeitung" in words(visitor.get("/en/quellen/"), "list")


def test_the_history_of_a_draft_or_of_what_is_gone_cites_nothing(visitor):
    source = make.source(publisher="Zeitung")
    event = make.event()
    make.material(event, source=source, published_at=None).save()
    support = event.event_sources.create(source=source)
    assert "Zeitung" in words(visitor.get("/en/quellen/"), "list")
    support.delete()
    assert "Zeitung" not in words(visitor.get("/en/quellen/"))


def test_every_relation_to_a_source_counts_as_a_citation():
    """What cites a source is asked generically; this list says which models that is today."""
    citing = {model._meta.label for model, _name in references()}
    named = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model is Source and not is_history(model)
    }
    assert citing == named
    assert {"events.AttendanceStatement", "circles.StatusReport_sources", "surveys.TopicReason"} <= citing


def test_on_an_empty_site_everything_is_said_to_be_missing(visitor):
    page = words(visitor.get("/en/quellen/"))
    assert "Nothing is recorded on how the facts were gathered." in page
    assert "No gaps are recorded." in page
    assert "No sources are recorded yet." in page


def test_a_data_set_without_a_date(visitor):
    make.make(DataSet, title="Daten")
    make.make(DataSet, title="Neuere", as_of=PartialDate("2026-11"))
    section = words(visitor.get("/en/quellen/"), "method")
    assert "Daten As of not known Neuere As of November 2026" in section


@pytest.mark.parametrize("count", [1, 3, 300])
def test_it_costs_the_same_for_any_number_of_sources(visitor, django_assert_num_queries, count):
    group = make.group()
    for number in range(count):
        group.sources.add(make.source())
        make.make(KnownGap, text=f"Lücke {number}")
        make.make(DataSet, title=f"Daten {number}")
    visitor.get("/quellen/")
    with django_assert_num_queries(3):
        visitor.get("/quellen/")
