from django.http import Http404


def event_list(request, **kwargs):
    raise Http404


def event_detail(request, **kwargs):
    raise Http404


def event_picture(request, **kwargs):
    raise Http404


def protocol(request, **kwargs):
    raise Http404


def material(request, **kwargs):
    raise Http404
