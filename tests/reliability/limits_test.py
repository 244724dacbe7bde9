"""Runs end: interrupted ones within a second, hopeless ones with a reason."""

import os
import re
import shutil
import signal
import time
import unittest
from collections import Counter

import program
import shapefile
import town


CITY = program.DATA / "city"
CENSUS_AREAS = program.DATA / "uk_oa" / "oa_south.zip"


class Interrupts(program.SeededTest):
    """At a random moment of a run, so that every stage is met: reading, dividing, writing."""

    def check(self, arguments, runs):
        arguments = [*arguments, "--output", "plan.gpkg", "--quiet"]
        start = time.monotonic()
        undisturbed = program.run(arguments, self.folder, seconds=600)
        whole = time.monotonic() - start
        self.assertIn(undisturbed.status, program.WRITTEN, undisturbed.stderr)
        (self.folder / "plan.gpkg").unlink()
        before = program.contents(self.folder)
        took = []
        for _ in range(runs):
            moment = self.random.uniform(0.05, whole)
            sent = []

            def interrupt(process, moment=moment, sent=sent):
                time.sleep(moment)
                os.kill(process.pid, self.random.choice([signal.SIGINT, signal.SIGTERM]))
                sent.append(time.monotonic())

            outcome = program.run(arguments, self.folder, ready=interrupt)
            with self.subTest(seed=self.seed, moment=moment):
                if outcome.status in program.WRITTEN:  # it had ended by then
                    (self.folder / "plan.gpkg").unlink()
                    continue
                if outcome.status in (-signal.SIGINT, -signal.SIGTERM):  # it had not yet begun
                    self.assertEqual(program.contents(self.folder), before)
                    continue
                took.append(time.monotonic() - sent[0])
                self.assertEqual(outcome.status, program.INTERRUPTED, outcome.stderr)
                if "only" in outcome.stderr:  # it was just being put in place
                    (self.folder / "plan.gpkg").unlink()
                self.assertEqual(program.contents(self.folder), before)
        slowest = max(took, default=0)
        self.assertLess(slowest, 3 * program.SLOWER)  # within a second, if the machine is not busy
        print(f"interrupts: {len(took)} of a run of {whole:.1f} s, the slowest took {slowest:.2f} s")

    def test_end_the_division_of_a_town_within_a_second_and_leave_nothing(self):
        town.write(self.folder, town.town(150))
        arguments = town.partition("plan.gpkg", "--effort", "high")
        at = arguments.index("--output")
        self.check(arguments[:at] + arguments[at + 2:], program.effort(4, 50))

    @unittest.skipUnless(program.is_long() and CITY.is_dir(), "long, or the shared data are not here")
    def test_end_the_division_of_a_city_within_a_second_and_leave_nothing(self):
        self.check(["partition", "--units", f"{CITY}/communities.shp", "--buildings",
                    f"{CITY}/buildings.shp", "--roads", f"{CITY}/roads.shp", "--water",
                    f"{CITY}/water.shp", "--population-field", "POP", "--effort", "fast"], 50)

    @unittest.skipUnless(program.is_long() and CENSUS_AREAS.is_file(),
                         "long, or the shared data are not here")
    def test_end_the_division_of_census_areas_within_a_second_and_leave_nothing(self):
        self.check(["partition", "--blocks", str(CENSUS_AREAS), "--unit-field", "LAD11CD",
                    "--population-field", "POP", "--effort", "fast"], 50)


