"""Why an event worked on these topics: what is known, with its source, and what is not."""

import pytest
from django.utils import timezone

from events.models import EventSource
from surveys.models import TopicChoice, TopicReason
from tests import make
from tests.pages import has_section, words
from tests.surveys.asking import ask, present, surveyed

pytestmark = pytest.mark.django_db
ADDRESS = "/en/themenwahl/e/"


@pytest.fixture
def event():
    return make.event(slug="e", title="3. Kreis", date="2023-05-04")


def candidate(event, title, *reasons, chosen=True, **fields):
    """A topic that could be chosen; `reasons` are fields of TopicReason."""
    topic = make.topic(title=title, **fields)
    choice = make.make(TopicChoice, event=event, topic=topic, chosen=chosen)
    for reason in reasons:
        make.make(TopicReason, choice=choice, **reason)
    return choice


def test_each_figure_stands_with_unit_year_and_source(visitor, event):
    source = make.source(publisher="Stadtbilanz", url="https://example.org/bilanz")
    share = {"kind": "emission_share", "value": "28.90", "unit": "%", "year": 2019, "source": source}
    candidate(event, "Verkehr", share)
    response = visitor.get(ADDRESS)
    assert (
        "Verkehr chosen Relevance not known Share of emissions 28.9 % (2019) Source: Stadtbilanz "
        "Influence of the city not known" in words(response, "topics")
    )
    assert 'href="https://example.org/bilanz"' in response.content.decode()


def test_a_figure_without_a_year_says_so_and_words_count_as_a_reason(visitor, event):
    figure = {"kind": "relevance", "value": 4, "unit": "von 5", "source": make.source(publisher="Zeitung")}
    other = {"kind": "other", "text": "Förderung läuft aus"}
    candidate(event, "Energie", figure, {"kind": "influence", "text": "hoch, eigene Werke"}, other)
    assert (
        "Relevance 4 von 5 year not known Source: Zeitung Share of emissions not known "
        "Influence of the city hoch, eigene Werke Other reason Förderung läuft aus"
        in words(visitor.get(ADDRESS), "topics")
    )


def test_without_any_figure_that_is_said_once(visitor, event):
    for title in ("Energie", "Verkehr"):
        candidate(event, title)
    section = words(visitor.get(ADDRESS), "topics")
    sentence = "Relevance, share of emissions and influence of the city are not known for the single topics."
    assert section == f"Topics {sentence} Energie chosen Verkehr chosen"


def test_chosen_topics_come_first_and_the_others_are_named(visitor, event):
    candidate(event, "Abfall", chosen=False)
    candidate(event, "Verkehr")
    section = words(visitor.get(ADDRESS), "topics")
    assert section.endswith("Verkehr chosen Abfall not chosen")


def test_a_topic_leads_on_to_its_circle(visitor, event):
    choice = candidate(event, "Verkehr")
    circle = make.circle(event, topic=choice.topic, title="Bus und Bahn", slug="bus")
    make.circle(make.event(), topic=choice.topic, title="Anderswo")
    response = visitor.get(ADDRESS)
    assert "Verkehr chosen Worked on in the circle: Bus und Bahn" in words(response, "topics")
    assert f"/veranstaltungen/e/kreise/{circle.slug}/" in response.content.decode()
    assert "Anderswo" not in response.content.decode()
    assert not has_section(response, "further")


def test_a_circle_whose_topic_was_no_candidate_is_listed_apart(visitor, event):
    make.circle(event, title="Überraschung")
    assert "Überraschung" in words(visitor.get(ADDRESS), "further")


def test_the_survey_of_the_event_speaks_for_a_topic_once_its_results_are_published(visitor, event):
    choice = candidate(event, "Verkehr")
    survey = surveyed(title="Befragung")
    present(survey, event)
    present(survey, event)
    question = ask(survey, [("Verkehr", 45, 60)], answered_by=75)
    question.options.update(topic=choice.topic)
    elsewhere = ask(surveyed(), [("Verkehr", 999)])
    elsewhere.options.update(topic=choice.topic)
    section = words(visitor.get(ADDRESS), "topics")
    assert section.count("Survey: chosen by 45 people (60.0 %) · Befragung") == 1
    assert "999" not in section

    survey.results.withdraw()
    assert "45" not in words(visitor.get(ADDRESS), "topics")


def test_reasons_of_the_event_stand_with_the_sources_on_the_choice_only(visitor, event):
    event.topic_reasons, event.topic_note = ["größte Sektoren"], "Näheres im Protokoll"
    event.save()
    for publisher, about in (("Zeitung", "topics"), ("Anderes", "event")):
        make.make(EventSource, event=event, source=make.source(publisher=publisher), about=about)
    section = words(visitor.get(ADDRESS), "reasons")
    assert section == "Reasons größte Sektoren Näheres im Protokoll Source: Zeitung"


