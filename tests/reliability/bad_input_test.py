"""Files that are broken in ways others met load rightly or are refused, and harm nothing.

The files are those of the folder badinput of the shared data, where it is there; they are only
read.
"""

import csv
import unittest
from collections import Counter

import program
import town
import verify_plan

DATA = program.DATA / "badinput"

PEOPLE = ["--buildings", "buildings.shp", "--population-field", "POP"]
TOWN = ["--units", "units.shp", *PEOPLE]
ROLES = {
    "units": ["--units", "{}", *PEOPLE],
    "buildings": ["--units", "units.shp", "--buildings", "{}"],
    **{role: [*TOWN, f"--{role}", "{}"]
       for role in ("roads", "blocks", "existing", "keep-area", "points", "staff", "retired")},
}


@unittest.skipUnless(DATA.is_dir(), "the shared data are not here")
class BadInput(program.SeededTest):
    def test_is_refused_clearly_or_divided_rightly_in_every_role(self):
        town.write(self.folder, town.town())
        before = program.contents(self.folder)
        with open(DATA / "MANIFEST.tsv", encoding="utf-8") as manifest:
            cases = [row["primary_file"] for row in csv.DictReader(manifest, delimiter="\t")]
        self.assertGreater(len(cases), 100)
        chosen = self.random.sample(cases, program.effort(40, len(cases)))
        counts = Counter()
        for case in chosen:
            for role, arguments in ROLES.items():
                with self.subTest(case=case, role=role):
                    counts[self.status_of(DATA / case, arguments, before)] += 1
        print(f"bad input: {len(chosen)} cases in {len(ROLES)} roles, by status: {dict(counts)}")

    def status_of(self, case, arguments, before):
        outcome = program.run(
            ["partition", *(a.format(case) for a in arguments), "--assume-crs", "EPSG:4547",
             *town.BOUNDS, "--effort", "fast", "--output", "plan.gpkg"],
            self.folder,
        )
        after = program.contents(self.folder)
        self.assertIsNone(program.complaint(outcome, before, after))
        self.assertNotEqual(outcome.status, program.USAGE, "the case was not looked at")
        if outcome.status in program.WRITTEN:
            plan = self.folder / "plan.gpkg"
            self.assertEqual(verify_plan.problems(plan), [])
            plan.unlink()
        return outcome.status


if __name__ == "__main__":
    unittest.main()
