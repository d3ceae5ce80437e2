"""One's own account: our pages, and those of allauth that we use. There are no passwords."""

from allauth.account import views as allauth
from django.urls import include, path

from klimakreise.accounts import views
from klimakreise.accounts.timing import in_the_same_time

urlpatterns = [
    path("", views.account, name="account"),
    path("einladung/<str:token>/", views.invitation, name="account_invitation"),
    path("loeschen/", views.delete, name="account_delete"),
    path("login/", allauth.login, name="account_login"),
    path("login/code/", allauth.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", allauth.logout, name="account_logout"),
    path("registrieren/", in_the_same_time(allauth.signup), name="account_signup"),
    path("e-mail/", allauth.email, name="account_email"),
    path("e-mail/code/", allauth.email_verification_sent, name="account_email_verification_sent"),
    path("bestaetigen/", allauth.reauthenticate, name="account_reauthenticate"),
    path(
        "bestaetigen/code/",
        allauth.request_reauthentication_code,
        name="account_request_reauthentication_code",
    ),
    path(
        "bestaetigen/code/eingeben/",
        allauth.confirm_reauthentication_code,
        name="account_confirm_reauthentication_code",
    ),
    path("geschlossen/", allauth.account_inactive, name="account_inactive"),
    path("zweiter-faktor/", include("allauth.mfa.urls")),
    path("sitzungen/", include("allauth.usersessions.urls")),
]
