from django.http import Http404


def topic_list(request, **kwargs):
    raise Http404


def topic_detail(request, **kwargs):
    raise Http404


def circle_detail(request, **kwargs):
    raise Http404


def plenary(request, **kwargs):
    raise Http404


def result_detail(request, **kwargs):
    raise Http404


def result_thread(request, **kwargs):
    raise Http404


def measure_list(request, **kwargs):
    raise Http404


def measure_detail(request, **kwargs):
    raise Http404
