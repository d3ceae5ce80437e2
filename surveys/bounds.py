"""What a reader can compute of hidden counts: the least and the greatest value of each, by linear programming (HiGHS)."""

import math

from circles.seating.programme import quiet_solver

K = 5  # a count below this may show somebody; a hidden one stays at least this wide
NEAR = 1e-6


class Programme:
    """The linear programme of all tables that look the same to a reader as `table` (surveys/disclosure.py) with `hidden` cells.

    Its unknowns are the hidden cells and the rows that are left out, of which `left_out` are the totals. Its equations are what is
    shown: the bases of the columns and, in a table of two questions, the totals of the rows.
    """

    def __init__(self, table, hidden, left_out=()):
        self.table = table
        self.cells = sorted(hidden)
        self.unknown = {cell: place for place, cell in enumerate(self.cells)}
        columns = range(len(table.counts[0]))
        rows = len(table.counts)
        self.extra = [(rows + place, column) for place in range(len(left_out)) for column in columns]
        self.unknown |= {cell: len(self.cells) + place for place, cell in enumerate(self.extra)}
        self.equations = list(self.rows(left_out) if table.is_crossed else ()) + list(self.columns())

    def rows(self, left_out):
        """(least, greatest, unknowns) of each row: its total less what is shown of it."""
        for row, counts in enumerate(self.table.counts):
            places = [self.unknown[row, c] for c in range(len(counts)) if (row, c) in self.unknown]
            rest = sum(count for c, count in enumerate(counts) if (row, c) not in self.unknown)
            yield (sum(counts) - rest, sum(counts) - rest, places)
        for place, total in enumerate(left_out):
            row = len(self.table.counts) + place
            yield (total, total, [self.unknown[row, c] for c in range(len(self.table.counts[0]))])

    def columns(self):
        """Each column: where one person is in one cell, its base; else everybody has chosen between 1 and `most` rows."""
        for column in range(len(self.table.counts[0])):
            places = [place for (_row, c), place in self.unknown.items() if c == column]
            shown = sum(
                counts[column]
                for row, counts in enumerate(self.table.counts)
                if (row, column) not in self.unknown
            )
            base = self.table.base(column)
            greatest = base if not self.table.several else base * (self.table.most or math.inf) if base else 0
            yield (base - shown, greatest - shown, places)

    def limits(self, cell):
        """A zero would be shown, and so would “all” where several can be chosen."""
        if cell in self.extra:
            return (0, self.table.base(cell[1]) if self.table.several else math.inf)
        return (1, self.table.base(cell[1]) - 1 if self.table.several else math.inf)

    def solver(self):
        import highspy
        import numpy as np

        solver = quiet_solver(highspy)
        solver.setOptionValue(
            "presolve", "off"
        )  # the same small programme again and again, from where it stopped
        limits = [self.limits(cell) for cell in self.unknown]
        equations = [equation for equation in self.equations if equation[2]]
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(limits), len(equations)
        lp.col_cost_ = np.zeros(len(limits))
        lp.col_lower_ = np.array([low for low, _ in limits], dtype=float)
        lp.col_upper_ = np.array([high for _, high in limits], dtype=float)
        lp.row_lower_ = np.array([low for low, _, _ in equations], dtype=float)
        lp.row_upper_ = np.array([high for _, high, _ in equations], dtype=float)
        starts = np.cumsum([0] + [len(places) for _, _, places in equations])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        index = [place for _, _, places in equations for place in places]
        lp.a_matrix_.index_ = np.array(index, dtype=np.int32)
        lp.a_matrix_.value_ = np.ones(len(index))
        solver.passModel(lp)
        return solver

    def bounds(self, solver, place):
        """(least, greatest) of one unknown, and the two solutions that reach them."""
        import highspy

        found, solutions = [], []
        for sign in (1, -1):
            solver.changeColCost(place, sign)
            solver.run()
            if solver.getModelStatus() == highspy.HighsModelStatus.kUnbounded:
                found.append(-sign * math.inf)
                continue
            values = solver.getSolution().col_value
            found.append(values[place])
            solutions.append(values)
        solver.changeColCost(place, 0)
        return tuple(found), solutions

    def narrow(self):
        """A hidden cell whose bounds lie less than K apart, or None. What one solution shows of others is not computed again."""
        if not self.cells:
            return None
        solver = self.solver()
        least = [float(self.table.counts[row][column]) for row, column in self.cells]
        greatest = list(least)
        for place, cell in enumerate(self.cells):
            if greatest[place] - least[place] >= K - NEAR:
                continue
            (low, high), solutions = self.bounds(solver, place)
            if high - low < K - NEAR:
                return cell
            for values in solutions:
                least = [min(known, value) for known, value in zip(least, values, strict=False)]
                greatest = [max(known, value) for known, value in zip(greatest, values, strict=False)]
        return None

    def all_bounds(self):
        """{cell: (least, greatest)} of all hidden cells."""
        solver = self.solver() if self.cells else None
        return {cell: self.bounds(solver, place)[0] for place, cell in enumerate(self.cells)}
