"""What the red thread says where nothing is known, or where it is still to come; told on the real process too."""

import io

import pytest
from django.core.management import call_command

from circles.models import Result
from surveys.models import Option, TopicChoice
from tests import make
from tests.pages import stations

pytestmark = pytest.mark.django_db


def test_after_a_past_event_a_gap_is_said_to_be_unknown(visitor):
    make.event(slug="allein", title="Allein", date="2021-12-08")
    assert stations(visitor.get("/en/veranstaltungen/allein/")) == [
        "Demand (open) not known",
        "Survey (open) not known",
        "Choice of topics (open) not known",
        "Event (you are here) Allein 8 December 2021",
        "Circle (open) not known",
        "Result (open) not known",
        "Statement of the city (open) not known",
        "Measure (open) not known",
        "Next event (open) not known",
    ]


def test_before_an_event_what_follows_from_it_is_still_to_come(visitor):
    make.event(slug="bald", title="Bald", date="2999-12")
    assert stations(visitor.get("/en/veranstaltungen/bald/")) == [
        "Demand (open) not known",
        "Survey (open) not known",
        "Choice of topics (open) still to come",
        "Event (you are here) Bald December 2999",
        "Circle (open) still to come",
        "Result (open) still to come",
        "Statement of the city (open) still to come",
        "Measure (open) still to come",
        "Next event (open) not known",
    ]


def test_a_circle_of_an_event_that_lies_ahead_waits_for_its_results(visitor):
    event = make.event(slug="bald", date="2999")
    make.circle(event, slug="k", title="Kreis")
    assert stations(visitor.get("/en/veranstaltungen/bald/kreise/k/"))[5:8] == [
        "Result (open) still to come",
        "Statement of the city (open) still to come",
        "Measure (open) still to come",
    ]


def test_a_cancelled_event_has_no_circles_to_wait_for(visitor):
    event = make.event(slug="aus", title="Aus", date="2999")
    event.cancel("Sturm")
    assert stations(visitor.get("/en/veranstaltungen/aus/"))[3:7] == [
        "Event (you are here) Aus cancelled",
        "Circle (open) cancelled",
        "Result (open) cancelled",
        "Statement of the city (open) not known",
    ]


def test_an_event_without_a_date_is_neither_past_nor_ahead(visitor):
    make.event(slug="irgendwann", title="Irgendwann")
    seen = stations(visitor.get("/en/veranstaltungen/irgendwann/"))
    assert seen[3:5] == ["Event (you are here) Irgendwann date not known", "Circle (open) not known"]


def test_topics_that_are_chosen_before_there_are_circles_are_a_choice(visitor):
    event = make.event(slug="bald", date="2999")
    for title in ("Energie", "Verkehr"):
        TopicChoice.objects.create(event=event, topic=make.topic(title=title))
    TopicChoice.objects.create(event=event, topic=make.topic(title="Lärm"), chosen=False)
    assert stations(visitor.get("/en/veranstaltungen/bald/"))[2] == "Choice of topics (reached) 2 topics"


def test_a_survey_that_asked_about_a_demand_belongs_to_its_thread(visitor):
    demand = make.demand(slug="busse", title="Mehr Busse")
    question = make.question(make.survey(slug="u", title="Umfrage"))
    Option.objects.create(question=question, number=1, label="Busse", demand=demand)
    assert stations(visitor.get("/en/forderungen/busse/"))[1] == "Survey (reached) Umfrage"
    assert stations(visitor.get("/en/umfragen/u/"))[0] == "Demand (reached) Mehr Busse"


# The real process, with its gaps


def test_the_first_real_edition(visitor, process):
    assert stations(visitor.get("/en/veranstaltungen/klimakreise-1/")) == [
        "Demand (open) not known",
        "Survey (reached) Befragung unter den Mitgliedern des Bündnisses zur künftigen Zusammenarbeit",
        "Choice of topics (reached) 5 topics",
        "Event (you are here) 1. Klimakreise Magdeburgs 8 December 2021",
        "Circles (reached) Mobilität Energie Stadtentwicklung and 2 more",
        "Result (open) not known",
        "Statement of the city (open) not known",
        "Measure (open) not known",
        "Next event (reached) 2. Klimakreise Magdeburgs",
    ]


def test_the_second_real_edition_has_the_citys_word_between_gaps(visitor, process):
    assert stations(visitor.get("/en/veranstaltungen/klimakreise-2/")) == [
        "Demand (open) not known",
        "Survey (open) not known",
        "Choice of topics (reached) 5 topics",
        "Event (you are here) 2. Klimakreise Magdeburgs 17 May 2022",
        "Circles (reached) Stadtgrün Mobilität Ernährung & Landwirtschaft and 2 more",
        "Result (open) not known",
        "Statement of the city (reached) 6 May 2022",
        "Measure (open) not known",
        "Next event (open) none found",
    ]


def test_a_real_circle_leads_on_though_its_results_are_not_known(visitor, process):
    assert stations(visitor.get("/en/veranstaltungen/klimakreise-1/kreise/k1-mobilitaet/"))[2:] == [
        "Choice of topics (reached) Mobilität",
        "Event (reached) 1. Klimakreise Magdeburgs 8 December 2021",
        "Circle (you are here) Mobilität",
        "Result (open) not known",
        "Statement of the city (open) not known",
        "Measure (open) not known",
        "Next event (reached) 2. Klimakreise Magdeburgs",
    ]


def test_a_real_topic_of_both_editions(visitor, process):
    assert stations(visitor.get("/en/themen/mobilitaet/"))[2:5] == [
        "Choice of topics (you are here) Mobilität",
        "Events (reached) 1. Klimakreise Magdeburgs 8 December 2021 2. Klimakreise Magdeburgs 17 May 2022",
        "Circles (reached) Mobilität 1. Klimakreise Magdeburgs Mobilität 2. Klimakreise Magdeburgs",
    ]


def test_a_real_measure_has_a_demand_and_no_result_that_it_came_from(visitor, process):
    assert stations(visitor.get("/en/massnahmen/klimaschutzzentrum/")) == [
        "Demand (reached) Masterplan transparent machen, eng auswerten, auf 2035 erweitern",
        "Survey (open) not known",
        "Choice of topics (open) not known",
        "Event (open) not known",
        "Circle (open) not known",
        "Result (open) not known",
        "Statement of the city (open) not known",
        "Measure (you are here) Klimaschutzzentrum (Masterplan-Maßnahme E 1.1) disputed",
        "Next event (open) not known",
    ]


def test_a_real_demand_leads_to_its_three_measures(visitor, process):
    assert stations(visitor.get("/en/forderungen/transparenz-masterplan/"))[7] == (
        "Measures (reached) CO2-Bilanz veröffentlichen und fortschreiben open "
        "Klimaschutzzentrum (Masterplan-Maßnahme E 1.1) disputed "
        "Reduktionspfade je Sektor festlegen demanded"
    )


# The example, without a gap


def test_the_example_has_a_whole_thread_from_demand_to_next_event(visitor):
    call_command("make_example", stdout=io.StringIO())
    result = Result.objects.filter(measures__isnull=False, statements__isnull=False).first()
    pages = [result.circle.event, result.circle, result, result.circle.topic, result.measures.first()]
    for thing in pages:
        seen = stations(visitor.get(thing.get_absolute_url()))
        assert len(seen) == 9
        # The topic is taken up again at the coming event, and nobody knows yet what comes after that.
        last = ["Nächste Veranstaltung (offen) nicht bekannt"] if thing == result.circle.topic else []
        assert [line for line in seen if "(offen)" in line] == last, thing
