from django.http import Http404


def sources(request, **kwargs):
    raise Http404
