from klimakreise.site.views.balance import balance, balance_year
from klimakreise.site.views.city import city
from klimakreise.site.views.home import home
from klimakreise.site.views.logo import logo
from klimakreise.site.views.pages import page
from klimakreise.site.views.search import search, search_description
from klimakreise.site.views.sources import sources

__all__ = [
    "balance",
    "balance_year",
    "city",
    "home",
    "logo",
    "page",
    "search",
    "search_description",
    "sources",
]
