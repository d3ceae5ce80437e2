from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "klimakreise.accounts"
    verbose_name = _("People and offices")

    def ready(self):
        from klimakreise.accounts import second_factor  # noqa: F401 (listens to allauth)
