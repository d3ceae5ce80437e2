"""Disclosure control: which counts of a survey may be shown. Everything that leaves the ballots goes through `disclose()`.

The rules (docs/decisions.md, “What may be shown of a survey”):

- Nothing is shown of fewer than 10 people (LEAST_N).
- A plain question is shown whole.
- A question that describes the person, and every table of two questions, hides counts below 5 (K). On a scale, neighbours are put
  together first. Then further counts are hidden until nobody can compute a hidden one from what is shown to less than 5: the
  least and the greatest value it may have, given all shown counts, totals and bases, lie at least 5 apart (surveys/bounds.py).
- Groups answer by name (`is_named`): what they say is shown whole, however few they are.
- A zero is shown as zero, so that a hidden count is known to be at least 1. Whether somebody left out a question is no secret.
- What cannot be made safe by hiding is put together; what cannot be made safe at all is withheld.

A table of two questions counts those who answered both. Tables do not help against each other as long as they form no circle
(`forms_a_circle`): their totals are public anyway, so one can be glued to the next along the question they share.
"""

from dataclasses import dataclass, replace

from surveys.bounds import K, Programme

LEAST_N = 10  # of a table, and of each row and column of a table of two questions
ENOUGH_LEVELS = 3  # a scale in a table is not put together further only because of small counts

FEW, UNSAFE = "few", "unsafe"  # why a table is withheld


@dataclass(frozen=True)
class Table:
    """Counts of one question (one column) or of two, as they are.

    `counts[row][column]`. Where `several` rows can be chosen by one person, `bases[column]` says how many people are in a column
    and `most` how many rows one may choose (None: any number); otherwise each person is in exactly one cell.
    """

    counts: tuple[tuple[int, ...], ...]
    guarded: bool = True  # False: a plain question, shown whole
    is_named: bool = False
    row_scale: bool = False
    column_scale: bool = False
    several: bool = False
    bases: tuple[int, ...] = ()
    most: int | None = None

    @property
    def is_crossed(self):
        return len(self.counts[0]) > 1

    @property
    def n(self):
        return sum(self.bases if self.several else (sum(row) for row in self.counts))

    def base(self, column):
        return self.bases[column] if self.several else sum(row[column] for row in self.counts)

    def rest(self, row, column):
        """The people of a column who are not in this cell: as telling as the cell where several can be chosen."""
        return self.base(column) - self.counts[row][column]

    def is_small(self, row, column):
        count = self.counts[row][column]
        return 0 < count < K or (self.several and 0 < self.rest(row, column) < K)

    def put_together(self, rows, columns):
        """The table with the rows and columns of each group added up."""
        counts = tuple(
            tuple(sum(self.counts[r][c] for r in row for c in column) for column in columns) for row in rows
        )
        bases = tuple(sum(self.bases[c] for c in column) for column in columns) if self.several else ()
        return replace(self, counts=counts, bases=bases)


@dataclass(frozen=True)
class Disclosed:
    """What may be shown of a table.

    `rows` and `columns` say which of the table's rows and columns stand together in one of these (a row in none is left out);
    `cells[row][column]` is None where the count is hidden; `bases[column]` is how many people are in a column, `totals[row]` in
    a row (None for a table of one question: there the cell is the total). Withheld: `cells` is empty, `withheld` says why.
    """

    n: int | None
    rows: tuple[tuple[int, ...], ...] = ()
    columns: tuple[tuple[int, ...], ...] = ()
    cells: tuple[tuple[int | None, ...], ...] = ()
    bases: tuple[int, ...] = ()
    totals: tuple[int, ...] | None = None
    withheld: str = ""

    def is_whole(self, column=0):
        """Whether nothing of a column is hidden, put together or left out: only then mean and deviation may stand beside it."""
        singles = all(len(row) == 1 for row in self.rows)
        return not self.withheld and singles and all(row[column] is not None for row in self.cells)


def disclose(table):
    """The Disclosed of a Table, by the rules above; the same for the same table."""
    if not table.counts or not table.counts[0] or (table.n < LEAST_N and not table.is_named):
        return Disclosed(None, withheld=FEW)
    rows = tuple((row,) for row in range(len(table.counts)))
    columns = tuple((column,) for column in range(len(table.counts[0])))
    if not table.guarded or table.is_named:
        return shown(table, rows, columns, hidden=set())
    rows, columns = roughly(table, rows, columns)
    while not table.is_crossed or ((len(rows) > 1 or table.several) and len(columns) > 1):
        if not rows:
            break
        candidate = table.put_together(rows, columns)
        hidden, narrow = hide(candidate, left_out(table, rows, columns))
        if narrow is None:
            return shown(table, rows, columns, hidden)
        if not table.is_crossed:
            break
        rows, columns = coarser(table, rows, columns, narrow)
    return Disclosed(table.n, withheld=UNSAFE)


def shown(table, rows, columns, hidden):
    coarse = table.put_together(rows, columns)
    cells = tuple(
        tuple(None if (r, c) in hidden else count for c, count in enumerate(row))
        for r, row in enumerate(coarse.counts)
    )
    bases = tuple(coarse.base(column) for column in range(len(columns)))
    totals = tuple(sum(row) for row in coarse.counts) if table.is_crossed else None
    return Disclosed(table.n, rows, columns, cells, bases, totals)


def left_out(table, rows, columns):
    """The totals of the rows that are not shown: whoever knows the question's own figures knows about them."""
    there = {row for group in rows for row in group}
    return [sum(counts) for row, counts in enumerate(table.counts) if row not in there] if columns else []


