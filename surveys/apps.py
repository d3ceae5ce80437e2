import os

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = _("Surveys")

    def ready(self):
        # Opinion maps: threads of numpy's linear algebra make small matrices slower, and results depend on their number.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from surveys import checks  # noqa: F401 (registers them)
