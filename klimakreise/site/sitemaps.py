"""Every public page for search engines, in both languages; no page of an example, which has `noindex` in its head."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from circles.models import Circle, Measure, Result, Topic
from events.models import Event, Protocol
from klimakreise.alliance.models import AllianceGroup, Demand
from klimakreise.publishing.models import Publishable
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
            "site:home", "site:city", "site:balance", "site:sources", "site:search", "events:events", "circles:topics",
            "circles:measures", "alliance:alliance", "alliance:groups", "alliance:joining", "alliance:demands",
            "surveys:surveys",
            "surveys:secrecy",
        ]  # fmt: skip

    def location(self, name):
        return reverse(name)


class Rows(PublicSitemap):
    """The pages of one kind that everyone may see, but no example and nothing of one."""

    def __init__(self, model, *belongs_to):
        real = {f"{parent}__is_example": False for parent in belongs_to}
        if issubclass(model, Publishable):
            real["is_example"] = False
        self.things = model.objects.filter(**real)
        if belongs_to:
            self.things = self.things.select_related(*belongs_to)

    def items(self):
        """One thing a page: a demand has one page for all its versions."""
        things = self.things.visible_to(AnonymousUser()).order_by("pk")
        return list({thing.get_absolute_url(): thing for thing in things}.values())


class Choices(PublicSitemap):
    """Why an event's topics were chosen."""

    def items(self):
        choices = TopicChoice.objects.visible_to(AnonymousUser()).filter(event__is_example=False)
        return sorted(set(choices.values_list("event__slug", flat=True)))

    def location(self, slug):
        return reverse("surveys:choice", args=[slug])


class Codebooks(PublicSitemap):
    """What the figures of a survey's results mean."""

    def items(self):
        real = {"is_example": False, "survey__is_example": False}
        results = SurveyResults.objects.visible_to(AnonymousUser()).filter(**real)
        return sorted(results.values_list("survey__slug", flat=True))

    def location(self, slug):
        return reverse("surveys:codebook", args=[slug])


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
    "events": Rows(Event),
    "protocols": Rows(Protocol, "event"),
    "topics": Rows(Topic),
    "circles": Rows(Circle, "event"),
    "results": Rows(Result, "circle__event"),
    "measures": Rows(Measure),
    "demands": Rows(Demand, "demand_set"),
    "groups": Rows(AllianceGroup),
    "surveys": Rows(Survey),
    "survey-results": Rows(SurveyResults, "survey"),
    "codebooks": Codebooks,
    "pages": Rows(Page),
}
