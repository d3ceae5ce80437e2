from django.utils.translation import gettext_lazy as _

from klimakreise.mailing.registry import absolute, mail


@mail("mailing/test", _("Test mail"))
def trial(_about):
    """What a planner sends to see whether mails arrive."""
    return {"context": {"site": absolute("/")}}
