from django.http import Http404


def home(request, **kwargs):
    raise Http404


def city(request, **kwargs):
    raise Http404


def balance(request, **kwargs):
    raise Http404


def balance_year(request, **kwargs):
    raise Http404


def sources(request, **kwargs):
    raise Http404


def page(request, **kwargs):
    raise Http404