def test_an_event_without_any_choice_says_that_none_is_known(visitor, event):
    page = words(visitor.get(ADDRESS))
    assert "The reasons for the choice are not known." in page
    assert "No candidate topics are recorded." in page


def test_the_choice_of_a_draft_event_is_not_found(visitor, planner):
    make.event(slug="geheim", published_at=None)
    assert visitor.get("/themenwahl/geheim/").status_code == 404
    assert "draft-banner" in planner.get("/themenwahl/geheim/").content.decode()
    assert visitor.get("/themenwahl/gibt-es-nicht/").status_code == 404


def test_a_draft_topic_and_a_draft_circle_are_not_named(visitor, planner, event):
    candidate(event, "Geheimthema", published_at=None)
    make.circle(event, title="Geheimkreis", published_at=None)
    assert "Geheim" not in visitor.get(ADDRESS).content.decode()
    assert {"Geheimthema", "Geheimkreis"} <= set(words(planner.get(ADDRESS)).split())


def test_the_thread_shows_where_the_choice_stands(visitor, event):
    present(make.survey(title="Befragung"), event)
    candidate(event, "Verkehr")
    candidate(event, "Energie")
    assert "The red thread" in words(visitor.get(ADDRESS))
    assert "Survey (reached) Befragung" in words(visitor.get(ADDRESS))


def test_the_real_first_edition_gives_its_reasons_and_no_invented_figures(visitor, process):
    response = visitor.get("/en/themenwahl/klimakreise-1/")
    assert words(response, "reasons") == (
        "Reasons am relevantesten bewertete Punkte der KliMa-Umfrage einige der größten Emissionssektoren mit "
        "teils direktem Einfluss der Stadtverwaltung Presented at the event: Befragung unter den Mitgliedern des "
        "Bündnisses zur künftigen Zusammenarbeit Source: Klimabündnis Magdeburg "
        "By which rule the topics were weighed, and with which figures, is not known."
    )
    section = words(response, "topics")
    assert "are not known for the single topics." in section
    assert section.count(" chosen Worked on in the circle: ") == 5


def test_of_the_real_second_edition_the_reasons_were_not_readable(visitor, process):
    reasons = words(visitor.get("/en/themenwahl/klimakreise-2/"), "reasons")
    assert "The reasons for the choice are not known." in reasons
    assert "Begründung steht auf der Seite, lag hinter dem lesbaren Anfang" in reasons


@pytest.mark.parametrize("count", [1, 3, 300])
def test_it_costs_the_same_for_any_number_of_topics(visitor, django_assert_num_queries, event, count):
    survey = surveyed()
    present(survey, event)
    question = ask(survey, [(str(number), 1, 1) for number in range(count)])
    figure = {"kind": "relevance", "value": 4, "source": make.source()}
    for option in question.options.all():
        choice = candidate(event, f"Thema {option.number}", figure)
        option.topic = choice.topic
        option.save()
        measure = make.measure(demand=make.demand())
        measure.results.add(make.result(make.circle(event, topic=choice.topic)))
    visitor.get(ADDRESS)
    with django_assert_num_queries(12):
        visitor.get(ADDRESS)


@pytest.fixture
def selection(event):
    """Two topics are chosen, by relevance (1 to 5) and influence alike."""
    return make.topic_selection(event, weight_emissions=0, frozen_at=timezone.now())


def weighed(selection, title, relevance=None, influence=None, **fields):
    """A candidate of the selection with the figures that are given."""
    reasons = [
        {"kind": "relevance", "value": relevance, "source": make.source()},
        {"kind": "influence", "value": influence, "text": "Weil."},
    ]
    choice = candidate(selection.event, title, *(each for each in reasons if each["value"] is not None))
    TopicChoice.objects.filter(pk=choice.pk).update(selection=selection, **fields)
    return choice


def test_the_rule_stands_there_in_words_and_numbers(visitor, event, selection):
    selection.text = "Beschlossen vom **Planungsteam**."
    selection.least_points, selection.least_influence, selection.unknown = 40, 1, "zero"
    selection.save()
    weighed(selection, "Verkehr", 4, 3)
    page = visitor.get(ADDRESS)
    assert words(page, "reasons") == "Reasons Beschlossen vom Planungsteam."
    rule = words(page, "rule")
    for sentence in (
        "Relevance weight 1 (50.0 %) 0 points for a mean of 1, 100 for 5",
        "Share of emissions weight 0 (0.0 %)",
        "has at least 40 points,",
        "influence is at least 1,",
        "is among the 2 with the most points",
        "An unknown figure counts as 0 points.",
        "Of a topic of which less than 50 % of the weight is known the rule says nothing.",
        "The team chose as the rule says.",
        "Unchanged since",
    ):
        assert sentence in rule


