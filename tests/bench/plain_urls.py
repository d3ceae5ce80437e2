"""The site, and beside it a plain page that writes twelve rows: what casting a ballot is compared with."""

from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from klimakreise.urls import *  # noqa: F403
from klimakreise.urls import urlpatterns
from surveys.models import BallotAnswer


@csrf_exempt
def plain(request):
    rows = [
        BallotAnswer(ballot_id=request.POST["ballot"], question_id=name[1:], value=value)
        for name, value in request.POST.items()
        if name[0] == "q"
    ]
    with transaction.atomic():
        BallotAnswer.objects.bulk_create(rows)
    return HttpResponseRedirect("/")


urlpatterns = [path("plain/", plain), *urlpatterns]
