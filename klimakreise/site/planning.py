"""The planning team's admin at /verwaltung/."""

import functools

from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts import second_factor
from klimakreise.publishing.audit import note

ROOMS = ["events", "circles", "surveys", "dialogue", "alliance", "site", "publishing", "accounts", "mailing"]


def noted(view):
    """`view`, but the first page of the administration in a session leaves a line in the audit."""

    def inner(request, *args, **kwargs):
        if "in_planning" not in request.session:
            note("login", request.user)
            request.session["in_planning"] = True
        return view(request, *args, **kwargs)

    return functools.update_wrapper(inner, view)


class PlanningSite(AdminSite):
    """Opens with a worklist; shows our rooms only, in the order of the process."""

    site_header = site_title = _("Planning team")
    index_title = _("What is to be done")
    index_template = "admin/worklist.html"
    enable_nav_sidebar = False

    def has_permission(self, request):
        """Whether the admin opens: for the planning team, with the second factor shown if the setting asks for it."""
        return super().has_permission(request) and request.user.sees_drafts

    def login(self, request, extra_context=None):
        """The one door, to which every page of the admin leads: allauth's login, then the second factor."""
        target = get_next_redirect_url(request) or reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(target)
        if not super().has_permission(request):
            raise PermissionDenied
        if not self.has_permission(request):
            return redirect(second_factor.way_to_show_it(request.user, target))
        return redirect(target)

    def admin_view(self, view, cacheable=False):
        return super().admin_view(noted(view), cacheable)

    def register(self, model_or_iterable, admin_class=None, **options):
        # Groups and e-mail addresses of the libraries have no place here: roles are ticks on a person.
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        ours = [model for model in models if model._meta.app_label in ROOMS]
        super().register(ours, admin_class, **options)

    def get_urls(self):
        urls = [
            url for url in super().get_urls() if "password" not in (getattr(url, "name", "") or "")
        ]  # there are none
        return [path("handbuch/", self.admin_view(self.handbook), name="handbook"), *urls]

    def handbook(self, request):
        from klimakreise.site.handbook import chapters  # needs settings, not there when this is loaded

        introduction, found = chapters()
        context = {"title": gettext("Handbook"), "introduction": introduction, "chapters": found}
        return TemplateResponse(request, "admin/handbook.html", {**self.each_context(request), **context})

    def get_app_list(self, request, app_label=None):
        found = super().get_app_list(request, app_label)
        return sorted(found, key=lambda room: ROOMS.index(room["app_label"]))

    def index(self, request, extra_context=None):
        # They need all models, which are not there when this is loaded.
        from klimakreise.mailing.standing import standing
        from klimakreise.site.worklist import worklist

        shown = {
            "worklist": worklist(),
            "post": standing(),
            "second_factor_is_off": not settings.PLANNER_SECOND_FACTOR,
        }
        return super().index(request, {**shown, **(extra_context or {})})
