from django import template

from klimakreise.site.stations import stations_of
from klimakreise.site.thread import chain_of

register = template.Library()


@register.inclusion_tag("includes/thread.html", takes_context=True)
def thread(context, thing, *, here=True, title="", bare=False):
    """Draw the red thread of an event, circle, result, measure, demand, survey or topic.

    `here=False` on pages that are not the thing's own, so that its station is linked too; `title` and `bare` as in
    includes/thread.html. What a view may prefetch: see klimakreise/site/thread.py.
    """
    chain = chain_of(thing, context["request"].user)
    return {"stations": stations_of(chain, here=here), "title": title, "bare": bare}


@register.simple_tag(takes_context=True)
def stations(context, thing):
    """The stations of `thing`'s thread, for a template that shows more of each than includes/thread.html does."""
    return stations_of(chain_of(thing, context["request"].user))
