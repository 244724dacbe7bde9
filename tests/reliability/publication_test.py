"""What is published tells no count of 1 to 9: an attacker puts all that is published together.

Fifty random towns with many small counts are divided, published, divided anew and published again. The
attacker knows both publications, and which old and new grid have ground in common. He writes down
every sum that is shown, solves the equations exactly, and narrows what is left by reason: no count is
below 0. None of the counts that were hidden, and none of the moves of 1 to 9 people between an old and
a new grid, may come out.
"""

import sqlite3
import unittest
from fractions import Fraction

import program
import shapefile
import town

TOWNS = program.effort(50, 500)  # divided twice each
LEVELS = ("grids", "units", "streets")


def few_people(random, size):
    """The people of a building: mostly none or few."""
    return random.choice((0, 0, 1, 2, 3, random.randrange(size)))


def counts_of(path, measure):
    """(code, within, count or None where it is hidden) of every area of a publication, by level."""
    database = sqlite3.connect(path)
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    counts = {level: list(database.execute(f"SELECT code, within, {measure} FROM {level}"))
              for level in LEVELS if level in tables}
    (total,) = database.execute("SELECT value FROM summary WHERE key = ?",
                                ({"population": "people"}.get(measure, measure),)).fetchone()
    database.close()
    return counts, int(total)


class Attacker:
    """Knows sums of unknowns that are whole numbers of 0 and more."""

    def __init__(self):
        self.rows = {}  # by their first unknown: ({unknown: factor}, sum)
        self.sums = []

    def learn(self, unknowns, total):
        self.sums.append((list(unknowns), total))
        row, total = self.reduced({u: Fraction(1) for u in unknowns}, Fraction(total))
        if row:
            lead = min(row)
            factor = row[lead]
            self.rows[lead] = ({u: f / factor for u, f in row.items()}, total / factor)

    def reduced(self, row, total):
        for lead in sorted(self.rows):
            if lead in row:
                factor = row[lead]
                known, sum_known = self.rows[lead]
                for unknown, f in known.items():
                    row[unknown] = row.get(unknown, Fraction(0)) - factor * f
                    if row[unknown] == 0:
                        del row[unknown]
                total -= factor * sum_known
        return row, total

    def knows(self, unknowns):
        """The sum of some unknowns, where it follows from what is known."""
        row, total = self.reduced({u: Fraction(1) for u in unknowns}, Fraction(0))
        return None if row else -total

    def ranges(self):
        """The least and the most that every unknown may be, as far as sum by sum can say."""
        low, high = {}, {}
        for unknowns, total in self.sums:
            for u in unknowns:
                low.setdefault(u, 0)
                high[u] = min(high.get(u, total), total)
        for _ in range(10):
            for unknowns, total in self.sums:
                least, most = sum(low[u] for u in unknowns), sum(high[u] for u in unknowns)
                for u in unknowns:
                    low[u] = max(low[u], total - most + high[u])
                    high[u] = min(high[u], total - least + low[u])
        return {u: (low[u], high[u]) for u in low}


def grids_below(counts):
    """The grids in every unit and street."""
    below = {("units", code): [] for code, _, _ in counts["units"]}
    street_of = {code: street for code, street, _ in counts["units"]}
    for code, unit, _ in counts["grids"]:
        below["units", unit].append(code)
        below.setdefault(("streets", street_of[unit]), []).append(code)
    return below


