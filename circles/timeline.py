"""The history of a measure: what was reported when, and who contradicts whom."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Moment:
    """One place in the history: a report, or reports that contest each other and so stand side by side."""

    reports: list

    @property
    def date(self):
        """The PartialDate that all its reports share, or None."""
        dates = {report.date for report in self.reports}
        return dates.pop() if len(dates) == 1 else None

    @property
    def is_undated(self):
        return all(report.date is None for report in self.reports)

    @property
    def is_contested(self):
        return len(self.reports) > 1

    @property
    def is_disputed(self):
        """Whether the voices still contradict each other."""
        return any(report.is_disputed for report in self.reports)


def timeline(reports):
    """Moments in the order of `reports` (which come `with_dispute()`).

    Reports that contest each other, over whatever time, are one moment at the place of the first of them; the
    contested one comes before those that contest it.
    """
    moments = []
    for group in disputes(reports):
        group.sort(key=lambda report: report.contests_id is not None)
        moments.append(Moment(group))
    return moments


def disputes(reports):
    """`reports` in lists of those that contest each other, directly or through others; most lists hold one."""
    groups = {report.pk: [report] for report in reports}
    for report in reports:
        mine, theirs = groups[report.pk], groups.get(report.contests_id)
        if theirs is not None and theirs is not mine:
            theirs += mine
            groups.update(dict.fromkeys((each.pk for each in mine), theirs))
    return list({id(group): group for group in groups.values()}.values())
