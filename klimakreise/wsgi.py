"""The WSGI entry point; gunicorn loads `klimakreise.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klimakreise.settings")

application = get_wsgi_application()
