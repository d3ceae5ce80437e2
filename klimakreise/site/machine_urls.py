"""Addresses for machines; no language. /healthz is answered before routing: klimakreise.site.middleware.healthz."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from klimakreise.site import machines
from klimakreise.site.sitemaps import SITEMAPS

urlpatterns = [
    path("readyz", machines.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", machines.security_txt, name="security_txt"),
]
