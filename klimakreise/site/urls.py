from django.urls import path, re_path

from klimakreise.site import views
from klimakreise.site.models import Page

app_name = "site"

urlpatterns = [
    path("", views.home, name="home"),
    path("stadt-und-klima/", views.city, name="city"),
    path("bilanz/", views.balance, name="balance"),
    path("bilanz/<int:year>/", views.balance_year, name="balance_year"),
    path("suche/", views.search, name="search"),
    path("suche/beschreibung.xml", views.search_description, name="search_description"),
    path("quellen/", views.sources, name="sources"),
    path("logo/", views.logo, name="logo"),
    path("logo/<int:width>.webp", views.logo, name="logo_size"),
    re_path(rf"^(?P<key>{'|'.join(Page.Key.values)})/$", views.page, name="page"),
]
