"""Runs end: interrupted ones within a second, hopeless ones with a reason."""

import os
import signal
import time
import unittest

import program
import shapefile
import town


class Interrupts(program.SeededTest):
    def test_end_the_run_within_a_second_and_leave_nothing(self):
        town.write(self.folder, town.town(150))
        arguments = town.partition("plan.gpkg", "--effort", "high", "--quiet")
        start = time.monotonic()
        undisturbed = program.run(arguments, self.folder, seconds=60)
        whole = time.monotonic() - start
        self.assertFalse(undisturbed.timed_out, "the run did not end by itself")
        self.assertIn(undisturbed.status, program.WRITTEN, undisturbed.stderr)
        (self.folder / "plan.gpkg").unlink()
        before = program.contents(self.folder)
        statuses = []
        slowest = 0.0
        for _ in range(program.effort(4, 100)):
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
                statuses.append(outcome.status)
                slowest = max(slowest, time.monotonic() - sent[0])
                self.assertEqual(outcome.status, program.INTERRUPTED, outcome.stderr)
                self.assertEqual(program.contents(self.folder), before)
        self.assertLess(slowest, 1.0 * float(os.environ.get("EVENGRID_PATIENCE", "3")))
        print(f"interrupts: {len(statuses)} of a run of {whole:.1f} s, the slowest took {slowest:.2f} s")


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
