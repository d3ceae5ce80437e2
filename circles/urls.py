from django.urls import path

from circles import views

app_name = "circles"

urlpatterns = [
    path("themen/", views.topic_list, name="topics"),
    path("themen/<slug:slug>/", views.topic_detail, name="topic"),
    path("veranstaltungen/<slug:event_slug>/kreise/<slug:slug>/", views.circle_detail, name="circle"),
    path("veranstaltungen/<slug:event_slug>/plenum/", views.plenary, name="plenary"),
    path("anmeldung/<str:token>/wuensche/", views.wishes, name="wishes"),
    path("ergebnisse/<int:pk>/", views.result_detail, name="result"),
    path("faden/<int:pk>/", views.result_thread, name="thread"),
    path("massnahmen/", views.measure_list, name="measures"),
    path("massnahmen/<slug:slug>/", views.measure_detail, name="measure"),
]