class Publication(program.SeededTest):
    def draw(self, number):
        features = [(ring, [*row[:3], few_people(self.random, 24), few_people(self.random, 12)])
                    for ring, row in town.buildings(3)]
        rings, rows = zip(*features)
        fields = [*town.BUILDING_FIELDS, shapefile.number("HH", 9)]
        changed = shapefile.shapefile(shapefile.POLYGON, rings, fields, rows)
        unit_rings, unit_rows = zip(*town.units(3))
        streets = shapefile.shapefile(
            shapefile.POLYGON, unit_rings, [*town.UNIT_FIELDS, shapefile.text("STREET", 8)],
            [[*row, self.random.choice(("North", "South"))] for row in unit_rows])
        folder = self.folder / str(number)
        files = town.town(3)
        for name, parts in (("buildings", changed), ("units", streets)):
            files |= {f"{name}.{extension}": content for extension, content in parts.items()}
        town.write(folder, files)
        return folder

    def divide(self, folder, name, bounds, *further):
        outcome = program.run(
            ["partition", "--units", "units.shp", "--buildings", "buildings.shp", "--roads", "roads.shp",
             "--population-field", "POP", "--household-field", "HH", "--street-field", "STREET",
             "--effort", "fast", "--min", str(bounds[0]), "--max", str(bounds[1]),
             "--output", f"{name}.gpkg", "--publish", f"{name}_public.gpkg", *further], folder)
        if outcome.status == program.USAGE:
            self.assertIn("every count would tell of few people", outcome.stderr)
            self.assertFalse((folder / f"{name}.gpkg").exists())
            return None
        self.assertIn(outcome.status, program.WRITTEN, outcome.stderr)
        return folder / f"{name}_public.gpkg"

    def attack(self, folder, old, new, measure):
        """\\returns how many counts and moves were hidden, and how many of them came out."""
        truth = {}
        for name in ("old", "new"):
            if (folder / f"{name}.gpkg").exists():
                database = sqlite3.connect(folder / f"{name}.gpkg")
                truth[name] = dict(database.execute("SELECT src_fid, grid_id FROM buildings"))
                codes = dict(database.execute("SELECT grid_id, code FROM grids"))
                truth[name] = {fid: codes[grid] for fid, grid in truth[name].items()}
                column = {"population": "POP", "households": "HH"}[measure]
                people = dict(database.execute(f"SELECT src_fid, {column} FROM buildings"))
                database.close()
        flows = {}  # (old code, new code) of everyone
        for fid, count in people.items():
            cell = (truth["old"][fid], truth["new"][fid]) if old else ("", truth["new"][fid])
            flows[cell] = flows.get(cell, 0) + count
        flows = {cell: count for cell, count in flows.items() if count > 0}
        attacker = Attacker()
        secrets = [] if not old else [([cell], count) for cell, count in flows.items() if count < 10]
        for side, path in enumerate((old, new)):
            if path is None:
                continue
            counts, total = counts_of(path, measure)
            below = grids_below(counts)
            attacker.learn(flows, total)
            for level, areas in counts.items():
                for code, _, shown in areas:
                    grids = [code] if level == "grids" else below[level, code]
                    cells = [cell for cell in flows if cell[side] in grids]
                    count = sum(flows[cell] for cell in cells)
                    if shown is not None:
                        self.assertEqual(shown, count)
                        self.assertFalse(0 < shown < 10, "a small count is shown")
                        attacker.learn(cells, shown)
                    elif 0 < count < 10 and cells:
                        secrets.append((cells, count))
        ranges = attacker.ranges()
        found = 0
        for cells, count in secrets:
            guessed = attacker.knows(cells)
            low, high = (sum(ranges[cell][k] for cell in cells) for k in (0, 1))
            found += guessed == count or low == high
        return len(secrets), found

    def test_an_attacker_finds_no_hidden_count(self):
        hidden = found = compared = 0
        for number in range(TOWNS):
            folder = self.draw(number)
            size = self.random.choice(((1, 60), (15, 40), (40, 120)))
            old = self.divide(folder, "old", size)
            if old is None:
                continue
            for measure in ("population", "households"):
                told = self.attack_alone(folder, old, measure)
                hidden, found = hidden + told[0], found + told[1]
            size = self.random.choice(((20, 60), (60, 160), (5, 50)))
            new = self.divide(folder, "new", size, "--existing", "old.gpkg|layername=grids",
                              "--existing-code-field", "code")
            if new is None:
                continue
            compared += 1
            for measure in ("population", "households"):
                told = self.attack(folder, old, new, measure)
                hidden, found = hidden + told[0], found + told[1]
        print(f"{TOWNS} towns, {compared} divided twice: {hidden} hidden values, {found} found")
        self.assertGreater(compared, TOWNS // 2)
        self.assertGreater(hidden, 10 * TOWNS)
        self.assertEqual(found, 0)

    def attack_alone(self, folder, plan, measure):
        new = folder / "new.gpkg"
        new.write_bytes((folder / "old.gpkg").read_bytes())
        told = self.attack(folder, None, plan, measure)
        new.unlink()
        return told

    def test_nothing_personal_and_nothing_small_is_in_the_file(self):
        folder = self.draw(0)
        public = self.divide(folder, "plan", (15, 40))
        database = sqlite3.connect(public)
        tables = {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}
        self.assertEqual(tables, {"grids", "units", "streets", "summary", "layer_styles"})
        columns = {row[1] for row in database.execute("PRAGMA table_info(grids)")}
        self.assertEqual(columns, {"fid", "geom", "code", "name", "within", "grids", "population",
                                   "households", "area_m2", "hidden"})
        for (shown,) in database.execute("SELECT population FROM grids WHERE NOT hidden"):
            self.assertTrue(shown == 0 or shown >= 10)
        findings = sqlite3.connect(folder / "plan.gpkg").execute(
            "SELECT count(*) FROM findings WHERE kind = 'grid of few people'").fetchone()[0]
        self.assertGreater(findings, 0)
        database.close()

    def test_a_report_or_a_verdict_wants_the_plan(self):
        folder = self.draw(0)
        public = self.divide(folder, "plan", (15, 40))
        for command in ("report", "validate"):
            outcome = program.run([command, str(public)], folder)
            self.assertEqual(outcome.status, 4)
            self.assertIn("is a publication: it has neither blocks nor bounds", outcome.stderr)
            self.assertIn("try: the plan that it was published from", outcome.stderr)

    def test_the_publication_is_not_the_plan(self):
        folder = self.draw(0)
        outcome = program.run(town.partition("plan.gpkg", "--publish", "plan.gpkg"), folder)
        self.assertEqual(outcome.status, program.USAGE)
        self.assertIn("name the same file", outcome.stderr)
        self.assertFalse((folder / "plan.gpkg").exists())


if __name__ == "__main__":
    unittest.main()
