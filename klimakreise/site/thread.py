"""The rows of the red thread: demand, survey, choice of topics, event, circle, result, statement, measure, next event.

`chain_of(thing, user)` gathers them for one event, circle, result, measure, demand, survey or topic: only what `user`
may see. Relations that a view has prefetched are used as they are (so the view must have cut them by `visible_to()`);
what is missing is fetched in a constant number of queries. An event's chain costs none if the view has

- taken the event `with_next(user)`,
- prefetched `circles` with `select_related("topic__demand__demand_set")`, `circles__results` with `with_answers(user)`,
  `agenda_items__surveys` and `statements`,
- set `event.measures_list`: the measures that came of its results, with `with_answers(user)`, `with_standing()` and
  `select_related("demand__demand_set")`.
"""

from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, prefetch_related_objects

from circles.models import Circle, Measure, Result, Topic
from events.models import Event
from klimakreise.alliance.models import Demand
from klimakreise.dialogue.models import Statement
from surveys.models import Survey, SurveyPlacement, TopicChoice


@dataclass
class Chain:
    """What is known of one thing's way, station by station; `here` names the station of the thing itself."""

    here: str
    thing: object
    demands: list = field(default_factory=list)
    surveys: list | None = None  # None: those that the events' agendas show
    topics: list = field(default_factory=list)
    events: list | None = None  # None: those of the circles
    circles: list = field(default_factory=list)
    results: list = field(default_factory=list)
    statements: list = field(default_factory=list)
    answered: list = field(default_factory=list)  # results and measures with a statement that is not fetched
    measures: list = field(default_factory=list)


def chain_of(thing, user):
    """Gather the Chain of `thing`; raise KeyError for a model that has no place in the thread."""
    return GATHER[type(thing)](thing, user)


def of_event(event, user):
    measures_given = hasattr(event, "measures_list")
    prefetch_related_objects([event], *onwards(user, "circles", measures=not measures_given))
    if not hasattr(event, "next_slug"):
        known = Event.objects.with_next(user).get(pk=event.pk)
        event.next_slug, event.next_title = known.next_slug, known.next_title
    circles = list(event.circles.all())
    results = results_of(circles)
    measures = event.measures_list if measures_given else measures_from(results)
    chain = Chain("event", event, events=[event], circles=circles, results=results, measures=measures)
    if hasattr(event, "agenda"):
        chain.surveys = event.agenda.surveys
    return complete(chain, user)


def of_circle(circle, user):
    prefetch_related_objects([circle], *onwards(user))
    results = list(circle.results.all())
    chain = Chain("circle", circle, circles=[circle], results=results, measures=measures_from(results))
    return complete(chain, user)


def of_result(result, user):
    prefetch_related_objects([result], Prefetch("measures", standing_measures(user)))
    measures = list(result.measures.all())
    chain = Chain("result", result, circles=[result.circle], results=[result], measures=measures)
    return complete(chain, user)


def of_measure(measure, user):
    prefetch_related_objects([measure], Prefetch("results", whole_results(user)))
    chain = Chain("measure", measure, results=list(measure.results.all()), measures=[measure])
    return complete(chain, user, asking=Q(questions__options__demand=measure.demand_id or 0))


def of_demand(demand, user):
    prefetch_related_objects(
        [demand],
        Prefetch("measures", standing_measures(user)),
        Prefetch("measures__results", whole_results(user)),
        Prefetch("topics", Topic.objects.visible_to(user)),
        *onwards(user, "topics__circles"),
    )
    circles = [circle for topic in demand.topics.all() for circle in topic.circles.all()]
    measures = list(demand.measures.all())
    results = [*results_of(circles), *(result for measure in measures for result in measure.results.all())]
    measures += measures_from(results_of(circles))
    chain = Chain("demand", demand, [demand], circles=circles, results=results, measures=measures)
    return complete(chain, user, asking=Q(questions__options__demand=demand))


def of_survey(survey, user):
    placements = SurveyPlacement.objects.visible_to(user).filter(survey=survey)
    shown_at = Event.objects.visible_to(user).filter(agenda_items__survey_placements__in=placements)
    events = list(shown_at.with_next(user).distinct())
    prefetch_related_objects(events, *onwards(user, "circles"))
    demands = Demand.objects.visible_to(user).filter(options__question__survey=survey)
    chain = Chain("survey", survey, list(demands.select_related("demand_set").distinct()), [survey])
    chain.events = events
    chain.circles = [circle for event in events for circle in event.circles.all()]
    chain.results = results_of(chain.circles)
    chain.measures = measures_from(chain.results)
    return complete(chain, user)


