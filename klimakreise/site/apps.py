from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "klimakreise.site"
    verbose_name = _("The whole site")
    default = True


class PlanningAdminConfig(admin.AdminConfig):
    """Django's admin with our own front page."""

    default_site = "klimakreise.site.planning.PlanningSite"
    default = False
