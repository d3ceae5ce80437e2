"""The six circles of the coming event of the example, and the wishes of those who have registered: more for some than fit in."""

from circles.models import Circle, Wish
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
    """Keep the circles, and make the wishes unless there are some already."""
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
            least_people=LEAST,
            most_people=MOST,
        )
        for number, (slug, (topic, title, question)) in enumerate(CIRCLES.items(), 1)
    }
    if Wish.objects.filter(registration__event=event).exists():
        return
    Wish.objects.bulk_create(
        Wish(registration=guest, circle=circles[LETTERS[letter]], rank=rank)
        for number, guest in enumerate(event.registrations.order_by("turn", "pk"))
        for rank, letter in enumerate(ORDERS[number % len(ORDERS)], 1)
    )
