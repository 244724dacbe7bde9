"""Whether zones out of bounds are to be avoided: tries every division of the units that have one.

usage: census_unavoidable.py PLAN OA_SHAPEFILE     needs: apt-get install python3-gdal
Of every unit of the plan with a grid whose reason is "bottleneck", areas that share a border are joined, and all
divisions into connected zones of 1,000 to 2,000 people are searched: the first area that is in no zone yet is
in one of the connected sets around it. Shares nothing with evengrid.
"""

import functools
import sys

from osgeo import gdal

gdal.UseExceptions()
LEAST, MOST = 1000, 2000
SHORTEST_M = 1.0  # a shorter shared border joins nothing, as evengrid has it
EARTH = "+proj=laea +lat_0=51 +lon_0=-2 +ellps=WGS84"


def units_with_bottleneck(plan):
    layers = gdal.OpenEx(plan)
    rows = layers.ExecuteSQL("SELECT DISTINCT unit_code FROM grids WHERE reason = 'bottleneck' ORDER BY unit_code")
    return [row.GetField(0) for row in rows]


def areas_of(shapes, units):
    names = ", ".join(f"'{unit}'" for unit in units)
    drawn = gdal.VectorTranslate("", shapes, format="Memory", dstSRS=EARTH, where=f"MSOA11CD IN ({names})")
    areas = {unit: [] for unit in units}
    for feature in drawn.GetLayer():
        ground = feature.geometry().MakeValid()
        areas[feature["MSOA11CD"]].append((int(feature["POP"]), ground.Clone()))
    return areas


def length_m(lines):
    parts = [lines.GetGeometryRef(i) for i in range(lines.GetGeometryCount())]
    return sum(map(length_m, parts)) if parts else lines.Length() if lines.GetDimension() == 1 else 0


def neighbours(areas):
    beside = [0] * len(areas)
    for u, (_, ground) in enumerate(areas):
        for v, (_, other) in enumerate(areas[:u]):
            if ground.Intersects(other) and length_m(ground.Boundary().Intersection(other.Boundary())) > SHORTEST_M:
                beside[u] |= 1 << v
                beside[v] |= 1 << u
    return beside


def can_be_divided(people, beside):
    """True where all can be in connected zones within bounds; sets of areas are bits of a number."""
    def around(zone):
        rim = 0
        for v in range(len(people)):
            if zone >> v & 1:
                rim |= beside[v]
        return rim & ~zone

    def zones(zone, own, free, barred):
        """Every connected set with a zone in it, of free areas, none barred; each once."""
        if own >= LEAST:
            yield zone
        rim = around(zone) & free & ~barred
        while rim:
            v = rim & -rim
            rim ^= v
            more = own + people[v.bit_length() - 1]
            if more <= MOST:
                yield from zones(zone | v, more, free, barred)
            barred |= v

    @functools.cache
    def divide(free):
        if not free:
            return True
        v = free & -free
        own = people[v.bit_length() - 1]
        return own <= MOST and any(divide(free & ~zone) for zone in zones(v, own, free, 0))

    return divide((1 << len(people)) - 1)


def main(plan, shapes):
    units = units_with_bottleneck(plan)
    for unit, areas in areas_of(shapes, units).items():
        people, beside = [own for own, _ in areas], neighbours(areas)
        verdict = can_be_divided(people, beside)
        borders = sum(row.bit_count() for row in beside) // 2
        print(f"{unit}: {len(areas)} areas with {borders} borders between them, {sum(people):,} people:",
              "CAN be divided within bounds" if verdict else "no division is within bounds")


main(*sys.argv[1:])
