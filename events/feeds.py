"""New versions of agendas for feed readers (Atom, RFC 4287)."""

import re

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import AgendaRelease, Event
from events.release import with_differences

NEWEST = 30
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def clean(text):
    """The text without the characters that XML 1.0 cannot hold."""
    return NOT_IN_XML.sub("", str(text))


class AllAgendas(Feed):
    """The newest versions of all agendas that everyone sees, without examples."""

    feed_type = Atom1Feed
    title = gettext_lazy("Agendas")
    subtitle = gettext_lazy("New versions of the agendas of all events, and what is new in each.")
    link = reverse_lazy("events:events")

    def releases(self, event):
        return AgendaRelease.objects.visible_to(AnonymousUser()).filter(event__is_example=False)

    def items(self, event):
        newest = self.releases(event).with_neighbours().select_related("event")
        return with_differences(newest.order_by("-released_at", "-pk")[:NEWEST])

    def item_title(self, release):
        return clean(
            _("Agenda of “%(event)s”, %(version)s") % {"event": release.event.title, "version": release}
        )

    def item_description(self, release):
        """The note, and a line for every item that is not as it was."""
        told = [str(each) for each in release.differences] if release.previous_id else []
        return clean("\n".join([release.note, *told]))

    def item_guid(self, release):
        return release.uuid.urn

    def item_pubdate(self, release):
        return release.released_at

    item_updateddate = item_pubdate


class EventAgenda(AllAgendas):
    """The versions of one event's agenda."""

    def get_object(self, request, slug):
        return get_object_or_404(Event.objects.visible_to(request.user), slug=slug)

    def title(self, event):
        return clean(_("Agenda of “%(event)s”") % {"event": event.title})

    def subtitle(self, event):
        return _("New versions of the agenda, and what is new in each.")

    def link(self, event):
        return reverse("events:releases", args=[event.slug])

    def releases(self, event):
        return event.agenda_releases.all()
