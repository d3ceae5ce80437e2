"""Settings of Klimakreise, read from environment variables; the table of them stands in the README.

A missing or senseless value stops the start with one sentence that names the variable.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from klimakreise.environment import (
    bucket,
    database,
    env,
    env_address,
    env_bool,
    env_choice,
    env_folder,
    env_int,
    env_list,
    env_sender,
    mailer,
    shared_cache,
)
from klimakreise.site import logs

BASE_DIR = Path(__file__).resolve().parent.parent

# What this installation is
DEMO = env_bool("DEMO", default=False)  # local trial: plain http, mail into a local mailbox, a key of its own
DEBUG = False  # never on: the site looks and fails the same everywhere
SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 50 and not DEMO:
    raise ImproperlyConfigured("SECRET_KEY is too short to be secret; take 50 random characters or more.")
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if DEMO else "")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "Set ALLOWED_HOSTS to the host names of the site, e.g. klimakreise.example.org."
    )
if not DEMO and any("*" in host for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must not contain “*”: name the hosts of the site one by one.")
HTTPS = env_bool("HTTPS", default=not DEMO)

# Rooms, highest first
INSTALLED_APPS = [
    "klimakreise.site",
    "surveys",
    "klimakreise.dialogue",
    "circles",
    "events",
    "klimakreise.alliance",
    "klimakreise.accounts",
    "klimakreise.mailing",
    "klimakreise.jobs",
    "klimakreise.publishing",
    "django_tasks_db",
    "import_export",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "klimakreise.site.apps.PlanningAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",  # the templates of its widgets
]

MIDDLEWARE = [
    "klimakreise.site.middleware.heads_without_body",
    "klimakreise.site.middleware.healthz",
    "klimakreise.site.middleware.request_log",
    "klimakreise.site.middleware.policy_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "klimakreise.site.middleware.CompressPublicPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "klimakreise.site.middleware.LanguageOfThePath",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "klimakreise.accounts.second_factor.planners_show_it",
    "klimakreise.publishing.acting.who_acts",
    "klimakreise.site.middleware.own_pages_stay_private",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "klimakreise.urls"
WSGI_APPLICATION = "klimakreise.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "klimakreise.site.context.page_frame",
            ],
        },
    },
]
FORM_RENDERER = "klimakreise.publishing.forms.Renderer"

# Data
DATABASES = {"default": database(env("DATABASE_URL", f"sqlite:///{BASE_DIR / 'klimakreise.sqlite3'}"))}
CACHES = {
    "default": shared_cache(env("CACHE_URL", "database:")),  # limits count here, for all processes
    # What may differ for a minute.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 60},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_S3 = env("MEDIA_S3", "")  # object storage instead of a folder
MEDIA_ROOT = env_folder("MEDIA_ROOT", BASE_DIR / "media", must_exist=not DEMO and not MEDIA_S3)
FILES_SENT_BY = env_choice("FILES_SENT_BY", "site", "nginx")
if MEDIA_S3 and FILES_SENT_BY == "nginx":
    raise ImproperlyConfigured("FILES_SENT_BY=nginx needs files in a folder; without MEDIA_S3 they are.")
MEDIA_URL = "media/"
SURVEY_KEYS = env_folder("SURVEY_KEYS", BASE_DIR / "survey-keys", must_exist=not DEMO)  # in no backup
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a whole event with all its parts is one form
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": bucket(MEDIA_S3) if MEDIA_S3 else {"BACKEND": "klimakreise.publishing.files.storages.Folder"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Language and time
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["klimakreise.formats"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# People: login by a code sent to the e-mail address
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["klimakreise.accounts.backends.RoleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "site:home"  # in the language of the page
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}  # or with nothing shown yet; after a passkey there is no need
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_CHANGE_EMAIL = True  # one address for each account
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before the address changes or the account goes
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # a mail either way: known and unknown addresses take the same time
ACCOUNT_SIGNUP_FORM_CLASS = "klimakreise.accounts.naming.SignupName"
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_SIGNUP_REDIRECT_URL = "account"
ACCOUNT_FORMS = {
    name: f"klimakreise.accounts.forms.{name.title().replace('_', '')}Form"
    for name in (
        "login", "request_login_code", "confirm_login_code", "signup", "add_email", "confirm_email_verification_code",
        "confirm_reauthentication_code",
    )
}  # fmt: skip
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = {  # beside those of allauth
    "join": "10/h/ip",
    "join_mail": "3/d/key",
    "invite": "30/d/user",
    "comment": "5/10m/user,40/d/user",
    "live": "60/m/key",  # by registration: a whole room has one address
    "live_question": "5/5m/key",
    "register": "60/h/ip",  # a whole office or school has one address
    "register_mail": "6/d/key",
    "code_request": "60/h/ip",
    "code_request_mail": "6/d/key",
    "survey_open": "60/h/ip",
    "survey_statement": "20/h/ip",
    "survey_code": "30/10m/ip",  # wrong ones
}
ACCOUNT_ADAPTER = "klimakreise.accounts.adapter.AccountAdapter"
MFA_ADAPTER = "klimakreise.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # http://localhost
MFA_TOTP_TOLERANCE = 1  # clocks of phones are half a minute wrong
MFA_FORMS = {
    name: f"klimakreise.accounts.forms.{form}"
    for name, form in {
        "authenticate": "AuthenticateForm",
        "reauthenticate": "ReauthenticateForm",
        "activate_totp": "ActivateTOTPForm",
        "add_webauthn": "AddWebAuthnForm",
        "authenticate_webauthn": "AuthenticateWebAuthnForm",
        "login_webauthn": "LoginWebAuthnForm",
        "reauthenticate_webauthn": "ReauthenticateWebAuthnForm",
        "edit_webauthn": "EditWebAuthnForm",
    }.items()
}
PLANNER_SECOND_FACTOR = env_bool("PLANNER_SECOND_FACTOR", default=not DEMO)
USERSESSIONS_TRACK_ACTIVITY = False  # no clock of who was there when, beside secret ballots
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("PROXY_COUNT", 0)

# Jobs and mail
TASKS = {"default": {"BACKEND": "klimakreise.jobs.backends.JobBackend", "QUEUES": ["default", "mail"]}}
MAILERS = {
    "default": mailer(
        env("MAIL_URL", "mailbox:" if DEMO else None), BASE_DIR / ".demo/mailbox" if DEMO else None
    )
}
DEFAULT_FROM_EMAIL = env_sender("MAIL_FROM", "klimakreise@localhost" if DEMO else None)
SITE_URL = env_address("SITE_URL", f"http://127.0.0.1:{env_int('PORT', 8000)}" if DEMO else None)

# What a browser may do with our pages
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env_int("PROXY_COUNT", 0) else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

LOGGING = logs.configuration(plain=DEMO)
