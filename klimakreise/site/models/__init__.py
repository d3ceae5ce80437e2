"""What is about the whole: the site's name, its pages, the city's figures, what nobody knows, and the search."""

from klimakreise.site.models.city import (
    CityFact,
    CityFactDetail,
    ContradictingStatement,
    Contradiction,
    Figure,
)
from klimakreise.site.models.origins import DataSet, KnownGap, LoadedRow
from klimakreise.site.models.pages import Identity, Page
from klimakreise.site.search.models import (
    SearchCursor,
    SearchEntry,
    SearchLink,
    SearchPosting,
    SearchStanding,
    SearchTerm,
    SearchText,
    SearchWord,
)

__all__ = [
    "CityFact",
    "CityFactDetail",
    "ContradictingStatement",
    "Contradiction",
    "DataSet",
    "Figure",
    "Identity",
    "KnownGap",
    "LoadedRow",
    "Page",
    "SearchCursor",
    "SearchEntry",
    "SearchLink",
    "SearchPosting",
    "SearchStanding",
    "SearchTerm",
    "SearchText",
    "SearchWord",
]
