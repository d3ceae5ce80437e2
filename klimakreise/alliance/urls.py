from django.urls import path

from klimakreise.alliance import views

app_name = "alliance"

urlpatterns = [
    path("buendnis/", views.alliance_detail, name="alliance"),
    path("buendnis/gruppen/", views.group_list, name="groups"),
    path("buendnis/gruppen/<slug:slug>/", views.group_detail, name="group"),
    path("buendnis/gruppen/<slug:slug>/logo/", views.group_logo, name="group_logo"),
    path("buendnis/gruppen/<slug:slug>/logo/<int:width>.webp", views.group_logo, name="group_logo_size"),
    path("buendnis/gruppen/<slug:slug>/bearbeiten/logo/<int:pk>/", views.proposed_logo, name="proposed_logo"),
    path("buendnis/gruppen/<slug:slug>/bearbeiten/", views.edit_group, name="edit_group"),
    path("buendnis/gruppen/<slug:slug>/menschen/", views.group_people, name="group_people"),
    path("buendnis/gruppen/<slug:slug>/menschen/<int:pk>/ende/", views.dismiss_member, name="dismiss_member"),
    path(
        "buendnis/gruppen/<slug:slug>/menschen/einladungen/<int:pk>/ende/",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("buendnis/einladung/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("buendnis/mitmachen/", views.joining, name="joining"),
    path("buendnis/mitmachen/antrag/", views.ask_to_join, name="ask_to_join"),
    path("buendnis/mitmachen/antrag/gesendet/", views.asked_to_join, name="asked_to_join"),
    path("buendnis/mitmachen/bestaetigen/<str:token>/", views.confirm_joining, name="confirm_joining"),
    path("forderungen/", views.demand_list, name="demands"),
    path("forderungen/<slug:slug>/", views.demand_detail, name="demand"),
]
