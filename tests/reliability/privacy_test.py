"""What tells of single persons is noticed and not copied, unless somebody asks for it."""

import sqlite3
import unittest

import program
import shapefile
import town

SECRETS = ["王小明", "13812345678", "11010519491231002X"]
FIELDS = ["姓名", "LXDH", "COLUMN_A"]


class Privacy(program.SeededTest):
    def setUp(self):
        super().setUp()
        features = town.buildings(1)
        rings = [ring for ring, _ in features]
        rows = [[*row, *SECRETS] for _, row in features]
        fields = [*town.BUILDING_FIELDS, *(shapefile.text(name, 20) for name in FIELDS)]
        changed = shapefile.shapefile(shapefile.POLYGON, rings, fields, rows)
        town.write(self.folder, town.town(1) | {f"buildings.{name}": content
                                                for name, content in changed.items()})

    def plan(self, *further):
        outcome = program.run(town.partition("plan.gpkg", *further), self.folder)
        self.assertIn(outcome.status, program.WRITTEN, outcome.stderr)
        self.assertFalse([secret for secret in SECRETS if secret in outcome.stdout])
        database = sqlite3.connect(self.folder / "plan.gpkg")
        columns = {row[1] for row in database.execute("PRAGMA table_info(buildings)")}
        noticed = database.execute("SELECT count(*) FROM findings WHERE message LIKE "
                                   "'%not copied%'").fetchone()[0]
        database.close()
        return columns, noticed

    def test_personal_fields_stay_behind_and_are_named(self):
        columns, noticed = self.plan()
        self.assertFalse(columns & set(FIELDS))
        self.assertEqual(noticed, len(FIELDS))
        content = (self.folder / "plan.gpkg").read_bytes()
        self.assertFalse([secret for secret in SECRETS if secret.encode() in content])

    def test_personal_fields_come_along_when_asked_for(self):
        columns, noticed = self.plan("--keep-personal-fields")
        self.assertLessEqual(set(FIELDS), columns)
        self.assertEqual(noticed, 0)


if __name__ == "__main__":
    unittest.main()
