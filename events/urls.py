from django.urls import path

from events import calendar_views, registration_views, release_views, views
from events.feeds import AllAgendas, EventAgenda

app_name = "events"

urlpatterns = [
    path("veranstaltungen/", views.event_list, name="events"),
    path("veranstaltungen/kalender.ics", calendar_views.calendar_of_all, name="calendar"),
    path("veranstaltungen/<slug:slug>/", views.event_detail, name="event"),
    path("veranstaltungen/<slug:slug>/kalender.ics", calendar_views.calendar_of_event, name="event_calendar"),
    path("veranstaltungen/<slug:slug>/bild/", views.event_picture, name="picture"),
    path("veranstaltungen/<slug:slug>/bild/<int:width>.webp", views.event_picture, name="picture_size"),
    path("veranstaltungen/<slug:slug>/kurzprotokoll/", views.protocol, name="protocol"),
    path("veranstaltungen/<slug:slug>/material/<int:pk>/", views.material, name="material"),
    path(
        "veranstaltungen/<slug:slug>/material/<int:pk>/<int:width>.webp", views.material, name="material_size"
    ),
    path("veranstaltungen/<slug:slug>/programm/", release_views.release_list, name="releases"),
    path("veranstaltungen/<slug:slug>/programm/<int:number>/", release_views.release_detail, name="release"),
    path("veranstaltungen/<slug:slug>/programm.atom", EventAgenda(), name="release_feed"),
    path("veranstaltungen/<slug:slug>/anmeldung/", registration_views.register, name="register"),
    path(
        "veranstaltungen/<slug:slug>/anmeldung/gesendet/",
        registration_views.registration_sent,
        name="registration_sent",
    ),
    path("anmeldung/<str:token>/", registration_views.registration, name="registration"),
    path(
        "anmeldung/<str:token>/angaben/", registration_views.change_registration, name="change_registration"
    ),
    path(
        "anmeldung/<str:token>/abmelden/", registration_views.cancel_registration, name="cancel_registration"
    ),
    path("anmeldung/<str:token>/kalender.ics", calendar_views.own_calendar, name="own_calendar"),
    path("feeds/programm.atom", AllAgendas(), name="feed"),
]
