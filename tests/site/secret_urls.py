"""One address with a token, as personal pages will have."""

from django.http import HttpResponse
from django.urls import path


def personal_page(request, token):
    return HttpResponse("ok")


urlpatterns = [path("anmeldung/<str:token>/", personal_page, name="personal_page")]
