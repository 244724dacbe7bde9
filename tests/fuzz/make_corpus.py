"""Draws the seeds of the fuzz targets: make_corpus.py FOLDER makes FOLDER/TARGET/NAME."""

import struct
import sys
from pathlib import Path

import shapefile
import town

NAN, APART = float("nan"), float("-inf")


def framed(files, name):
    members = (files.get(f"{name}.{extension}", b"") for extension in
               ("shp", "shx", "dbf", "prj", "cpg"))
    return b"".join(struct.pack("<I", len(member)) + member for member in members)


def corners(*points):
    return b"".join(struct.pack("<2d", *point) for point in points)


def tables():
    text, number = shapefile.text("T", 6), shapefile.number("N", 6)
    yield "empty", shapefile.table([text], [])
    yield "one_row", shapefile.table([text, number], [["abc", 7]])
    yield "gbk", shapefile.table([text], [["东门"]], "gbk")
    yield "cut_character", shapefile.table([text], [["东门楼".encode()[:5]]])
    yield "no_numbers", shapefile.table([number], [[b"abc"], [b"******"], [b"1e3"], [b"nan"], [b"-1"], [b""]])
    yield "wide_text", shapefile.table([("T", "C", 254, 0)], [["x" * 254]])
    yield "fractions", shapefile.table([shapefile.number("N", 9, 3)], [[1.25]])


def geometries():
    yield "square", corners((0, 0), (0, 9), (9, 9), (9, 0))
    yield "bowtie", corners((0, 0), (9, 9), (9, 0), (0, 9))
    yield "hole", corners((0, 0), (0, 9), (9, 9), (9, 0), (NAN, 0), (2, 2), (4, 2), (4, 4))
    yield "hole_outside", corners((0, 0), (0, 9), (9, 9), (NAN, 0), (20, 2), (40, 2), (40, 4))
    yield "two_overlapping", corners((0, 0), (0, 9), (9, 9), (APART, 0), (1, 2), (1, 8), (8, 8))
    yield "spike", corners((0, 0), (0, 9), (9, 9), (9, 99), (9, 9), (9, 0))
    yield "sliver", corners((0, 0), (1e6, 1e-9), (2e6, 0))
    yield "repeated", corners((0, 0), (0, 0), (0, 9), (0, 9), (9, 9))
    yield "star", corners((0, 0), (5, 9), (9, 0), (0, 6), (10, 6))
    # GEOS 3.11 throws inside its buffer here, catches that, and leaks 256 bytes.
    yield "denormal_corners", corners((0, 0), (5, 9), (9, 0), (2.47e-322, 4.38e-193),
                                      (2.75e-135, 4.38e-193))
    # Made valid by structure, this was still invalid.
    yield "denormal_crossing", struct.pack(
        "<14d", 0, 3.785766995733679e-270, 0, 2.376364457868954e-212, 3.16e-322,
        3.785766995733679e-270, 5, 9, 1.23606384342e-312, 8.3645e-320, 6.406665904585923e-145,
        6.406665904585923e-145, 3.16e-322, 9)
    yield "flat", corners((0, 0), (5, 0), (9, 0))
    yield "large", corners((-1e10, -1e10), (-1e10, 1e10), (1e10, 1e10), (1e10, -1e10))


def wkb(kind, *parts):
    return struct.pack("<BI", 1, kind) + b"".join(parts)


def blobs():
    """Geometries as a GeoPackage holds them: a header without a box, then WKB."""
    head = b"GP\0\x01" + struct.pack("<i", 4326)
    ring = struct.pack("<I", 5) + corners((0, 0), (0, 9), (9, 9), (9, 0), (0, 0))
    hole = struct.pack("<I", 4) + corners((2, 2), (4, 2), (4, 4), (2, 2))
    one, two = struct.pack("<I", 1), struct.pack("<I", 2)
    none = struct.pack("<I", 0)
    square = wkb(3, one, ring)
    yield "polygon", head + square
    yield "hole", head + wkb(3, two, ring, hole)
    yield "empty_hole", head + wkb(3, two, ring, none)
    yield "empty_polygon", head + wkb(3, none)
    yield "multipolygon", head + wkb(6, two, square, wkb(3, one, hole))
    yield "empty_part", head + wkb(6, two, square, wkb(3, none))
    yield "collection", head + wkb(7, two, square, wkb(1, corners((1, 1))))
    yield "nested", head + wkb(7, one) * 40 + square
    yield "heights", head + wkb(1003, one, struct.pack("<I", 4), struct.pack("<12d", *range(12)))
    arc = wkb(8, struct.pack("<I", 3), corners((0, 0), (5, 5), (9, 0)))
    yield "curve_polygon", head + wkb(10, one, arc)
    yield "compound_curve", head + wkb(9, one, arc)
    yield "surface", head + wkb(15, one, square)
    yield "line", head + wkb(2, two, corners((0, 0), (9, 9)))
    yield "no_numbers", head + wkb(3, one, struct.pack("<I", 4),
                                   corners((0, 0), (NAN, 1), (1, APART), (0, 0)))
    yield "many_stated", head + wkb(3, b"\xff\xff\xff\x7f", ring)
    yield "with_box", b"GP\0\x03" + struct.pack("<i4d", 4326, 0, 9, 0, 9) + square
    yield "other_end", b"GP\0\0" + struct.pack(">i", 4326) + b"\0" + struct.pack(">II2I", 3, 1, 0, 0)


def templates():
    yield "usual", "{county:6}{street:3}{community:3}{seq:03}".encode()
    yield "named", "{unit_name}第{seq}网格\0东门".encode()
    yield "braces", b"{{{seq}}}"
    yield "open", b"{seq"
    yield "wide", b"{seq:099999999999}"
    yield "or_more", b"{unit}-{seq:03+}"


def use_tables():
    yield "rows", '[[use]]\nnames = ["residential", "住宅"]\nm2_per_person = 38.0\n'.encode()
    yield "numbers", b"storey_m = 3.0\nlowest_m = 2.6\n"
    yield "unknown_key", b"storeys = 3\n"
    yield "no_toml", b"= [[\n"


def rule_packs():
    head = b'title = "t"\nsource = "s"\n'
    yield "bounds", head + b'[bounds]\nmin = 1000\nmax = 2000\nclause = "c"\n'
    yield "kinds", head + b'[[bounds_of_kind]]\nkind = "rural"\nmin = 1\nmax = 2\nclause = "c"\n'
    yield "rule", head + b'[[rule]]\nid = "a"\nmeasure = "points"\nat_least = 1\nclause = "c"\n'
    yield "crossed", head + b'[bounds]\nmin = 9\nmax = 5\nclause = "c"\n'
    yield "no_table", head + b"rule = 1\nbounds = []\n"
    yield "no_toml", b"= [[\n"


def main(folder):
    files = town.town(1)
    seeds = {
        "dbf_scan": dict(tables()) | {"buildings": files["buildings.dbf"][:600]},
        "shapefile": {name: framed(files, name) for name in ("units", "roads")},
        "geometry": dict(geometries()),
        "wkb": dict(blobs()),
        "code_template": dict(templates()),
        "use_table": dict(use_tables()),
        "rule_pack": dict(rule_packs()),
    }
    for target, named in seeds.items():
        for name, content in named.items():
            path = Path(folder) / target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1])
