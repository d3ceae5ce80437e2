from django.http import Http404


def survey_list(request, **kwargs):
    raise Http404


def survey_detail(request, **kwargs):
    raise Http404


def survey_results(request, **kwargs):
    raise Http404


def topic_choice(request, **kwargs):
    raise Http404
