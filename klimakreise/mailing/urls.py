"""The demo's mailbox; anywhere else there is no such page."""

from django.conf import settings
from django.urls import path

from klimakreise.mailing import views

app_name = "mailing"
urlpatterns = [path("postfach/", views.mailbox, name="mailbox")] if settings.DEMO else []
