"""People who log in, and the offices of the city."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts.invitation import CityInvitation, Invitation
from klimakreise.accounts.limits import CountedUse
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Source
from klimakreise.publishing.partial_dates import PartialDateField

__all__ = [
    "CityInvitation",
    "CityPerson",
    "CountedUse",
    "Department",
    "FormerName",
    "Invitation",
    "SharedCacheRow",
    "User",
    "UserManager",
]


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        """Create a person; without a password the login is by code only."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person; the e-mail address is the login."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_planner = models.BooleanField(
        _("planning team"), default=False, help_text=_("Sees drafts, publishes, works in the admin.")
    )
    department = models.ForeignKey(
        "Department",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("department"),
        help_text=_("The office of the city that this person speaks for."),
    )
    department_since = models.DateField(_("with the department since"), null=True, blank=True)
    language = models.CharField(
        _("language of mails"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    date_joined = models.DateTimeField(_("date joined"), auto_now_add=True)

    lacks_second_factor = False  # in this request; `second_factor.planners_show_it` says so

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_is_unique_in_any_case",
                violation_error_message=_("There is an account with this e-mail address already."),
            ),
        ]

    def __str__(self):
        return self.name or self.email

    def end_sessions(self):
        """Log this person out everywhere: what a session was opened with no longer fits the account."""
        self.set_unusable_password()
        self.save(update_fields=["password"])

    @property
    def is_staff(self):
        """Django's word for: belongs in the admin, whose door asks for the second factor."""
        return self.is_active and (self.is_planner or self.is_superuser)

    @property
    def sees_drafts(self):
        """Whether this person has the rights of the planning team here and now."""
        return self.is_staff and not self.lacks_second_factor

    @property
    def is_city(self):
        """Whether this person speaks for an office of the city."""
        return self.is_active and self.department_id is not None


class Department(models.Model):
    """An office, staff unit or committee of the city."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("tasks"), max_length=300, blank=True)
    seen_from = PartialDateField(
        _("under this name since at least"),
        null=True,
        blank=True,
        help_text=_("First mention in the sources."),
    )
    seen_in = PartialDateField(
        _("mentioned under this name in"),
        null=True,
        blank=True,
        help_text=_("Where only one mention is known."),
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    history = History()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug=""),
                name="department_has_a_slug",
                violation_error_message=_("Give the last part of the page's address."),
            ),
        ]

    def __str__(self):
        return self.name


class CityPerson(User):
    """Somebody who speaks for an office, as the planning team sees them in the admin."""

    class Meta:
        proxy = True
        verbose_name = _("person of the city")
        verbose_name_plural = _("people of the city")
        ordering = ["department__name", "name", "email"]


class FormerName(models.Model):
    """A name that a department had before."""

    department = models.ForeignKey(
        Department, models.CASCADE, related_name="former_names", verbose_name=_("department")
    )
    name = models.CharField(_("name"), max_length=200)
    until = PartialDateField(_("until"), null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        constraints = [
            models.UniqueConstraint(
                fields=["department", "name"],
                name="former_name_is_listed_once",
                violation_error_message=_("This former name is listed already."),
            ),
        ]

    def __str__(self):
        return self.name


class SharedCacheRow(models.Model):
    """A row of the cache that all processes share: Django reads and writes it, `migrate` makes its table."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("row of the shared cache")
        verbose_name_plural = _("rows of the shared cache")
        db_table = "shared_cache"

    def __str__(self):
        return self.cache_key
