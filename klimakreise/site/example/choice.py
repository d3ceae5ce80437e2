"""How the topics of the coming event of the example were chosen: by a rule, with one deviation and some gaps."""

from decimal import Decimal

from klimakreise.site.example.stage import HERE
from surveys.models import TopicChoice, TopicReason, TopicSelection

Why = TopicReason.Kind
TEXT = (
    "Das Planungsteam hat die Regel festgelegt, **bevor** es die Punkte kannte. Wo es von ihr abweicht, steht der Grund "
    "dabei. Alle Zahlen sind erfunden."
)
CHOSEN = ["wege", "heizen", "schatten", "strom"]
DEVIATIONS = {
    "strom": "Was die 1. Klimakreise zum Sonnenstrom vereinbart hat, ist noch offen; der Kreis fragt nach, was daraus "
    "geworden ist.",
}
NOTES = {"abfall": "Soll in die nächste Umfrage aufgenommen werden."}
SHARES = {"wege": "40.5", "strom": "31", "schatten": "21.4"}  # of the survey, see stage.QUESTIONS
EMISSIONS = {"wege": "31", "strom": "12", "heizen": "38", "essen": "9"}
INFLUENCE = {
    "wege": (3, "Die Straßen gehören der Stadt."),
    "strom": (2, "Die Stadt entscheidet über ihre eigenen Dächer."),
    "schatten": (3, "Plätze und Bäume gehören der Stadt."),
    "heizen": (1, "Die meisten Häuser sind privat; die Stadt berät und plant die Netze."),
    "essen": (2, "Die Stadt schreibt das Essen für Schulen und Kitas aus."),
    "abfall": (2, "Die Gebühren legt der Stadtrat fest."),
}
OTHER = {"schatten": "schützt bei Hitze, auch wenn es kaum Emissionen vermeidet"}


def keep_coming_choice(store, event):
    """Keep the rule and its six candidates, and publish it once."""
    selection = store.keep(
        TopicSelection,
        HERE,
        {"event": event},
        publish=False,
        text=TEXT,
        weight_relevance=2,
        weight_emissions=2,
        weight_influence=1,
        relevance_measure=TopicSelection.Measure.SHARE,
        relevance_low=Decimal(0),
        relevance_high=Decimal(50),
        emissions_high=Decimal(40),
        places=3,
        unknown=TopicSelection.Unknown.LEFT_OUT,
        least_known=50,
    )
    for slug in INFLUENCE:
        keep_candidate(store, event, selection, slug)
    if selection.is_draft and not selection.is_frozen:
        selection.publish(at=store.moment)
        store.made.add((selection._meta.label, selection.pk))


def keep_candidate(store, event, selection, slug):
    choice = store.keep(
        TopicChoice,
        HERE,
        {"event": event, "topic": store["topic", slug]},
        owner=event,
        selection=selection,
        chosen=slug in CHOSEN,
        deviation=DEVIATIONS.get(slug, ""),
        note=NOTES.get(slug, ""),
    )
    for kind, fields in reasons_for(store, slug).items():
        store.keep(TopicReason, HERE, {"choice": choice, "kind": kind}, owner=event, **fields)


def reasons_for(store, slug):
    """What is known of a topic: {kind: fields}."""
    found = {}
    if slug in SHARES:
        share = {"value": Decimal(SHARES[slug]), "unit": "%", "year": 2026, "answered_by": 84}
        found[Why.RELEVANCE] = share | {"option": store["option", "topic", slug], "source": store["source"]}
    if slug in EMISSIONS:
        share = {"value": Decimal(EMISSIONS[slug]), "unit": "%", "year": 2025}
        found[Why.EMISSION_SHARE] = share | {"source": store["source"]}
    value, text = INFLUENCE[slug]
    found[Why.INFLUENCE] = {"value": Decimal(value), "unit": "von 3", "text": text}
    if slug in OTHER:
        found[Why.OTHER] = {"text": OTHER[slug]}
    return found
