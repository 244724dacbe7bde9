"""Makes blocks from a city's raw street segments and holds them against blocks that others made of them.

usage: street_blocks.py SEGMENTS BLOCKS [EVENGRID]     needs: apt-get install python3-gdal
Both are layers of one GeoPackage, as ../shared/data/cn_wuhan_blocks/wuhan_blocks.gpkg.zip has: FILE|layername=NAME.
"""

import collections
import os
import subprocess
import sys
import tempfile

from osgeo import ogr

ogr.UseExceptions()
ALIKE = 0.8  # of what either covers, both do


def layer_of(given):
    path, _, name = given.partition("|layername=")
    source = ogr.Open(path)
    return source, source.GetLayerByName(name) if name else source.GetLayer(0)


def polygons(given):
    source, layer = layer_of(given)
    made = [f.GetGeometryRef().Buffer(0) for f in layer if f.GetGeometryRef() is not None]
    del source
    return [p for p in made if p.Area() > 0]


def write_unit(segments, path):
    """One unit around all streets; a house in the middle, since a city needs one."""
    source, layer = layer_of(segments)
    west, east, south, north = layer.GetExtent()
    target = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    x, y = (west + east) / 2, (south + north) / 2
    for name, (w, e, s, n) in (("units", (west - 100, east + 100, south - 100, north + 100)), ("buildings", (x, x + 10, y, y + 10))):
        made = target.CreateLayer(name, layer.GetSpatialRef(), ogr.wkbPolygon)
        made.CreateField(ogr.FieldDefn("POP", ogr.OFTInteger))
        feature = ogr.Feature(made.GetLayerDefn())
        feature["POP"] = 1
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({w} {s},{w} {n},{e} {n},{e} {s},{w} {s}))"))
        made.CreateFeature(feature)
    del target


class Squares:
    """Finds what may lie on a place: the ids of boxes by the squares of a lattice that they touch."""

    def __init__(self, shapes, side=1000.0):
        self.side, self.ids = side, collections.defaultdict(list)
        for i, shape in enumerate(shapes):
            for square in self.touched(shape):
                self.ids[square].append(i)

    def touched(self, shape):
        west, east, south, north = (int(v // self.side) for v in shape.GetEnvelope())
        return ((x, y) for x in range(west, east + 1) for y in range(south, north + 1))

    def near(self, shape):
        return sorted({i for square in self.touched(shape) for i in self.ids[square]})


def main(segments, blocks, program=None):
    program = program or os.path.join(os.path.dirname(__file__), "../../build/release/evengrid")
    theirs = polygons(blocks)
    with tempfile.TemporaryDirectory() as folder:
        town, made = os.path.join(folder, "town.gpkg"), os.path.join(folder, "blocks.gpkg")
        write_unit(segments, town)
        subprocess.run([program, "blocks", "--units", f"{town}|layername=units", "--buildings", f"{town}|layername=buildings",
                        "--population-field", "POP", "--roads", segments, "--output", made, "--quiet"], check=True)
        ours = polygons(f"{made}|layername=blocks")
    finder, count = Squares(ours), collections.Counter()
    for their in theirs:
        best = inside = 0.0
        pieces = 0
        for i in finder.near(their):
            if ours[i].Intersects(their):
                common = ours[i].Intersection(their).Area()
                best = max(best, common / (ours[i].Area() + their.Area() - common))
                inside = max(inside, common / their.Area())
                pieces += common > ALIKE * ours[i].Area()
        count["alike" if best > ALIKE else "several of ours" if pieces > 1 else "in a larger one of ours" if inside > ALIKE else "otherwise"] += 1
    print(f"{len(ours):,} blocks of ours, {len(theirs):,} of theirs, of which", ", ".join(f"{n:,} {what}" for what, n in count.most_common()))


main(*sys.argv[1:])
