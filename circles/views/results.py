from django.http import Http404


def result_detail(request, **kwargs):
    raise Http404


def result_thread(request, **kwargs):
    raise Http404
