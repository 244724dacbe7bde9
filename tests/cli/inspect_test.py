"""`evengrid inspect` and `evengrid blocks`: the same input, not divided."""

import fcntl
import json
import os
import pty
import sqlite3
import struct
import subprocess
import termios
import unittest

from drawn_town import EVENGRID, Town, run


class Inspect(Town):
    LAYERS = ("--units", "units.shp", "--buildings", "buildings.shp", "--roads", "roads.shp")

    def inspect(self, *arguments):
        return run("inspect", *self.LAYERS, *arguments, cwd=self.folder)

    def test_names_the_command_to_run_next_and_it_runs(self):
        result = self.inspect("--min", "300", "--max", "500")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        command = result.stdout.rstrip().split("\n")[-1].split()
        self.assertEqual(command[:2], ["evengrid", "partition"])
        self.assertIn("POP", command)
        self.assertEqual(run(*command[1:], cwd=self.folder).returncode, 0)

    def test_tells_how_many_grids_a_unit_may_have(self):
        told = json.loads(self.inspect("--min", "300", "--max", "500", "--json").stdout)
        self.assertEqual([(u["code"], u["people"], u["fewest_grids"], u["most_grids"], u["reason"]) for u in told["units"]],
                         [("3502001", 1600, 4, 5, ""), ("3502002", 1600, 4, 5, "")])

    def test_tells_which_units_cannot_be_in_bounds_and_why(self):
        told = json.loads(self.inspect("--min", "900", "--max", "1000", "--json").stdout)
        self.assertEqual({u["reason"] for u in told["units"]}, {"no whole number of grids"})
        self.assertEqual([(f["unit_code"], f["message"]) for f in told["findings"] if f["kind"] == "no whole number of grids"],
                         [("3502001", "the 1600 people around block 1 are too many for 1 grid and too few for 2; change a limit"),
                          ("3502002", "the 1600 people around block 17 are too many for 1 grid and too few for 2; change a limit")])
        told = json.loads(self.inspect("--min", "1700", "--max", "2000", "--json").stdout)
        self.assertEqual({u["reason"] for u in told["units"]}, {"unit below minimum"})

    def test_foretells_what_the_command_comes_to(self):
        told = json.loads(self.inspect("--min", "300", "--max", "500", "--json").stdout)
        run(*told["next"].split()[1:], "--quiet", cwd=self.folder)
        with sqlite3.connect(self.path("plan.gpkg")) as plan:
            counts = dict(plan.execute("SELECT unit_code, count(*) FROM grids GROUP BY unit_code"))
        for unit in told["units"]:
            self.assertLessEqual(unit["fewest_grids"], counts[unit["code"]])
            self.assertGreaterEqual(unit["most_grids"], counts[unit["code"]])

    def test_lists_every_layer(self):
        given = {"railways": "--railways", "motorways": "--motorways", "walls": "--walls", "water": "--water", "crossings": "--crossings"}
        options = [text for option in given.values() for text in (option, "roads.shp")]
        told = json.loads(self.inspect(*options, "--json").stdout)
        self.assertLessEqual(set(given), {layer["role"] for layer in told["layers"]})

    def test_lists_ranges_and_what_would_be_mended(self):
        self.write_buildings(counts={3: "", 7: -5})
        told = json.loads(self.inspect("--json").stdout)
        pop = [f for f in told["layers"][1]["fields"] if f["name"] == "POP"][0]
        self.assertEqual((pop["least"], pop["most"], pop["nulls"], pop["not_numbers"]), (-5, 100, 1, 0))
        self.assertLessEqual({"no count", "negative count"}, {f["kind"] for f in told["findings"]})

    def test_says_what_would_be_refused_and_with_what_status(self):
        self.write_buildings(counts={9: "abc"})
        result = self.inspect("--json")
        self.assertEqual(result.returncode, 4)
        self.assertIn('feature 9 holds "abc"', result.stderr)
        told = json.loads(result.stdout)
        self.assertEqual([f["not_numbers"] for f in told["layers"][1]["fields"]], [0, 1])
        self.assertEqual(told["next"], "")

    def test_goes_on_to_the_other_layers_when_one_cannot_be_read(self):
        os.remove(self.path("units.shx"))
        result = self.inspect("--json")
        self.assertEqual(result.returncode, 4)
        self.assertEqual([bool(layer["refusal"]) for layer in json.loads(result.stdout)["layers"]], [True, False, False])

    def test_writes_blocks_alone(self):
        result = run("blocks", *self.LAYERS, "--population-field", "POP", "--output", "blocks.gpkg", cwd=self.folder)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertIn('in blocks                        3,200   "buildings.shp", field POP', result.stdout)
        self.assertTrue(os.path.exists(self.path("blocks.gpkg")))

    def test_looks_at_a_population_raster(self):
        self.write_raster("people.tif", west=599650)  # the units begin in its second column
        told = json.loads(self.inspect("--population-raster", "people.tif", "--json").stdout)
        raster = told["layers"][-1]
        self.assertEqual((raster["role"], raster["shape"], raster["features"]), ("population raster", "cells", 8))
        self.assertEqual(raster["extent"], [599650, 2700000, 600450, 2700400])
        self.assertIn("EPSG:4548", raster["crs"])
        self.assertEqual((raster["people"], raster["people_outside_units"]), (2001, 751))  # of 2000.5 and 750.5
        self.assertIn("--population-raster people.tif", told["next"])

    def test_says_of_a_raster_why_it_would_be_refused(self):
        for name, change, status, why in (("elsewhere.tif", {"west": 700000}, 4, "no people where the city lies"),
                                          ("nowhere.tif", {"epsg": None}, 5, "coordinate reference system")):
            self.write_raster(name, **change)
            result = self.inspect("--population-raster", name)
            self.assertEqual(result.returncode, status)
            self.assertIn(why, result.stderr)

    def screen(self, columns, *arguments):
        """What a terminal of so many columns shows."""
        shown, its = pty.openpty()
        fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        process = subprocess.Popen([EVENGRID, "inspect", *self.LAYERS, *arguments], stdout=its, cwd=self.folder)
        os.close(its)
        text = b""
        try:
            while part := os.read(shown, 4096):
                text += part
        except OSError:  # Linux says so at the end
            pass
        os.close(shown)
        self.assertEqual(process.wait(), 0)
        return text.decode().replace("\r\n", "\n")

    def test_fits_a_narrow_screen(self):
        self.write_buildings(counts={3: "", 7: -5})
        text = self.screen(80, "--min", "300", "--max", "500", "--widest-street", "45", "--snap-tolerance", "7")
        self.assertLessEqual(max(len(line) for line in text.split("\n")), 80, text)
        self.assertIn('  no count                             1\n      warning ("buildings.shp", feature 3): "POP" is null', text)
        command = text[text.rindex("evengrid partition"):]
        self.assertIn(" \\\n", command)
        done = subprocess.run(["bash", "-c", command.replace("evengrid", EVENGRID, 1)], cwd=self.folder, capture_output=True)
        self.assertIn(done.returncode, (0, 3), done.stderr)


if __name__ == "__main__":
    unittest.main()
