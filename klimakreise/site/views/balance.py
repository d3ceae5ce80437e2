from django.http import Http404


def balance(request, **kwargs):
    raise Http404


def balance_year(request, **kwargs):
    raise Http404
