from django.urls import path

from klimakreise.publishing.preview import preview

app_name = "publishing"

urlpatterns = [
    path("vorschau/<str:token>/", preview, name="preview"),
    path("vorschau/<str:token>/<path:address>", preview, name="preview_page"),
]
