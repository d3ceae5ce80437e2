from django.http import Http404


def alliance_detail(request, **kwargs):
    raise Http404


def group_list(request, **kwargs):
    raise Http404


def group_detail(request, **kwargs):
    raise Http404


def joining(request, **kwargs):
    raise Http404


def demand_list(request, **kwargs):
    raise Http404


def demand_detail(request, **kwargs):
    raise Http404
