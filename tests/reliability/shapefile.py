"""Shapefiles as bytes, so that a test knows every one of them.

Layout: ESRI Shapefile Technical Description (1998); dBASE III tables.
"""

import struct

CGCS2000_CM_114E = (
    'PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",'
    'DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",'
    '500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER['
    '"Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)

POLYLINE = 3
POLYGON = 5


def text(name, width):
    return (name, "C", width, 0)


def number(name, width, decimals=0):
    return (name, "N", width, decimals)


def table(fields, rows, encoding="utf-8"):
    """A dBASE table; a value of type bytes is written as it is."""
    head = b""
    for name, kind, width, decimals in fields:
        head += struct.pack("<11sc4xBB14x", name.encode(encoding), kind.encode(), width, decimals)
    record_bytes = 1 + sum(width for _, _, width, _ in fields)
    made = struct.pack("<B3BIHH20x", 3, 100, 1, 1, len(rows), 33 + len(head), record_bytes)
    made += head + b"\r"
    for row in rows:
        made += b" "
        for value, (_, kind, width, decimals) in zip(row, fields, strict=True):
            if isinstance(value, str):
                value = value.encode(encoding)
            elif not isinstance(value, bytes):
                value = f"{value:.{decimals}f}".encode()
            pad = value.ljust if kind == "C" else value.rjust
            made += pad(width)[:width]
    return made + b"\x1a"


def _box(points):
    xs, ys = zip(*points)
    return min(xs), min(ys), max(xs), max(ys)


def _content(kind, parts):
    points = [point for part in parts for point in part]
    made = struct.pack("<i4dii", kind, *_box(points), len(parts), len(points))
    start = 0
    for part in parts:
        made += struct.pack("<i", start)
        start += len(part)
    return made + b"".join(struct.pack("<2d", *point) for point in points)


def _head(kind, size, box):
    return struct.pack(">i20xi", 9994, size // 2) + struct.pack("<ii4d32x", 1000, kind, *box)


def shapes(kind, features):
    """The .shp and the .shx of features; each is a list of parts, a part a list of (x, y)."""
    points = [point for parts in features for part in parts for point in part]
    box = _box(points) if points else (0, 0, 0, 0)
    body, index = b"", b""
    for record, parts in enumerate(features, 1):
        content = _content(kind, parts)
        index += struct.pack(">ii", (100 + len(body)) // 2, len(content) // 2)
        body += struct.pack(">ii", record, len(content) // 2) + content
    return (
        _head(kind, 100 + len(body), box) + body,
        _head(kind, 100 + len(index), box) + index,
    )


def shapefile(kind, features, fields, rows, encoding="utf-8"):
    """All members of a shapefile: bytes by extension."""
    shp, shx = shapes(kind, features)
    return {
        "shp": shp,
        "shx": shx,
        "dbf": table(fields, rows, encoding),
        "prj": CGCS2000_CM_114E.encode(),
        "cpg": encoding.upper().encode(),
    }


def rectangle(x, y, width, height):
    """A clockwise ring, as the outer ring of a polygon has to be."""
    return [(x, y), (x, y + height), (x + width, y + height), (x + width, y), (x, y)]
