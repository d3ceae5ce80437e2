"""How often forms that everyone may send are taken: counted for all processes in one statement.

allauth's own limits cost a dozen statements each in the shared cache; these are for what many send at once. The rates stand
beside allauth's in `ACCOUNT_RATE_LIMITS`; a stretch of time begins for all at once, so twice as many fit around its turn.
"""

import hashlib
import time

from allauth.core.internal.ratelimit import get_ip, parse_rates
from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

UPSERT = """
INSERT INTO accounts_counteduse (key, count, ends_at) VALUES {rows}
ON CONFLICT (key) DO UPDATE SET count = accounts_counteduse.count + 1 RETURNING key, count
"""


class CountedUse(models.Model):
    """How often somebody has done something within one stretch of time; who and what is hidden in the key."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField()
    ends_at = models.BigIntegerField(db_index=True)  # seconds since 1970

    class Meta:
        verbose_name = _("counted use")
        verbose_name_plural = _("counted uses")

    def __str__(self):
        return f"{self.key}: {self.count}"


def used_up(request, **keys):
    """Count one use of each action, and return the set of the actions that were used too often.

    `keys` are the names of actions in ACCOUNT_RATE_LIMITS, with what each is counted by ("" where the rate says "ip").
    """
    limits, now = {}, int(time.time())
    for action, given in keys.items():
        for rate in parse_rates((settings.ACCOUNT_RATE_LIMITS or {}).get(action)):
            stretch = now // int(rate.duration)
            source = get_ip(request) if rate.per == "ip" else given
            key = hashlib.sha256(f"{action} {rate} {stretch} {source}".encode()).hexdigest()
            limits[key] = (action, rate.amount, (stretch + 1) * int(rate.duration))
    if not limits:
        return set()
    rows = sorted((key, 1, ends_at) for key, (_action, _amount, ends_at) in limits.items())
    with connection.cursor() as cursor:
        # In the order of the keys, so that no two of these wait for each other.
        cursor.execute(UPSERT.format(rows=", ".join(["(%s, %s, %s)"] * len(rows))), sum(rows, ()))
        counts = dict(cursor.fetchall())
    return {action for key, (action, amount, _ends_at) in limits.items() if counts[key] > amount}
