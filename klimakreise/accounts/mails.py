"""The mails that allauth sends. What they say comes sealed: codes, and what a browser says of itself."""

from klimakreise.mailing.registry import mail

# allauth's names of the mails that have a template of ours, `mail/accounts/<name>.md`
OURS = ["login_code"]


def from_what_was_sealed(_about, **secret):
    return {"context": secret}


for name in [*OURS, "other"]:
    mail(f"accounts/{name}")(from_what_was_sealed)
