"""Pages whose address is a secret: whoever has the link may open them; and pages whose readers are nobody's business."""

from functools import wraps

from django.views.decorators.cache import never_cache


def secret_address(view):
    """The view's page stays out of every cache and search engine, and its address is told to no other page.

    Links say only which site they come from. With `no-referrer` a browser sends `Origin: null` along with the page's own
    form, and the CSRF check refuses that.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = never_cache(view)(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapper


def unlogged_reader(view):
    """The request log names nothing of who opens the view's page: route and status alone, neither client nor path nor duration."""
    view.has_unlogged_readers = True
    return view
