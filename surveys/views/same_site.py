"""Whether a form comes from a page of this site, asked of the browser instead of a cookie."""


def comes_from_here(request):
    """Whether the browser says that this form was sent by a page of this site.

    A browser names the site in `Origin` with every form that is posted, and newer ones the relation in `Sec-Fetch-Site`. What says
    neither is no browser, and nobody can be tricked into sending it.
    """
    origin, relation = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    own = f"{request.scheme}://{request.get_host()}"
    return origin in {None, own} and relation in {None, "same-origin", "none"}
