"""The planning team's admin at /verwaltung/."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class PlanningSite(AdminSite):
    site_header = site_title = _("Planning team")
    index_title = _("What is to be done")
    login = secure_admin_login(AdminSite.login)
