from django.urls import path, re_path

from klimakreise.dialogue import views

app_name = "dialogue"

urlpatterns = [
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
