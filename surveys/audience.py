"""Who is invited to a secret survey, read anew each time from where they stand."""

from django.conf import settings

from events.models import Registration
from klimakreise.alliance.models import AllianceGroup, Membership


def audience(terms):
    """Who is invited now, as [(address, language)]; empty where nobody is: people ask, or have a sheet of paper."""
    if terms.who == terms.Who.EVENT:
        people = Registration.objects.filter(event=terms.event_id).holding_a_place().exclude(email="")
        return list(people.values_list("email", "language"))
    if terms.who == terms.Who.ALLIANCE:
        groups = AllianceGroup.objects.published().members()
        people = Membership.objects.filter(group__in=groups, user__is_active=True)
        return list(people.order_by().values_list("user__email", "user__language").distinct())
    if terms.who == terms.Who.LIST:
        addresses = terms.survey.invited.values_list("address", flat=True)
        return [(address, settings.LANGUAGE_CODE) for address in addresses]
    return []


def speakers():
    """The memberships of those who can answer for a group of the alliance."""
    groups = AllianceGroup.objects.published().members()
    return Membership.objects.filter(group__in=groups, role=Membership.Role.SPEAKER, user__is_active=True)
