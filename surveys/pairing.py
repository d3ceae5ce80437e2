"""Which answers of a question are those of an earlier one: by what they point to, by their words, or not at all.

Nothing is guessed. Options pair if they point to the same group, demand or topic, or else if their words are the same and do not
point to two different ones; something that fits twice fits not at all. Points of a scale pair by their value, if both scales have
the same values and no value is called differently. What has no pair is named as such.
"""

import re
from collections import Counter
from dataclasses import dataclass

from surveys.models import Question

LINKS = ("group_id", "demand_id", "topic_id")


@dataclass(frozen=True)
class Pairing:
    """`pairs` are (now, then), in the order of the question; items are Options or ScalePoints."""

    pairs: list
    only_now: list
    only_then: list


def items(question):
    """What a question has a figure for each: points of its scale, else its options; a number has none.

    The points of a rating that was made elsewhere are its options. Needs both prefetched, and the survey.
    """
    if question.type == Question.Type.NUMBER:
        return []
    has_points = question.type == Question.Type.RATING and question.survey.is_native
    return list(question.scale_points.all() if has_points else question.options.all())


def pair(question, earlier):
    """The Pairing of the items of two questions of the same type."""
    now, then = items(question), items(earlier)
    if question.type == Question.Type.RATING:
        found = dict(zip(now, then, strict=True)) if is_same_scale(now, then) else {}
    else:
        found = matched(now, then, links)
        rest_now = [each for each in now if each not in found]
        rest_then = [each for each in then if each not in found.values()]
        found |= {
            one: other
            for one, other in matched(rest_now, rest_then, words).items()
            if not contradict(one, other)
        }
    return Pairing(
        [(each, found[each]) for each in now if each in found],
        [each for each in now if each not in found],
        [each for each in then if each not in found.values()],
    )


def matched(now, then, keys):
    """{item now: item then} for each key that one item of both sides has, and no more than one."""
    once_now, once_then = unique(now, keys), unique(then, keys)
    found = {}
    for key, item in once_now.items():
        if key in once_then and item not in found and once_then[key] not in found.values():
            found[item] = once_then[key]
    return found


def unique(items, keys):
    counts = Counter(key for item in items for key in keys(item))
    return {key: item for item in items for key in keys(item) if counts[key] == 1}


def links(option):
    return [(name, key) for name in LINKS if (key := getattr(option, name))]


def words(item):
    return [plain(item.label)]


def plain(text):
    return " ".join(text.split()).casefold()


def contradict(one, other):
    """Whether both point to something of the same kind that is not the same."""
    return any(
        getattr(one, name) and getattr(other, name) and getattr(one, name) != getattr(other, name)
        for name in LINKS
    )


def is_same_scale(now, then):
    """Whether both have the same values in the same order, and none that both give different words."""
    one, other = [point(each) for each in now], [point(each) for each in then]
    values = [value for value, _label in one]
    if not values or None in values or values != [value for value, _label in other]:
        return False
    return all(
        label == label_then or not (label and label_then)
        for (_value, label), (_same, label_then) in zip(one, other, strict=True)
    )


def point(item):
    """(value, label) of a point of a scale, or of an option that stands for one, like “5 (very good)”."""
    if item._meta.model_name == "scalepoint":
        return item.number, plain(item.label)
    found = re.fullmatch(r"\s*(-?\d+)\b[\s:.–-]*\(?(.*?)\)?\s*", item.label)
    return (int(found[1]), plain(found[2])) if found else (None, "")


def has_same_scale(question, earlier):
    """Whether both rate with the same points; True for what has no scale."""
    if question.type == Question.Type.MATRIX:
        return is_same_scale(list(question.scale_points.all()), list(earlier.scale_points.all()))
    return question.type != Question.Type.RATING or is_same_scale(items(question), items(earlier))
