"""All addresses: German without a prefix, English under /en/ with the same path parts; machines' addresses at the root."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("klimakreise.site.machine_urls")),
    *i18n_patterns(
        path("konto/", include("klimakreise.accounts.urls")),
        path("verwaltung/", admin.site.urls),
        path("", include("circles.urls")),
        path("", include("surveys.urls")),
        path("", include("klimakreise.dialogue.urls")),
        path("", include("events.urls")),
        path("", include("klimakreise.publishing.urls")),
        path("", include("klimakreise.alliance.urls")),
        path("", include("klimakreise.mailing.urls")),
        path("", include("klimakreise.site.urls")),
        prefix_default_language=False,
    ),
]

handler500 = "klimakreise.site.errors.server_error"
