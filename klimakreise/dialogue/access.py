"""Who may open the pages of the city's desk."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404


def for_the_city(view):
    """People of the city and the planning team only: visitors are sent to the login, everybody else finds nothing."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not (request.user.is_city or request.user.sees_drafts):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
