from django.http import Http404


def healthz(request, **kwargs):
    raise Http404


def readyz(request, **kwargs):
    raise Http404


def robots(request, **kwargs):
    raise Http404


def sitemap(request, **kwargs):
    raise Http404


def security_txt(request, **kwargs):
    raise Http404
