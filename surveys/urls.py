from django.urls import path

from surveys import views

app_name = "surveys"

urlpatterns = [
    path("umfragen/", views.survey_list, name="surveys"),
    path("umfragen/<slug:slug>/", views.survey_detail, name="survey"),
    path("umfragen/<slug:slug>/antworten/", views.answer, name="answer"),
    path("umfragen/<slug:slug>/antworten/danke/", views.answered, name="answered"),
    path("umfragen/<slug:slug>/aussagen/<int:number>/vorschlagen/", views.propose_statement, name="propose"),
    path("umfragen/<slug:slug>/code/", views.ask_for_code, name="ask_for_code"),
    path("umfragen/<slug:slug>/code/gesendet/", views.code_asked, name="code_asked"),
    path("umfragen/<slug:slug>/ergebnisse/", views.survey_results, name="results"),
    path("umfragen/<slug:slug>/ergebnisse/ergebnisse.csv", views.results_csv, name="results_csv"),
    path("umfragen/<slug:slug>/ergebnisse/ergebnisse.json", views.results_json, name="results_json"),
    path("umfragen/<slug:slug>/ergebnisse/codebuch/", views.codebook, name="codebook"),
    path("geheime-umfragen/", views.secrecy, name="secrecy"),
    path("themenwahl/<slug:event_slug>/", views.topic_choice, name="choice"),
]