# --- putting together ---


def roughly(table, rows, columns):
    """Rows and columns put together (or, where several can be chosen, left out) before anything is hidden."""
    if not table.is_crossed:
        return (neighbours(table, rows, columns) if table.row_scale else rows), columns
    columns = merged(columns, lambda c: sum(table.base(each) for each in c), table.column_scale)
    if table.several:
        rows = tuple(row for row in rows if sum(table.counts[row[0]]) >= LEAST_N)
    else:
        rows = merged(rows, lambda r: sum(sum(table.counts[each]) for each in r), table.row_scale)
        if table.row_scale:
            rows = neighbours(table, rows, columns)
    if table.column_scale:
        columns = tuple(neighbours(turned(table), columns, rows)) if not table.several else columns
    return rows, columns


def turned(table):
    return replace(table, counts=tuple(zip(*table.counts, strict=True)))


def merged(groups, size, is_scale):
    """Groups put together until each has LEAST_N people or none."""
    while len(groups) > 1:
        small = [group for group in groups if 0 < size(group) < LEAST_N]
        if not small:
            break
        groups = joined(groups, min(small, key=size), size, is_scale)
    return groups


def joined(groups, group, size, is_scale):
    """`group` put together with a neighbour on a scale, else with the smallest other one that has anybody in it."""
    place = groups.index(group)
    if is_scale:
        other = min(groups[max(place - 1, 0) : place] + groups[place + 1 : place + 2], key=size)
    else:
        others = [each for each in groups if each != group]
        other = min(others, key=lambda each: (size(each) == 0, size(each)))
    both = tuple(sorted(group + other))
    return tuple(sorted([each for each in groups if each not in (group, other)] + [both]))


def neighbours(table, rows, columns):
    """Points of a scale put together while a count is small and, in a table of two questions, enough points are left."""
    while len(rows) > (ENOUGH_LEVELS if table.is_crossed else 1):
        coarse = table.put_together(rows, columns)
        small = [
            (sum(counts), row)
            for row, counts in enumerate(coarse.counts)
            if any(0 < count < K for count in counts)
        ]
        if not small:
            break
        sizes = {group: sum(counts) for group, counts in zip(rows, coarse.counts, strict=True)}
        rows = joined(rows, rows[min(small)[1]], sizes.__getitem__, is_scale=True)
    return rows


def coarser(table, rows, columns, narrow):
    """Rows and columns after hiding did not help: the row or column of the cell that stays narrow is put together or left out."""
    row, column = narrow
    coarse = table.put_together(rows, columns)
    if table.several:
        return tuple(group for place, group in enumerate(rows) if place != row), columns
    row_sizes = {group: sum(counts) for group, counts in zip(rows, coarse.counts, strict=True)}
    column_sizes = {group: coarse.base(place) for place, group in enumerate(columns)}
    if len(rows) > 2 and (len(columns) <= 2 or row_sizes[rows[row]] <= column_sizes[columns[column]]):
        return joined(rows, rows[row], row_sizes.__getitem__, table.row_scale), columns
    return rows, joined(columns, columns[column], column_sizes.__getitem__, table.column_scale)


# --- hiding ---


def hide(table, left_out):
    """The cells to hide, and None; or what was tried, and a cell that stays too narrow however much is hidden."""
    cells = [(row, column) for row in range(len(table.counts)) for column in range(len(table.counts[0]))]
    small = {cell for cell in cells if table.is_small(*cell)}
    hidden = set(small)
    while (narrow := Programme(table, hidden, left_out).narrow()) is not None:
        companion = choose(table, hidden, narrow)
        if companion is None:
            return hidden, narrow
        hidden.add(companion)
    for cell in sorted(hidden - small, key=lambda cell: (-table.counts[cell[0]][cell[1]], cell)):
        if Programme(table, hidden - {cell}, left_out).narrow() is None:
            hidden.remove(cell)
    return hidden, None


def choose(table, hidden, narrow):
    """The next count to hide so that `narrow` has more room: in its row, its column, or to close a rectangle; None if there is none."""
    open_cells = [
        (row, column)
        for row, counts in enumerate(table.counts)
        for column, count in enumerate(counts)
        if count and (row, column) not in hidden and (not table.several or table.rest(row, column))
    ]
    for axis in (0, 1) if table.is_crossed else (1,):
        room = sum(table.counts[r][c] - 1 for r, c in hidden if (r, c)[axis] == narrow[axis])
        across = [cell for cell in open_cells if cell[axis] == narrow[axis]]
        if across and room - (table.counts[narrow[0]][narrow[1]] - 1) < K:
            return smallest(table, hidden, across, 1 - axis)
    corners = [cell for cell in open_cells if any(cell[0] == r or cell[1] == c for r, c in hidden)]
    return smallest(table, hidden, corners or open_cells, 0) if open_cells else None


def smallest(table, hidden, cells, axis):
    """Rather one whose other line has a hidden cell already, and rather one that is large enough to hide another."""
    lines = {cell[axis] for cell in hidden}

    def price(cell):
        count = table.counts[cell[0]][cell[1]]
        return (cell[axis] not in lines, count <= K, count, cell)

    return min(cells, key=price)


def forms_a_circle(edges):
    """Whether tables of two questions, as pairs of names, form a circle, in which one may help to compute another."""
    leader: dict = {}

    def lead(name):
        while leader.get(name, name) != name:
            name = leader[name]
        return name

    for one, other in edges:
        if (first := lead(one)) == (second := lead(other)):
            return True
        leader[first] = second
    return False
