"""A whole way through the process: one thing at each station of the red thread."""

from surveys.models import SurveyPlacement, TopicChoice
from tests import make


class Way:
    """Ask it for `event`, `circle`, `result` and so on."""

    def __init__(self, **hidden):
        """`hidden` may name what stays a draft: `event`, `circle`, `result`, `measure`, `statement`, `survey`, `topic`."""
        series = make.series()
        unseen = {name: {"published_at": None} for name in hidden}
        self.demand = make.demand(slug="busse", title="Mehr Busse", number=1)
        self.topic = make.topic(
            slug="verkehr", title="Verkehr", demand=self.demand, **unseen.get("topic", {})
        )
        self.event = make.event(
            series=series,
            number=1,
            slug="erste",
            title="Erste Runde",
            date="2021-12-08",
            **unseen.get("event", {}),
        )
        self.next = make.event(series=series, number=2, slug="zweite", title="Zweite Runde", date="2022-05")
        self.survey = make.survey(slug="befragung", title="Befragung", **unseen.get("survey", {}))
        SurveyPlacement.objects.create(survey=self.survey, agenda_item=make.agenda_item(self.event))
        TopicChoice.objects.create(event=self.event, topic=self.topic)
        self.circle = make.circle(
            self.event, slug="bus", title="Bus und Bahn", topic=self.topic, **unseen.get("circle", {})
        )
        self.result = make.result(self.circle, text="Der Takt wird dichter.", **unseen.get("result", {}))
        self.measure = make.measure(
            slug="takt", title="Takt", demand=self.demand, topic=self.topic, **unseen.get("measure", {})
        )
        self.measure.results.add(self.result)
        make.report(self.measure, status="in_progress", date="2022-03")
        self.statement = make.statement(result=self.result, date="2022-01-15", **unseen.get("statement", {}))

    def add(self, count):
        """`count` further circles at the event, each with a result, a measure and a statement on them."""
        for item in make.agenda_items(self.event, count):
            circle = make.circle(self.event, topic=self.topic)
            result = make.result(circle)
            measure = make.measure(demand=self.demand, topic=self.topic)
            measure.results.add(result, self.result)
            self.measure.results.add(result)
            make.statement(result=result)
            make.statement(measure=measure)
            SurveyPlacement.objects.create(survey=make.survey(), agenda_item=item)

    def addresses(self):
        """The page of each thing, by kind, without the language."""
        return {
            "event": "veranstaltungen/erste/",
            "circle": "veranstaltungen/erste/kreise/bus/",
            "result": f"ergebnisse/{self.result.pk}/",
            "measure": "massnahmen/takt/",
            "demand": "forderungen/busse/",
            "survey": "umfragen/befragung/",
            "topic": "themen/verkehr/",
        }
