"""Which answers of a question are those of an earlier one: the same thing, or the same words; nothing is guessed."""

import pytest

from surveys.models import Question
from surveys.pairing import pair
from tests import make
from tests.surveys.asking import ask, surveyed

pytestmark = pytest.mark.django_db


def choices(*labels, **links):
    """A question with these options; `links` are {label: topic}."""
    question = make.choice(make.native(), *labels)
    for label, topic in links.items():
        question.options.filter(label=label).update(topic=topic)
    return question


def names(question, earlier):
    found = pair(*(Question.objects.get(pk=each.pk) for each in (question, earlier)))
    return (
        [(str(now), str(then)) for now, then in found.pairs],
        [str(each) for each in found.only_now],
        [str(each) for each in found.only_then],
    )


def test_options_on_the_same_topic_pair_whatever_they_are_called():
    ways = make.topic()
    now, then = choices("Rad", "Bus", Rad=ways), choices("Radwege", "Bahn", Radwege=ways)
    assert names(now, then) == ([("Rad", "Radwege")], ["Bus"], ["Bahn"])


def test_else_the_same_words_pair_and_nothing_that_is_only_similar():
    now, then = choices("Rad  fahren", "Bus", "zu Fuß"), choices("rad fahren", "Busse", "zu Fuß gehen")
    assert names(now, then) == ([("Rad  fahren", "rad fahren")], ["Bus", "zu Fuß"], ["Busse", "zu Fuß gehen"])


def test_the_same_words_for_two_topics_are_not_the_same():
    now, then = choices("Wege", Wege=make.topic()), choices("Wege", Wege=make.topic())
    assert names(now, then) == ([], ["Wege"], ["Wege"])


def test_what_fits_twice_fits_not_at_all():
    ways = make.topic()
    now, then = (
        choices("Rad", Rad=ways),
        choices("Radwege", "Radschnellwege", Radwege=ways, Radschnellwege=ways),
    )
    assert names(now, then) == ([], ["Rad"], ["Radwege", "Radschnellwege"])


def test_points_of_a_scale_pair_by_value_also_with_a_survey_made_elsewhere():
    now = make.rating(make.native(), "schlecht", "mittel", "gut")
    then = ask(surveyed(), [("1 (schlecht)", 3), ("2", 4), ("3 (gut)", 5)], type="rating")
    pairs, only_now, only_then = names(now, then)
    assert pairs == [("1 (schlecht)", "1 (schlecht)"), ("2 (mittel)", "2"), ("3 (gut)", "3 (gut)")]
    assert (only_now, only_then) == ([], [])


@pytest.mark.parametrize(
    "labels", [("gut", "mittel", "schlecht"), ("schlecht", "gut"), ("schlecht", "mittel", "gut", "sehr gut")]
)
def test_scales_that_are_turned_or_longer_do_not_pair(labels):
    now, then = make.rating(make.native(), "schlecht", "mittel", "gut"), make.rating(make.native(), *labels)
    assert names(now, then)[0] == []
    assert len(names(now, then)[2]) == len(labels)
