"""A whole-number programme and its answer by HiGHS. highspy is imported only here and when needed; it brings numpy with it."""

from dataclasses import dataclass, field

INFINITE = float("inf")
OPTIONS = {  # one thread and no limit of time: the same programme gives the same answer on every machine
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_max_nodes": 20_000,
}
SMALL = 5_000  # columns up to which the whole programme is solved at once
NEAR = 0.001  # how far above the bound an answer of a large one may be to be good enough


@dataclass
class Answer:
    """A value for each column, what they cost, and the `bound` below which nothing can be."""

    values: list[float]
    cost: float
    bound: float


@dataclass
class Programme:
    """Columns (unknowns) with their cost and limits, and rows (sums of columns) with theirs; the least cost is sought.

    `offset` is added to the cost, `choices` are the columns that are settled first where there are many.
    """

    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    row_lower: list[float] = field(default_factory=list)
    row_upper: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    factor: list[float] = field(default_factory=list)
    offset: float = 0.0
    choices: list[int] = field(default_factory=list)

    def column(self, cost=0.0, upper=INFINITE, lower=0.0, *, whole=True):
        """Add an unknown and return its number."""
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms, lower=-INFINITE, upper=INFINITE):
        """Add lower <= sum of factor * column <= upper; `terms` are pairs (column, factor)."""
        for column, factor in terms:
            self.index.append(column)
            self.factor.append(factor)
        self.starts.append(len(self.index))
        self.row_lower.append(lower)
        self.row_upper.append(upper)

    def solve(self, gap):
        """The Answer whose cost is within `gap` of the least one, or the best that was found; None if none was.

        A large programme is first solved in fractions, which is fast and nearly whole; the choices that came out whole are
        kept, and the rest is solved in whole numbers. If that is near the bound it is the answer.
        """
        if len(self.cost) <= SMALL:
            return self._run(gap)
        fractions = self._run(gap, whole=False)
        settled = {
            column: round(fractions.values[column])
            for column in self.choices
            if (value := fractions.values[column]) > 0.5 and abs(value - round(value)) < 1e-6
        }
        rest = self._run(gap, settled=settled)
        if rest and rest.cost - fractions.bound < max(gap, NEAR * abs(fractions.bound)):
            return Answer(rest.values, rest.cost, fractions.bound)
        return self._run(gap, start=rest) or rest

    def _run(self, gap, *, whole=True, settled=None, start=None):
        import highspy

        solver = quiet_solver(highspy)
        for name, value in {**OPTIONS, "mip_abs_gap": gap}.items():
            solver.setOptionValue(name, value)
        solver.passModel(self._lp(highspy, whole, settled or {}))
        if start:
            solution = highspy.HighsSolution()
            solution.col_value = start.values
            solver.setSolution(solution)
        solver.run()
        info = solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        bound = info.mip_dual_bound if whole else info.objective_function_value
        return Answer(solver.getSolution().col_value, info.objective_function_value, bound)

    def _lp(self, highspy, whole, settled):
        import numpy as np

        lp = highspy.HighsLp()
        lower, upper = list(self.lower), list(self.upper)
        for column, value in settled.items():
            lower[column] = upper[column] = value
        lp.num_col_, lp.num_row_, lp.offset_ = len(self.cost), len(self.row_lower), self.offset
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.array(self.cost), np.array(lower), np.array(upper)
        lp.row_lower_, lp.row_upper_ = np.array(self.row_lower), np.array(self.row_upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self.index, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self.factor, dtype=np.float64)
        if whole:
            kind = highspy.HighsVarType
            lp.integrality_ = [kind.kInteger if each else kind.kContinuous for each in self.whole]
        return lp


def quiet_solver(highspy):
    """A solver of one thread that writes nothing to the console. Whoever uses HiGHS takes it from here.

    The first solver of a process settles the number of threads for all of them; one that asks for another solves nothing.
    The banner comes with the first call, which is one in the constructor, so it has to be told before that.
    """

    class Quiet(highspy.Highs):
        def enableCallbacks(self):  # noqa: N802 (its name there)
            self.silent()
            super().enableCallbacks()

    solver = Quiet()
    solver.setOptionValue("threads", 1)
    return solver
