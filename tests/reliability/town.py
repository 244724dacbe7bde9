"""A small town for tests of the whole program: units in a row, streets, buildings with people.

Every unit is 400 m wide and holds 4 x 4 blocks of 100 m; every block holds three buildings. The
people of a unit are about 1,300, so that grids of 200 to 400 people can be made of all of them.
"""

from pathlib import Path

import shapefile

WEST, SOUTH = 500_000.0, 3_400_000.0
UNIT_M, BLOCK_M = 400.0, 100.0
BOUNDS = ["--min", "200", "--max", "400"]

UNIT_FIELDS = [shapefile.text("CODE", 8), shapefile.text("NAME", 30)]
BUILDING_FIELDS = [
    shapefile.text("BLD_ID", 8),
    shapefile.text("NAME", 30),
    shapefile.number("FLOORS", 4),
    shapefile.number("POP", 9),
]
ROAD_FIELDS = [shapefile.text("NAME", 30)]


def units(count):
    """Ring and row of every unit, west to east."""
    return [
        (
            [shapefile.rectangle(WEST + i * UNIT_M, SOUTH, UNIT_M, UNIT_M)],
            [f"U{i + 1:04}", f"第{i + 1}社区"],
        )
        for i in range(count)
    ]


def buildings(unit_count):
    made = []
    for column in range(unit_count * 4):
        for row in range(4):
            for k in range(3):
                x = WEST + column * BLOCK_M + 15 + 25 * k
                y = SOUTH + row * BLOCK_M + 20 + 10 * k
                n = len(made)
                people = (n * 37) % 55
                made.append(
                    (
                        [shapefile.rectangle(x, y, 15, 20)],
                        [f"B{n:05}", f"和平里{n}号楼", 1 + n % 7, people],
                    )
                )
    return made


def roads(unit_count):
    east, north = WEST + unit_count * UNIT_M, SOUTH + UNIT_M
    made = []
    for row in range(5):
        y = SOUTH + row * BLOCK_M
        made.append(([[(WEST - 20, y), (east + 20, y)]], [f"East Street {row}"]))
    for column in range(unit_count * 4 + 1):
        x = WEST + column * BLOCK_M
        made.append(([[(x, SOUTH - 20), (x, north + 20)]], [f"North Street {column}"]))
    return made


def town(unit_count=3):
    """The three shapefiles of a town: bytes by file name."""
    layers = {
        "units": (shapefile.POLYGON, UNIT_FIELDS, units(unit_count)),
        "buildings": (shapefile.POLYGON, BUILDING_FIELDS, buildings(unit_count)),
        "roads": (shapefile.POLYLINE, ROAD_FIELDS, roads(unit_count)),
    }
    files = {}
    for name, (kind, fields, features) in layers.items():
        rings, rows = zip(*features)
        for extension, content in shapefile.shapefile(kind, rings, fields, rows).items():
            files[f"{name}.{extension}"] = content
    return files


def write(folder, files):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def partition(output="plan.gpkg", *further, extension="shp"):
    """The arguments that divide a town written into the current folder."""
    return [
        "partition",
        *("--units", f"units.{extension}"),
        *("--buildings", f"buildings.{extension}"),
        *("--roads", f"roads.{extension}"),
        *("--population-field", "POP"),
        *BOUNDS,
        *("--output", output),
        *further,
    ]
