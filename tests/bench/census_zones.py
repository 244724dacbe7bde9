"""The work of census_zones.sh: cut edges, bounds, pieces and compactness of two plans of one set of blocks."""

import collections
import math
import sys

from osgeo import ogr

ogr.UseExceptions()


def polygons(geometry):
    """The polygons that a geometry consists of."""
    if geometry.GetGeometryCount() and geometry.GetGeometryRef(0).GetGeometryCount():
        return [geometry.GetGeometryRef(i) for i in range(geometry.GetGeometryCount())]
    return [geometry]


def adjacency(geometries):
    """Pairs of blocks with a segment in common."""
    owners = collections.defaultdict(set)
    for block, geometry in enumerate(geometries):
        for polygon in polygons(geometry):
            for ring in range(polygon.GetGeometryCount()):
                points = [(round(p[0], 7), round(p[1], 7)) for p in polygon.GetGeometryRef(ring).GetPoints()]
                for a, b in zip(points, points[1:]):
                    owners[min(a, b), max(a, b)].add(block)
    return {(a, b) for blocks in owners.values() for a in blocks for b in blocks if a < b}


def pieces(zone, pairs):
    """How many zones hang together in more than one piece."""
    root = list(range(len(zone)))

    def find(i):
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for a, b in pairs:
        if zone[a] == zone[b]:
            root[find(a)] = find(b)
    parts = collections.defaultdict(set)
    for i, own in enumerate(zone):
        parts[own].add(find(i))
    return sum(len(part) > 1 for part in parts.values())


def judge(name, zone, people, pairs):
    held = collections.Counter()
    for own, count in zip(zone, people):
        held[own] += count
    alone = {own for own, count in zip(zone, people) if count > 2000}
    outside = {own for own, count in held.items() if not 1000 <= count <= 2000}
    cut = sum(zone[a] != zone[b] for a, b in pairs)
    print(f"{name}: {len(held):,} zones, {len(outside - alone)} out of bounds besides {len(alone)} that hold a block "
          f"above the maximum, {pieces(zone, pairs)} in pieces, {cut:,} of {len(pairs):,} edges cut")


def read(path, layer, *fields):
    """Geometries and fields of a layer, each as a list."""
    source = ogr.Open(path)
    rows = [(f.GetGeometryRef().Clone(), *(f[name] for name in fields)) for f in source.GetLayer(layer)]
    return zip(*rows)


def main(plan, shapes):
    geometries, zone, people = read(plan, "blocks", "grid_id", "population")
    judge("evengrid", zone, people, adjacency(geometries))
    _, compact = read(plan, "grids", "compact")
    print(f"evengrid: mean Polsby-Popper {math.fsum(compact) / len(compact):.3f}")
    geometries, zone, people = read(shapes, 0, "LSOA11CD", "POP")
    judge("the office", zone, people, adjacency(geometries))


main(*sys.argv[1:])
