"""Good files with random damage load rightly or are refused, and harm nothing.

Damage: bytes cut off at every kind of place, bits turned, members of two shapefiles swapped,
members missing or empty, huge counts, blanked and repeated stretches. A plan that is written all
the same has to hold as many people as the damaged table, read by a reader of our own.
"""

import subprocess
import unittest
from collections import Counter

import program
import town
import verify_plan


def cut(draw, content):
    places = [0, 1, 31, 32, 99, 100, 108, len(content) - 1, draw.randrange(len(content))]
    return content[: draw.choice(places)]


def turn_bits(draw, content):
    made = bytearray(content)
    # Most of a header's bytes mean something; most of a body's bytes are coordinates or text.
    reach = len(made) if draw.random() < 0.5 else min(len(made), 200)
    for _ in range(draw.choice([1, 1, 2, 8, 64])):
        made[draw.randrange(reach)] ^= 1 << draw.randrange(8)
    return bytes(made)


def put_extreme_number(draw, content):
    made = bytearray(content)
    number = draw.choice(
        [b"\xff\xff\xff\x7f", b"\x7f\xff\xff\xff", b"\xff" * 4, b"\x00" * 4, b"\x80\0\0\0",
         b"\0\0\0\x80", b"\xff\xff", b"\0\0\0\0\0\0\xf8\x7f", b"\0\0\0\0\0\0\xf0\x7f",
         b"\xff\xff\xff\xff\xff\xff\xef\x7f"]
    )
    reach = len(made) if draw.random() < 0.5 else min(len(made), 200)
    at = draw.randrange(0, max(1, reach - 8), 2)
    made[at : at + len(number)] = number
    return bytes(made[: len(content)])


def blank(draw, content):
    start = draw.randrange(len(content))
    end = min(len(content), start + draw.choice([4, 40, 4000]))
    return content[:start] + draw.choice([b"\0", b" ", b"*", b"\xff"]) * (end - start) + content[end:]


def repeat(draw, content):
    start = draw.randrange(len(content))
    return content[:start] + content[max(0, start - draw.choice([1, 8, 500])) :]


def put_odd_text(draw, content):
    made = bytearray(content)
    odd = draw.choice([b"abc", b"1e9", b"nan", b"-12", b"1.5", b"'\";", b"\x1b[31m", b"\xb9\xfe",
                       b"99999999999", b"********", b"=1+1", b"<b>", b"\0", b"\xef\xbb\xbf"])
    at = draw.randrange(len(made))
    made[at : at + len(odd)] = odd
    return bytes(made[: len(content)])


CHANGES = [cut, turn_bits, put_extreme_number, blank, repeat, put_odd_text]


def damage(draw, files):
    """Damages one file, or swaps or removes members; returns what was done."""
    name = draw.choice(sorted(files))
    kind = draw.random()
    if kind < 0.05:
        del files[name]
        return f"{name} missing"
    if kind < 0.08:
        files[name] = b""
        return f"{name} empty"
    if kind < 0.18:
        other = draw.choice(sorted(files))
        files[name], files[other] = files[other], files[name]
        return f"{name} and {other} swapped"
    change = draw.choice(CHANGES)
    if files[name]:
        files[name] = change(draw, files[name])
    return f"{name}: {change.__name__}"


class MutatedInput(program.SeededTest):
    def check(self, good, extension, runs):
        counts = Counter()
        for run in range(runs):
            files = dict(good)
            self.random.seed(f"{self.seed} {extension} {run}")
            done = [damage(self.random, files) for _ in range(self.random.choice([1, 1, 1, 2]))]
            with self.subTest(extension=extension, seed=self.seed, run=run, done=done):
                counts[self.status_of(run, files, extension)] += 1
        print(f"mutated {extension}: {runs} runs, by status: {dict(sorted(counts.items()))}")

    def status_of(self, run, files, extension):
        folder = self.folder / f"{extension}{run}"
        town.write(folder, files)
        outcome = program.run(town.partition("plan.gpkg", "--effort", "fast", extension=extension),
                              folder)
        after = program.contents(folder)
        self.assertIsNone(program.complaint(outcome, files, after))
        if outcome.status in program.WRITTEN:
            self.assertEqual(verify_plan.problems(folder / "plan.gpkg"), [])
            self.compare_people(folder, extension)
        return outcome.status

    def compare_people(self, folder, extension):
        if extension != "shp":
            return
        try:
            expected = verify_plan.people_of_table(folder / "buildings.dbf", "POP")
        except ValueError:
            self.fail("a table that is not sound was taken for one")
        self.assertEqual(int(verify_plan.figures(folder / "plan.gpkg")["people_input"]), expected)

    def test_shapefiles(self):
        self.check(town.town(), "shp", program.effort(120, 1400))

    def test_other_formats(self):
        good = self.folder / "good"
        town.write(good, town.town())
        for extension in ("gpkg", "geojson", "fgb"):
            files = {}
            for layer in ("units", "buildings", "roads"):
                name = f"{layer}.{extension}"
                subprocess.run(["ogr2ogr", name, f"{layer}.shp"], cwd=good, check=True)
                files[name] = (good / name).read_bytes()
            self.check(files, extension, program.effort(40, 200))


if __name__ == "__main__":
    unittest.main()