@unittest.skipIf(program.SANITIZED, "a sanitizer takes memory of its own")
class Memory(program.SeededTest):
    def setUp(self):
        super().setUp()
        town.write(self.folder, town.town(40))
        self.before = program.contents(self.folder)

    def partition(self, *further, output="plan.gpkg", **options):
        arguments = town.partition(output, "--effort", "fast", "--quiet", *further)
        outcome = program.run(arguments, self.folder, **options)
        if outcome.status not in program.WRITTEN:
            self.assertEqual(outcome.status, program.LIMIT, outcome.stderr)
            self.assertIn("nothing was written", outcome.stderr)
            self.assertEqual(program.contents(self.folder), self.before, "leftovers")
        return outcome

    def test_is_estimated_before_the_run(self):
        outcome = self.partition("--memory", "30M")
        self.assertEqual(outcome.status, program.LIMIT)
        self.assertIn("needs about", outcome.stderr)
        self.assertLess(outcome.busy_seconds, 1)
        enough = re.search(r"try: --memory (\S+),", outcome.stderr)[1]
        outcome = self.partition("--memory", enough)
        self.assertIn(outcome.status, program.WRITTEN, outcome.stderr)
        self.assertLess(outcome.peak_bytes, int(enough[:-1]) << 20)

    def test_that_no_estimate_foresees_ends_the_run(self):
        codes = "".join(f"no grid has this code {i}\n" for i in range(600_000))
        (self.folder / "retired.csv").write_text("code\n" + codes, encoding="ascii")
        self.before = program.contents(self.folder)
        outcome = self.partition("--memory", "100M", "--retired", "retired.csv")
        self.assertEqual(outcome.status, program.LIMIT, outcome.stderr)
        self.assertIn("out of memory", outcome.stderr)
        self.assertLess(outcome.peak_bytes, 130 << 20)

    def test_that_the_system_denies_leaves_nothing(self):
        """A limit from outside, below what the run needs, in ever smaller steps: so an allocation
        fails in every stage, in our code and in each library."""
        counts = Counter()
        steps = program.effort(8, 150)
        for extension, output in (("gpkg", "out.gpkg"), ("shp", "out")):
            for step in range(steps):
                data = (24 << 20) + step * (40 << 20) // steps
                with self.subTest(format=extension, data=data):
                    arguments = town.partition(output, "--effort", "fast", "--quiet",
                                               "--format", extension)
                    outcome = program.run(arguments, self.folder,
                                          before=["prlimit", f"--data={data}", "--"])
                    counts[outcome.status] += 1
                    self.assertNotEqual(outcome.status, program.USAGE, outcome.stderr)
                    written = self.folder / output
                    if outcome.status in program.WRITTEN:
                        shutil.rmtree(written) if written.is_dir() else written.unlink()
                    elif outcome.status > 0:
                        self.assertIn("nothing was written", outcome.stderr)
                        self.assertEqual(program.contents(self.folder), self.before)
                    else:  # a library took its own life: what grew aside may be there
                        self.assertFalse(written.exists())
                        for left in self.folder.glob(".out*"):
                            shutil.rmtree(left)
        print(f"allocations that fail, by status: {dict(counts)}")

    def test_is_told_as_a_number_and_a_unit(self):
        for size in ("4", "G", "-1G", "4 parsecs", "nan", "1e99G", "0G"):
            outcome = program.run(town.partition("plan.gpkg", "--memory", size), self.folder)
            with self.subTest(size=size):
                self.assertEqual(outcome.status, program.USAGE, outcome.stderr)


def town_with(people):
    """A town whose first building holds so many people, and no other holds any."""
    fields = [*town.BUILDING_FIELDS[:3], shapefile.number("POP", 18)]
    features = town.buildings(1)
    rings = [ring for ring, _ in features]
    rows = [[*row[:3], people if i == 0 else 0] for i, (_, row) in enumerate(features)]
    changed = shapefile.shapefile(shapefile.POLYGON, rings, fields, rows)
    return town.town(1) | {f"buildings.{name}": content for name, content in changed.items()}


class HopelessBounds(program.SeededTest):
    def test_are_told_at_once_with_their_reasons(self):
        town.write(self.folder, town.town(2))
        for bounds, reason in ((["--min", "5000", "--max", "6000"], "unit below minimum"),
                               (["--min", "1", "--max", "10"], "block above maximum"),
                               (["--min", "700", "--max", "900"], "no whole number of grids")):
            with self.subTest(bounds=bounds):
                arguments = [a for a in town.partition("plan.gpkg", "--overwrite")
                             if a not in town.BOUNDS]
                outcome = program.run(arguments + bounds, self.folder)
                self.assertEqual(outcome.status, program.RULE_NOT_MET, outcome.stderr)
                self.assertIn(reason, outcome.stdout)

    def test_hold_people_beyond_32_bits(self):
        for people in (2**31 - 1, 2**31, 2**40):
            town.write(self.folder, town_with(people))
            outcome = program.run(town.partition("plan.gpkg", "--overwrite", "--json"), self.folder)
            with self.subTest(people=people):
                self.assertEqual(outcome.status, program.RULE_NOT_MET, outcome.stderr)
                self.assertIn(f'"people": {people}', outcome.stdout)

    def test_refuse_more_people_than_can_be_told_apart(self):
        for people in (2**53 + 1, 10**17, 999_999_999_999_999_999):
            town.write(self.folder, town_with(people))
            outcome = program.run(town.partition(), self.folder)
            with self.subTest(people=people):
                self.assertEqual(outcome.status, program.LIMIT, outcome.stderr)


if __name__ == "__main__":
    unittest.main()
