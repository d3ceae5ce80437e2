"""One's own account: what is known of it, and its end."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from klimakreise.accounts import joining, second_factor
from klimakreise.accounts.invitation import by_token
from klimakreise.accounts.models import User
from klimakreise.accounts.naming import NameForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request):
    form = NameForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("The name is saved."))
        return redirect("account")
    request.user.refresh_from_db(
        fields=["name"]
    )  # a name that was refused is not shown elsewhere on the page
    return render(
        request, "account/account.html", {"form": form, "second_factors": second_factor.kinds(request.user)}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token):
    """The page behind the link of an invitation of any kind: opening it changes nothing, the button accepts."""
    found = by_token(token)
    if found is None:
        raise Http404
    if request.user.is_authenticated and not found.is_for(request.user):
        return render(request, "account/invitation_for_another.html", {"invitation": found}, status=403)
    person = User.objects.filter(email__iexact=found.email).first()
    closed = person and not person.is_active and not found.opens_closed_accounts
    name = (person and person.name) or found.name
    form = NameForm(request.POST or None, instance=person, initial={"name": name})
    if request.method == "POST" and found.is_open and form.is_valid():
        user = joining.accept(found, form.cleaned_data["name"])
        if user:
            return joining.log_in(request, user, found.leads_to())
        found.refresh_from_db()
    can_accept = found.is_open and not closed
    context = {"invitation": found, "form": form, "closed": closed, "can_accept": can_accept}
    return render(request, "account/invitation.html", context, status=200 if can_accept else 410)


@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request):
    if request.method == "POST":
        user = request.user
        logout(request)
        user.delete()
        messages.success(request, gettext("The account is deleted."))
        return redirect("account_login")
    return render(request, "account/delete.html")
