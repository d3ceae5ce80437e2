from django.urls import path

from surveys import views

app_name = "surveys"

urlpatterns = [
    path("umfragen/", views.survey_list, name="surveys"),
    path("umfragen/<slug:slug>/", views.survey_detail, name="survey"),
    path("umfragen/<slug:slug>/antworten/", views.answer, name="answer"),
    path("umfragen/<slug:slug>/antworten/danke/", views.answered, name="answered"),
    path("umfragen/<slug:slug>/ergebnisse/", views.survey_results, name="results"),
    path("themenwahl/<slug:event_slug>/", views.topic_choice, name="choice"),
]
