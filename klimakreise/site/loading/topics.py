"""Topics, and at which editions they were worked on."""

from collections import Counter

from circles.models import Topic
from klimakreise.site.loading.leaves import Text, WholeReference
from klimakreise.site.loading.schema import List, Record
from klimakreise.site.loading.store import RefusedError
from surveys.models import TopicChoice

TOPIC = Record(
    named_by="slug",
    slug=Text(names="topic", required=True),
    title=Text(required=True),
    editions=List(WholeReference("edition"), apart=True),
)
COLOURS = ["sky", "sun", "clay", "stone", "plum", "moss", "rose", "teal"]


def keep_topics(store, items):
    """Keep the topics; a new one gets a colour that few others have."""
    colours = dict(Topic.objects.values_list("slug", "colour"))
    for item in items:
        if item.slug not in colours:
            used = Counter(colours.values())
            colours[item.slug] = min(COLOURS, key=lambda colour: used[colour])
        store["topic", item.slug] = store.keep(Topic, item, {"slug": item.slug}, colour=colours[item.slug])


def keep_choices(store, topics, editions):
    """Keep which topics were chosen for which edition: those that name it, and those of its circles."""
    chosen = {}
    for topic in topics:
        for number in topic.editions:
            if ("edition", number) not in store:
                raise RefusedError(topic.lines["editions"], f"edition {number} did not take place")
            chosen[number, topic.slug] = topic
    for edition in editions:
        for circle in edition.circles:
            chosen.setdefault((edition.number, circle.topic), circle)
    for (number, slug), item in chosen.items():
        by = {"event": store["edition", number], "topic": store["topic", slug]}
        store.keep(TopicChoice, item.bare(), by, owner=by["event"], chosen=True)
