from django.http import Http404
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from klimakreise.publishing.files.sending import POLICY, send_file
from klimakreise.site.models import Identity


@require_safe
@csp_override(POLICY)
def logo(request, width=None):
    """The logo of this installation, or a size of it."""
    identity = Identity.current()
    if not identity.logo:
        raise Http404
    return send_file(request, identity.logo, identity, "Logo", public=True, width=width)