def of_topic(topic, user):
    prefetch_related_objects(
        [topic], *onwards(user, "circles"), Prefetch("measures", standing_measures(user))
    )
    circles = list(topic.circles.all())
    results = results_of(circles)
    measures = [*topic.measures.all(), *measures_from(results)]
    chain = Chain("choice", topic, topics=[topic], circles=circles, results=results, measures=measures)
    chosen = TopicChoice.objects.visible_to(user).filter(topic=topic, chosen=True)
    held = Q(pk__in=chosen.order_by().values("event"))
    return complete(chain, user, held=held, asking=Q(questions__options__topic=topic))


GATHER = {
    Event: of_event,
    Circle: of_circle,
    Result: of_result,
    Measure: of_measure,
    Demand: of_demand,
    Survey: of_survey,
    Topic: of_topic,
}


def complete(chain, user, *, held=None, asking=None):
    """Fill what follows from the chain's circles, results and measures.

    `held` and `asking` are conditions for events and surveys that belong to it beside those of the circles.
    """
    chain.results = unique(chain.results)
    chain.circles = unique([*chain.circles, *(result.circle for result in chain.results)])
    chain.measures = unique(chain.measures)
    topics = [*chain.topics, *(circle.topic for circle in chain.circles)]
    chain.topics = seen(topics, user)
    chain.demands = seen([*chain.demands, *(row.demand for row in [*topics, *chain.measures])], user)
    if chain.events is None:
        at_circles = Q(pk__in={circle.event_id for circle in chain.circles})
        held_at = Event.objects.visible_to(user).filter(at_circles | (held or Q()))
        chain.events = list(held_at.with_next(user).distinct())
    chain.events.sort(key=lambda event: (event.date.iso if event.date else "", event.number or 0))
    order = [event.pk for event in chain.events]
    chain.circles.sort(key=lambda circle: order.index(circle.event_id))
    if chain.surveys is None:
        placements = SurveyPlacement.objects.visible_to(user).filter(agenda_item__event__in=chain.events)
        on_agenda = Q(placements__in=placements)
        chain.surveys = list(Survey.objects.visible_to(user).filter(on_agenda | (asking or Q())).distinct())
    chain.surveys = unique(chain.surveys)
    if chain.here == "event" and not chain.circles:
        chosen = TopicChoice.objects.visible_to(user).filter(event=chain.thing, chosen=True)
        chain.topics = list(Topic.objects.visible_to(user).filter(choices__in=chosen))
    add_statements(chain, user)
    return chain


def add_statements(chain, user):
    """Add the statements on the event of an event's chain, on the results and on the measures: one query at most."""
    event = [chain.thing] if chain.here == "event" else []
    answerable = [*event, *chain.results, *chain.measures]
    if all(is_fetched(row, "statements") or hasattr(row, "answered") for row in answerable):
        for row in answerable:
            if is_fetched(row, "statements"):
                chain.statements += row.statements.all()
            elif row.answered:
                chain.answered.append(row)
        return
    on_them = Q(event__in=event) | Q(result__in=chain.results) | Q(measure__in=chain.measures)
    found = Statement.objects.visible_to(user).filter(on_them)
    chain.statements = list(found.select_related("event", "result", "measure"))


def onwards(user, path="", *, measures=True):
    """The lookups from circles, to which `path` leads from the thing, to their results and the results' measures."""
    circles = Circle.objects.visible_to(user).select_related("event", "topic__demand__demand_set")
    start = f"{path}__" if path else ""
    lookups = [Prefetch(path, circles)] if path else []
    lookups.append(Prefetch(f"{start}results", Result.objects.visible_to(user).with_answers(user)))
    if measures:
        lookups.append(Prefetch(f"{start}results__measures", standing_measures(user)))
    return lookups


def standing_measures(user):
    measures = Measure.objects.visible_to(user).with_standing().with_answers(user)
    return measures.select_related("demand__demand_set")


def whole_results(user):
    results = Result.objects.visible_to(user).with_answers(user)
    return results.select_related("circle__event", "circle__topic__demand__demand_set")


def results_of(circles):
    return [result for circle in circles for result in circle.results.all()]


def measures_from(results):
    return [measure for result in results for measure in result.measures.all()]


def is_fetched(thing, relation):
    return relation in getattr(thing, "_prefetched_objects_cache", {})


def unique(rows):
    """The rows without repetitions, in their order."""
    return list({row.pk: row for row in rows}.values())


def seen(rows, user):
    """Those of `rows` (each perhaps None) that `user` may see, without repetitions; asks their fetched parents."""
    rows = [row for row in rows if row is not None]
    return unique(row for row in rows if getattr(user, "sees_drafts", False) or row.is_visible())
