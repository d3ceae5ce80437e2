"""What a loading made, updated and left, told in a calm table."""

from collections import Counter

from django.utils import translation


class Report:
    def __init__(self):
        self.made, self.updated, self.left, self.gone = Counter(), Counter(), Counter(), {}

    def __str__(self):
        """The table: one line a kind, then what is not loaded any more, and the sums."""
        kinds = list(dict.fromkeys([*self.made, *self.updated, *self.left]))
        with translation.override("en"):
            names = {kind: str(kind._meta.verbose_name_plural) for kind in kinds}
            gone = [self._gone_line(kind, rows) for kind, rows in self.gone.items()]
        width = max([len(name) for name in names.values()] + [5])
        kinds.sort(key=lambda kind: names[kind])
        lines = [f"{'':{width}}  {'made':>6} {'updated':>8} {'left':>6}"]
        lines += [self._line(names[kind], width, [count[kind] for count in self._counts()]) for kind in kinds]
        made, updated, left = (count.total() for count in self._counts())
        return "\n".join([*lines, *gone, f"{made} made, {updated} updated, {left} left."])

    def _counts(self):
        return self.made, self.updated, self.left

    def _line(self, name, width, numbers):
        made, updated, left = (str(number or "–") for number in numbers)
        return f"{name:{width}}  {made:>6} {updated:>8} {left:>6}"

    def _gone_line(self, kind, rows):
        listed = "; ".join(str(row) for row in rows[:5]) + ("; …" if len(rows) > 5 else "")
        return f"No longer loaded, left as they are: {len(rows)} {kind._meta.verbose_name_plural}: {listed}"
