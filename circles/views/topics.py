from django.http import Http404


def topic_list(request, **kwargs):
    raise Http404


def topic_detail(request, **kwargs):
    raise Http404
