from django.urls import path, re_path

from klimakreise.dialogue import views
from klimakreise.dialogue.views import live, live_host

app_name = "dialogue"

urlpatterns = [
    path("veranstaltungen/<slug:slug>/live/", live.live, name="live"),
    path("veranstaltungen/<slug:slug>/live/ergebnisse/", live.live_results, name="live_results"),
    path("veranstaltungen/<slug:slug>/live/leiten/", live_host.live_host, name="live_host"),
    path(
        "veranstaltungen/<slug:slug>/live/leiten/einstellungen/",
        live_host.live_settings,
        name="live_settings",
    ),
    path("veranstaltungen/<slug:slug>/live/leiten/ende/", live_host.live_end, name="live_end"),
    path("veranstaltungen/<slug:slug>/live/leiten/abstimmung/", live_host.live_poll, name="live_poll_add"),
    path(
        "veranstaltungen/<slug:slug>/live/leiten/abstimmung/<int:pk>/", live_host.live_poll, name="live_poll"
    ),
    path(
        "veranstaltungen/<slug:slug>/live/leiten/ausblenden/<int:pk>/", live_host.live_hide, name="live_hide"
    ),
    path("veranstaltungen/<slug:slug>/live/leinwand/", live_host.live_screen, name="live_screen"),
    path("anmeldung/<str:token>/live/", live.live_enter, name="live_enter"),
    path("stadt/", views.desk, name="desk"),
    re_path(r"^stadt/(?P<part>wartet|eingang|beantwortet)/$", views.desk_list, name="desk_list"),
    path("stadt/entwuerfe/", views.announcement, name="drafts"),
    path("stadt/zuordnen/<slug:kind>/<int:pk>/", views.assignment, name="assign"),
    path("stadt/antworten/<slug:kind>/<int:pk>/", views.statement_add, name="answer"),
    path("stadt/stellungnahmen/<int:pk>/", views.statement_edit, name="statement"),
    path("konto/benachrichtigungen/", views.mail_choice, name="mail_choice"),
    path("kommentare/<slug:kind>/<int:pk>/", views.comments, name="comments"),
    path("kommentare/<slug:kind>/<int:pk>/schreiben/", views.comment_add, name="comment_add"),
    path("kommentare/keine-mails/<str:token>/", views.no_reply_mail, name="no_reply_mail"),
    path("kommentare/<int:pk>/", views.comment_place, name="comment"),
    path("kommentare/<int:pk>/zurueckziehen/", views.comment_withdraw, name="comment_withdraw"),
    path("kommentare/<int:pk>/ausblenden/", views.comment_hide, name="comment_hide"),
    path("kommentare/<int:pk>/zeigen/", views.comment_show, name="comment_show"),
]
