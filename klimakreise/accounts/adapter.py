from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the planning team until people can register themselves."""

    def is_open_for_signup(self, request):
        return False
