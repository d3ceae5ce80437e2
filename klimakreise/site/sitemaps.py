"""Every public page for search engines, in both languages."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from circles.models import Circle, Measure, Result, Topic
from events.models import Event, Protocol
from klimakreise.alliance.models import AllianceGroup, Demand
from klimakreise.site.balance import years
from klimakreise.site.models import Page
from surveys.models import Survey, SurveyResults, TopicChoice


class PublicSitemap(Sitemap):
    i18n = True
    alternates = True
    x_default = True


class Fixed(PublicSitemap):
    """Pages that are always there."""

    def items(self):
        return [
            "site:home", "site:city", "site:balance", "site:sources", "events:events", "circles:topics",
            "circles:measures", "alliance:alliance", "alliance:groups", "alliance:joining", "alliance:demands",
            "surveys:surveys",
        ]  # fmt: skip

    def location(self, name):
        return reverse(name)


class Rows(PublicSitemap):
    """The pages of one kind that everyone may see."""

    def __init__(self, things):
        self.things = things

    def items(self):
        """One thing a page: a demand has one page for all its versions."""
        things = self.things.visible_to(AnonymousUser()).order_by("pk")
        return list({thing.get_absolute_url(): thing for thing in things}.values())


class Choices(PublicSitemap):
    """Why an event's topics were chosen."""

    def items(self):
        choices = TopicChoice.objects.visible_to(AnonymousUser())
        return sorted(set(choices.values_list("event__slug", flat=True)))

    def location(self, slug):
        return reverse("surveys:choice", args=[slug])


class Years(PublicSitemap):
    """The years of the review."""

    def items(self):
        return [known.year for known in years(AnonymousUser())]

    def location(self, year):
        return reverse("site:balance_year", args=[year])


SITEMAPS = {
    "fixed": Fixed,
    "years": Years,
    "choices": Choices,
    "events": Rows(Event.objects.filter(is_example=False)),
    "protocols": Rows(Protocol.objects.filter(event__is_example=False).select_related("event")),
    "topics": Rows(Topic.objects.all()),
    "circles": Rows(Circle.objects.select_related("event")),
    "results": Rows(Result.objects.all()),
    "measures": Rows(Measure.objects.all()),
    "demands": Rows(Demand.objects.all()),
    "groups": Rows(AllianceGroup.objects.all()),
    "surveys": Rows(Survey.objects.all()),
    "survey-results": Rows(SurveyResults.objects.select_related("survey")),
    "pages": Rows(Page.objects.all()),
}
