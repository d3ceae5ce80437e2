"""A problem and a seating as documents, kept with the run so that it can be repeated and compared years later."""

from dataclasses import asdict

from circles.seating import CircleLimits, Person, Problem, Rule, Seat, Seating, Unmet, Weights, Why
from circles.seating.problem import Obstacle


def document_of(thing):
    """A Problem or a Seating as nested dicts and lists of text and numbers; what a person has not is left out."""
    document = asdict(thing)
    for name in ("people", "seats", "unmet"):
        if name in document:
            document[name] = [
                {key: value for key, value in row.items() if value not in (None, (), "", False)}
                for row in document[name]
            ]
    return document


def problem_from(document):
    """The Problem of a document."""
    people = tuple(
        Person(**{**row, **{name: tuple(row.get(name, ())) for name in ("wishes", "facilitates")}})
        for row in document["people"]
    )
    return Problem(
        people=people,
        circles=tuple(CircleLimits(**row) for row in document["circles"]),
        together=tuple(map(tuple, document["together"])),
        apart=tuple(map(tuple, document["apart"])),
        weights=Weights(**document["weights"]),
        seed=document["seed"],
    )


def seating_from(document):
    """The Seating of a document."""
    seats = tuple(
        Seat(
            **{
                **row,
                "why": Why(row["why"]),
                "refused": tuple(Obstacle(each) for each in row.get("refused", ())),
            }
        )
        for row in document["seats"]
    )
    unmet = tuple(
        Unmet(**{**row, "rule": Rule(row["rule"]), "people": tuple(row.get("people", ()))})
        for row in document["unmet"]
    )
    return Seating(seats, unmet, tuple(document["closed"]), document["cost"], document["at_least"])
