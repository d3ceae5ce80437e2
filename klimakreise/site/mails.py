from django.urls import reverse

from klimakreise.mailing.registry import absolute, signature
from klimakreise.site.models import Identity


@signature
def the_site():
    """Name and tagline of this installation, and where its legal notice stands."""
    identity = Identity.current()
    lines = [
        identity.tagline,
        absolute(reverse("site:home")),
        absolute(reverse("site:page", args=["impressum"])),
    ]
    return {"name": identity.name, "lines": [line for line in lines if line]}
