from django.http import Http404


def circle_detail(request, **kwargs):
    raise Http404


def plenary(request, **kwargs):
    raise Http404
