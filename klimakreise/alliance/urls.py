from django.urls import path

from klimakreise.alliance import views

app_name = "alliance"

urlpatterns = [
    path("buendnis/", views.alliance_detail, name="alliance"),
    path("buendnis/gruppen/", views.group_list, name="groups"),
    path("buendnis/gruppen/<slug:slug>/", views.group_detail, name="group"),
    path("buendnis/gruppen/<slug:slug>/bearbeiten/", views.edit_group, name="edit_group"),
    path("buendnis/mitmachen/", views.joining, name="joining"),
    path("forderungen/", views.demand_list, name="demands"),
    path("forderungen/<slug:slug>/", views.demand_detail, name="demand"),
]
