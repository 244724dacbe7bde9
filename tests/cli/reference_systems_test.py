"""Layers whose coordinate reference system is missing or wrong: each is named, and none is guessed."""

import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(__file__))
from drawn_shapefile import CGCS2000_CM_117E, square, write
from drawn_town import BUILDING_FIELDS, UNIT_FIELDS, Town

DEGREES = ('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
           'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')


def gauss_kruger(meridian=117.0, easting=500000.0, unit='"Meter",1.0'):
    return (CGCS2000_CM_117E.replace('"Central_Meridian",117.0', f'"Central_Meridian",{meridian}')
            .replace('"False_Easting",500000.0', f'"False_Easting",{easting}')
            .replace('"Meter",1.0', unit))


def utm(zone, northing=0.0):
    return (f'PROJCS["UTM",{DEGREES},PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],'
            f'PARAMETER["False_Northing",{northing}],PARAMETER["Central_Meridian",{6.0 * zone - 183}],'
            'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]')


def swapped(shapes):
    return [[(y, x) for x, y in shape] for shape in shapes]


class ReferenceSystems(Town):
    def say(self, layer, prj):
        """What the layer says of its system; None takes the file away."""
        os.remove(self.path(f"{layer}.prj"))
        if prj is not None:
            with open(self.path(f"{layer}.prj"), "w") as file:
                file.write(prj)

    def draw_units(self, origin, side=400, prj=CGCS2000_CM_117E, turn=lambda shapes: shapes):
        shapes = turn([square(0, 0, side, origin), square(side, 0, side, origin)])
        write(self.path("units"), UNIT_FIELDS, [["1", "a"], ["2", "b"]], shapes, prj=prj)

    def draw_swapped_buildings(self):
        shapes = swapped([square(40 + 100 * x, 40 + 100 * y, 20) for y in range(4) for x in range(8)])
        write(self.path("buildings"), BUILDING_FIELDS, [[f"B{i}", 100] for i in range(32)], shapes)

    REFUSED = {
        "units that say nothing": ("units", lambda t: t.say("units", None)),
        "buildings that say nothing": ("buildings", lambda t: t.say("buildings", None)),
        "streets that say nothing": ("roads", lambda t: t.say("roads", None)),
        "units in a system of no place": ("units", lambda t: t.say("units", 'LOCAL_CS["City grid of 1992",UNIT["metre",1]]')),
        "units that say nonsense": ("units", lambda t: t.say("units", "somewhere in China")),
        "metres that are called degrees": ("buildings", lambda t: t.say("buildings", DEGREES)),
        "degrees that are called metres": ("units", lambda t: t.draw_units((118.0, 24.5), 0.01)),
        "degrees with latitude first": ("units", lambda t: t.draw_units((118.0, 24.5), 0.01, DEGREES, swapped)),
        "a zone before the easting that the system has not": ("units", lambda t: t.draw_units((39600000.0, 2700000.0))),
        "no zone before the easting that the system has": ("buildings", lambda t: t.say("buildings", gauss_kruger(easting=39500000.0))),
    }
    FOUND = {
        "buildings in a neighbouring zone": ("buildings", lambda t: t.say("buildings", gauss_kruger(114.0))),
        "streets in a neighbouring zone": ("roads", lambda t: t.say("roads", gauss_kruger(120.0))),
        "UTM called Gauss-Kruger": ("buildings", lambda t: t.say("buildings", utm(50))),
        "the other hemisphere": ("buildings", lambda t: t.say("buildings", utm(50, 10000000.0))),
        "metres that are called feet": ("buildings", lambda t: t.say("buildings", gauss_kruger(unit='"Foot_US",0.3048006096012192'))),
        "northing before easting": ("buildings", lambda t: t.draw_swapped_buildings()),
    }

    def test_are_asked_for_where_nothing_can_be_right(self):
        for what, (layer, break_it) in self.REFUSED.items():
            with self.subTest(what):
                self.setUp()
                break_it(self)
                self.assert_refused(self.partition(), 5, f'"{layer}.shp"')

    def test_are_named_where_a_layer_lies_elsewhere(self):
        for what, (layer, break_it) in self.FOUND.items():
            with self.subTest(what):
                self.setUp()
                break_it(self)
                found = [f["source"] for f in self.findings(self.partition("--json")) if f["kind"] == "layer elsewhere"]
                self.assertEqual(found, [f"{layer}.shp"])

    def test_are_twelve_cases_and_more(self):
        self.assertGreaterEqual(len(self.REFUSED) + len(self.FOUND), 12)

    def test_of_the_same_place_are_brought_together_and_say_how_well(self):
        # The same town in CGCS2000 and in WGS 84: what is known of it, and nothing that is only likely.
        self.say("buildings", CGCS2000_CM_117E.replace("GCS_China_Geodetic_Coordinate_System_2000", "GCS_WGS_1984")
                 .replace("D_China_2000", "D_WGS_1984").replace('"CGCS2000",6378137.0,298.257222101', '"WGS_1984",6378137.0,298.257223563')
                 .replace("CGCS2000_3_Degree", "WGS_1984_3_Degree"))
        result = self.partition("--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        told = [f["message"] for f in self.findings(result) if f["kind"] == "transformed"]
        self.assertEqual(len(told), 1, result.stdout)
        self.assertRegex(told[0], r"accurate within \d")


if __name__ == "__main__":
    unittest.main()
