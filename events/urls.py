from django.urls import path

from events import views

app_name = "events"

urlpatterns = [
    path("veranstaltungen/", views.event_list, name="events"),
    path("veranstaltungen/<slug:slug>/", views.event_detail, name="event"),
    path("veranstaltungen/<slug:slug>/bild/", views.event_picture, name="picture"),
    path("veranstaltungen/<slug:slug>/kurzprotokoll/", views.protocol, name="protocol"),
    path("veranstaltungen/<slug:slug>/material/<int:pk>/", views.material, name="material"),
]
