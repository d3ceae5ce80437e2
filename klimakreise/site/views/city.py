from django.http import Http404


def city(request, **kwargs):
    raise Http404
