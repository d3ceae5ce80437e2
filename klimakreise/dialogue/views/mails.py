from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from klimakreise.accounts.models import User
from klimakreise.dialogue.forms import MailForm
from klimakreise.dialogue.mails import SALT
from klimakreise.dialogue.models import NoReplyMail
from klimakreise.publishing.secrets import secret_address


@require_http_methods(["GET", "HEAD", "POST"])
@secret_address
def no_reply_mail(request, token):
    """The link below mails about replies: the page asks, the button stops them (or lets them come again)."""
    try:
        person = User.objects.filter(pk=signing.loads(token, salt=SALT)).first()
    except signing.BadSignature:
        person = None
    if person and request.method == "POST":
        if "again" in request.POST:
            NoReplyMail.objects.filter(user=person).delete()
        else:
            NoReplyMail.objects.get_or_create(user=person)
        return redirect("dialogue:no_reply_mail", token)
    is_quiet = NoReplyMail.objects.filter(user=person).exists() if person else False
    context = {"person": person, "is_quiet": is_quiet}
    return render(request, "dialogue/no_reply_mail.html", context, status=200 if person else 404)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choice(request):
    """One's own account: which mails come, and in which language."""
    form = MailForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Saved."))
        return redirect("dialogue:mail_choice")
    return render(request, "dialogue/mail_choice.html", {"form": form})
