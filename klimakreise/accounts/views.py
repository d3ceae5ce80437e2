"""One's own account: what is known of it, and its end."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from klimakreise.accounts import second_factor
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
