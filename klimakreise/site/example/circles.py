"""The six circles of the coming event of the example, who leads their talks, and the wishes of those who have registered."""

from circles.models import Circle, Wish
from klimakreise.accounts.models import User
from klimakreise.site.example.registrations import address_of, name_of
from klimakreise.site.example.stage import HERE

LEAST, MOST = 5, 10
CIRCLES = {  # topic, title, guiding question
    "radwege": ("wege", "Radwege", "Welche Lücke im Netz schließen wir zuerst?"),
    "schulwege": ("wege", "Schulwege", "Was hält Kinder davon ab, selbst zur Schule zu gehen?"),
    "sonnenstrom": ("strom", "Sonnenstrom", "Was ist aus den ersten Dächern geworden?"),
    "schatten": ("schatten", "Schatten in der Stadt", "Welche Plätze kommen als nächste dran?"),
    "waermenetze": ("heizen", "Wärmenetze", "Wo lohnt sich ein gemeinsames Netz?"),
    "mietshaus": ("heizen", "Heizen im Mietshaus", "Wie kommen Mietende und Eigentümer*innen zusammen?"),
}
LEADS = {slug: 3 + 7 * place for place, slug in enumerate(CIRCLES)}  # which of the guests leads the talk
# The wishes of one person after the other, by the first letters of the circles; the seventh names one, the last none.
ORDERS = [
    "ras",
    "rso",
    "sro",
    "oam",
    "rao",
    "mwr",
    "r",
    "aso",
    "swm",
    "rma",
    "osr",
    "wmo",
    "ars",
    "rsa",
    "moa",
    "",
]
LETTERS = dict(zip("rsoawm", CIRCLES, strict=True))


def keep_coming_circles(store, event):
    """Keep the circles, and make the wishes and who leads the talks unless there are some already."""
    circles = {
        slug: store.keep(
            Circle,
            HERE,
            {"event": event, "slug": slug},
            topic=store["topic", topic],
            number=number,
            position=number,
            title=title,
            guiding_question=question,
            facilitator=name_of(LEADS[slug]),
            least_people=LEAST,
            most_people=MOST,
        )
        for number, (slug, (topic, title, question)) in enumerate(CIRCLES.items(), 1)
    }
    if Wish.objects.filter(registration__event=event).exists():
        return
    for slug, circle in circles.items():
        make_facilitator(event, circle, LEADS[slug])
    Wish.objects.bulk_create(
        Wish(registration=guest, circle=circles[LETTERS[letter]], rank=rank)
        for number, guest in enumerate(event.registrations.order_by("turn", "pk"))
        for rank, letter in enumerate(ORDERS[number % len(ORDERS)], 1)
    )


def make_facilitator(event, circle, number):
    """Give the guest of this number an account, with which they lead the talk; the way in is the mailbox of the demo."""
    address = address_of(number)
    user = User.objects.filter(email=address).first() or User.objects.create_user(
        address, name=name_of(number)
    )
    user.emailaddress_set.get_or_create(email=address, defaults={"verified": True, "primary": True})
    circle.facilitators.get_or_create(user=user)
    event.registrations.filter(email=address).update(user=user)
