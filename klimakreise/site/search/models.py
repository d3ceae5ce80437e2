"""The index: what can be found, under which words, and what it hangs on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.partial_dates import PartialDateField


class SearchEntry(models.Model):
    """One thing that can be found, in one language. A copy: everything in it can be made anew from the thing."""

    class Kind(models.IntegerChoices):
        """Things that fit equally well stand in this order."""

        EVENT = 1, _("Event")
        CIRCLE = 2, _("Circle")
        RESULT = 3, _("Result")
        MEASURE = 4, _("Measure")
        STATEMENT = 5, _("Statement")
        TOPIC = 6, _("Topic")
        DEMAND = 7, _("Demand")
        GROUP = 8, _("Alliance group")
        SURVEY = 9, _("Survey")
        PROTOCOL = 10, _("Minutes")
        AGENDA_ITEM = 11, _("Agenda item")
        MATERIAL = 12, _("Material")
        PAGE = 13, _("Page")

    kind = models.PositiveSmallIntegerField(_("kind"), choices=Kind)
    thing = models.CharField(_("model"), max_length=60)
    key = models.BigIntegerField(_("key"))
    language = models.CharField(_("language"), max_length=2, default="de")
    shown_in = models.CharField(
        _("shown in"), max_length=2, blank=True
    )  # empty: in every language of the interface
    is_example = models.BooleanField(_("example"), default=False)
    visible_from = models.DateTimeField(_("visible from"))
    date = PartialDateField(_("date"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=500)  # of the German page
    title = models.TextField(_("title"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    title_words = models.TextField(blank=True)  # " stem stem | spelling spelling "
    digest = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["thing", "key", "language"],
                name="search_entry_is_made_once_in_a_language",
                violation_error_message=_("This thing is in the index already."),
            ),
        ]

    def __str__(self):
        return self.title


class SearchText(models.Model):
    """What an entry says. Apart from it, so that a search reads past thousands of entries without their texts."""

    entry = models.OneToOneField(
        SearchEntry,
        models.DB_CASCADE,
        primary_key=True,
        related_name="content",
        verbose_name=_("search entry"),
    )
    text = models.TextField(_("text"), blank=True)
    stems = models.TextField(blank=True)  # of title and text in their order, for phrases

    class Meta:
        verbose_name = _("text of a search entry")
        verbose_name_plural = _("texts of search entries")

    def __str__(self):
        return self.text


class SearchLink(models.Model):
    """What an entry has to do with: things that it hangs on, itself among them, and its topic."""

    entry = models.ForeignKey(SearchEntry, models.DB_CASCADE, related_name="links")
    thing = models.CharField(_("model"), max_length=60)
    key = models.BigIntegerField(_("key"))
    hangs_on = models.BooleanField(default=True)  # a draft of that thing hides the entry

    class Meta:
        verbose_name = _("link of a search entry")
        verbose_name_plural = _("links of search entries")
        ordering = ["pk"]
        indexes = [models.Index(fields=["thing", "key", "entry"], name="search_link_by_thing")]

    def __str__(self):
        return f"{self.thing} {self.key}"


class SearchWord(models.Model):
    """A word of the index as it is written somewhere, folded; `spellings` adds its stem where that is no part of it."""

    form = models.CharField(_("word"), max_length=60, unique=True)
    stem = models.CharField(_("stem"), max_length=60, db_index=True)
    spellings = models.CharField(max_length=121)

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        ordering = ["pk"]

    def __str__(self):
        return self.form


class SearchPosting(models.Model):
    """That a word stands in an entry."""

    pk = models.CompositePrimaryKey("word_id", "entry_id")
    word = models.ForeignKey(SearchWord, models.DB_CASCADE, related_name="postings", db_index=False)
    entry = models.ForeignKey(SearchEntry, models.DB_CASCADE, related_name="postings")

    class Meta:
        verbose_name = _("search posting")
        verbose_name_plural = _("search postings")

    def __str__(self):
        return f"{self.word_id} {self.entry_id}"


class SearchTerm(models.Model):
    """A term so frequent that where it stands is kept ready; of others it is worked out when they are looked for."""

    stem = models.CharField(_("stem"), max_length=60)
    part = models.CharField(_("part of a compound"), max_length=62)

    class Meta:
        verbose_name = _("frequent search term")
        verbose_name_plural = _("frequent search terms")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stem", "part"],
                name="search_term_is_kept_once",
                violation_error_message=_("There is one already: change that one."),
            ),
        ]

    def __str__(self):
        return self.part


class SearchStanding(models.Model):
    """That a frequent term stands in an entry, whole or in a compound, and how well it stands there: a `Place`."""

    class Place(models.IntegerChoices):
        """Where a term stands best in an entry; a higher one comes first."""

        IN_COMPOUND = 0, _("in a compound")
        IN_TEXT = 1, _("in the text")
        IN_COMPOUND_OF_TITLE = 2, _("in a compound of the title")
        IN_TITLE = 3, _("in the title")

    pk = models.CompositePrimaryKey("entry_id", "term_id")
    entry = models.ForeignKey(SearchEntry, models.DB_CASCADE, related_name="standings", db_index=False)
    term = models.ForeignKey(SearchTerm, models.DB_CASCADE, related_name="standings", db_index=False)
    place = models.PositiveSmallIntegerField(_("place"), choices=Place)
    is_whole = models.BooleanField(_("whole word"))

    class Meta:
        verbose_name = _("standing of a frequent search term")
        verbose_name_plural = _("standings of frequent search terms")
        indexes = [  # all that a search asks is in them: of a term its titles, and whether it stands in an entry
            models.Index(fields=["term", "place", "entry"], name="search_standing_by_place"),
            models.Index(fields=["term", "entry", "place", "is_whole"], name="search_standing_by_entry"),
        ]

    def __str__(self):
        return f"{self.term_id} {self.entry_id}"


class SearchCursor(models.Model):
    """How far the index has read the journal: one row, its position null until everything was indexed once."""

    position = models.BigIntegerField(_("last line read"), null=True)

    class Meta:
        verbose_name = _("search cursor")
        verbose_name_plural = _("search cursors")
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                name="search_cursor_is_the_only_one",
                violation_error_message=_("There is one already: change that one."),
            ),
        ]

    def __str__(self):
        return str(self.position)

    @classmethod
    def locked(cls):
        """The row, for the caller's transaction alone: who writes to the index asks for it first."""
        return cls.objects.select_for_update().first() or cls.objects.create()
