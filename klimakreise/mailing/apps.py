from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MailingConfig(AppConfig):
    name = "klimakreise.mailing"
    verbose_name = _("Mail")

    def ready(self):
        autodiscover_modules("mails")