def test_each_topic_shows_its_points_and_what_the_rule_says(visitor, selection):
    weighed(selection, "Verkehr", 4, 3)
    weighed(selection, "Energie", 2, 2)
    weighed(selection, "Abfall", 1, 2, chosen=False)
    weighed(selection, "Lärm", chosen=False)
    section = words(visitor.get(ADDRESS), "topics")
    assert "Verkehr chosen 87.5 points (place 1) Chosen by the rule. Relevance 4 " in section
    assert "75 points" in section
    assert "Abfall not chosen 33.4 points (place 3) By the rule: other topics have more points." in section
    assert "Lärm not chosen Too little is known: the rule says nothing." in section
    assert "Verkehr 75 not known 100 87.5 chosen chosen" in section
    assert "Lärm not known not known not known – not decided not chosen" in section


def test_a_deviation_from_the_rule_is_named_with_its_reason(visitor, selection):
    weighed(selection, "Verkehr", 4, 3, chosen=False, deviation="Kommt erst im Herbst dran.")
    weighed(selection, "Energie", 2, 2)
    weighed(selection, "Abfall", 1, 2, deviation="Weil alle danach fragen.")
    page = visitor.get(ADDRESS)
    assert "Verkehr: not chosen though the rule chooses it. Kommt erst im Herbst dran." in words(page, "rule")
    assert "Abfall: chosen though the rule does not choose it. Weil alle danach fragen." in words(
        page, "rule"
    )
    assert "Energie:" not in words(page, "rule")
    assert "The team chose otherwise: Weil alle danach fragen." in words(page, "topics")


def test_how_firm_the_choice_is_stands_in_words_picture_and_table(visitor, selection):
    weighed(selection, "Verkehr", 5, 3)
    weighed(selection, "Energie", 3, 0)
    weighed(selection, "Abfall", 1, 3)
    response = visitor.get(ADDRESS)
    section = words(response, "firmness")
    assert "Depends on the weights Verkehr, Abfall, Energie Never chosen by the rule no topic" in section
    # Of emissions nothing is known: where they weigh more than half, the rule chooses nothing.
    assert "Verkehr chosen 51 of 66 " in section
    assert "Abfall chosen 34 of 66 relevance 70 %, emissions 0 %, influence 30 %" in section
    assert "Energie not chosen 19 of 66 relevance 70 %, emissions 0 %, influence 30 %" in section
    assert response.content.decode().count('role="img"') == 3
    assert "Verkehr: chosen with 51 of 66 weightings" in response.content.decode()


def test_where_nothing_is_known_the_firmness_is_not_pretended(visitor, selection):
    weighed(selection, "Verkehr")
    response = visitor.get(ADDRESS)
    assert "Too little is known of the topics to say how firm" in words(response, "firmness")
    assert 'role="img"' not in response.content.decode()


def test_relevance_leads_to_its_question_once_the_results_can_be_seen(visitor, selection):
    survey = surveyed(title="Befragung")
    question = ask(survey, [("Verkehr", 45, 60)], answered_by=75, text="Was ist wichtig?")
    choice = weighed(selection, "Verkehr", influence=3)
    share = {"kind": "relevance", "value": 4, "answered_by": 75, "option": question.options.get()}
    make.make(TopicReason, choice=choice, **share)
    response = visitor.get(ADDRESS)
    assert "Relevance 4 year not known n = 75 Was ist wichtig? Verkehr 75 points" in words(response, "topics")
    address = f'href="{survey.results.get_absolute_url()}#question-{question.number}"'.replace('"/', '"/en/')
    assert address.replace("/en/en/", "/en/") in response.content.decode()

    survey.results.withdraw()
    assert "Was ist wichtig?" not in visitor.get(ADDRESS).content.decode()


def test_a_draft_choice_shows_neither_rule_nor_candidates(visitor, planner, event, selection):
    selection.published_at = None
    selection.save()
    weighed(selection, "Geheimthema", 4, 3)
    response = visitor.get(ADDRESS)
    assert not has_section(response, "rule")
    assert "Geheimthema" not in words(response, "topics")
    response = planner.get(ADDRESS)
    assert "Geheimthema" in words(response, "topics")
    assert "draft-banner" in response.content.decode()


def test_corrections_stand_on_the_page(visitor, selection):
    weighed(selection, "Verkehr", 4, 3)
    assert not has_section(visitor.get(ADDRESS), "corrections")
    selection.corrections.create(text="n war 75, nicht 57.")
    assert "n war 75, nicht 57." in words(visitor.get(ADDRESS), "corrections")


def test_a_circle_links_back_to_the_choice(visitor, event):
    circle = make.circle(event)
    assert (
        'href="/en/themenwahl/e/">Why this topic?'
        in visitor.get(f"/en/veranstaltungen/e/kreise/{circle.slug}/").content.decode()
    )


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_rule_costs_two_queries_whatever_it_weighs(visitor, django_assert_num_queries, selection, count):
    for number in range(count):
        weighed(selection, f"Thema {number}", 3, 2)
        selection.corrections.create(text=f"Berichtigt: {number}")
    visitor.get(ADDRESS)
    with django_assert_num_queries(12):
        visitor.get(ADDRESS)
