"""Shapefiles written byte by byte, without a library that would mend what a test wants broken."""

import struct

CGCS2000_CM_117E = (
    'PROJCS["CGCS2000_3_Degree_GK_CM_117E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
    'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],'
    'PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
POLYGON, LINE, POINT, NULL = 5, 3, 1, 0


def square(west, south, side, origin=(600000.0, 2700000.0)):
    """The ring of a square, clockwise as shapefiles want it."""
    x, y = origin[0] + west, origin[1] + south
    return [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]


def write(stem, fields, rows, shapes, kind=POLYGON, prj=CGCS2000_CM_117E, cpg="UTF-8", encoding="utf-8"):
    """Writes stem.shp, .shx, .dbf and, where they are given, .prj and .cpg.

    fields: (name, type, width, decimals); rows: values, str or bytes as they are to stand in the
    table; shapes: one list of points per row, None for a null geometry.
    """
    with open(stem + ".dbf", "wb") as table:
        width = 1 + sum(field[2] for field in fields)
        table.write(struct.pack("<4BIHH20x", 3, 122, 1, 1, len(rows), 33 + 32 * len(fields), width))
        for name, letter, size, decimals in fields:
            table.write(struct.pack("<11sc4xBB14x", name.encode(encoding), letter.encode(), size, decimals))
        table.write(b"\r")
        for row in rows:
            table.write(b" ")
            for value, (_, letter, size, _) in zip(row, fields):
                raw = value if isinstance(value, bytes) else str(value).encode(encoding)
                table.write(raw.rjust(size) if letter in "NF" else raw.ljust(size))
        table.write(b"\x1a")
    index, body = bytearray(), bytearray()
    for number, points in enumerate(shapes, 1):
        content = _content(points, kind)
        index += struct.pack(">II", (100 + len(body)) // 2, len(content) // 2)
        body += struct.pack(">II", number, len(content) // 2) + content
    every = [point for points in shapes for point in points or []] or [(0, 0)]
    box = (*map(min, zip(*every)), *map(max, zip(*every)))
    for extension, data in ((".shp", body), (".shx", index)):
        with open(stem + extension, "wb") as file:
            file.write(struct.pack(">I20xI", 9994, (100 + len(data)) // 2))
            file.write(struct.pack("<II4d32x", 1000, kind, *box) + data)
    for extension, text in ((".prj", prj), (".cpg", cpg)):
        if text:
            with open(stem + extension, "w") as file:
                file.write(text)


def _content(points, kind):
    if points is None:
        return struct.pack("<I", NULL)
    flat = [coordinate for point in points for coordinate in point]
    if kind == POINT:
        return struct.pack("<I2d", kind, *flat)
    box = (*map(min, zip(*points)), *map(max, zip(*points)))
    return struct.pack(f"<I4dIII{len(flat)}d", kind, *box, 1, len(points), 0, *flat)
