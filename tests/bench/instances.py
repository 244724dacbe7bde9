#!/usr/bin/python3
"""Draws graphs to measure on: instances.py FOLDER NAME...     needs: python3-numpy python3-scipy

NAME is KIND-BLOCKS[-REGIONS][:SEED]; the same name always gives the same files.
  lattice-10000     square blocks of 100 m, people log-normal: smooth, every block has some
  city-10000        cells of points that crowd in quarters of all sizes; people with a heavy tail,
                    one block in eight empty
  city-4000-8       the same, to be divided into 8 regions whose people differ by 1 %
Other instances have bounds of 1,000 to 2,000 people. Writes FOLDER/NAME/vertices.csv
(id,x,y,pop,area,ext), edges.csv (u,v,border_len) and meta.json (lo, hi, k, total)."""

import json
import math
import pathlib
import sys

import numpy
from scipy.spatial import Voronoi

PEOPLE_PER_BLOCK = 75
BLOCK_M = 100.0


def lattice(blocks, random):
    side = math.isqrt(blocks)
    block = numpy.arange(side * side)
    row, column = block // side, block % side
    right, below = block[column < side - 1], block[row < side - 1]
    edges = numpy.concatenate([numpy.c_[right, right + 1], numpy.c_[below, below + side]])
    sides_outside = sum((at == end).astype(float) for at in (row, column) for end in (0, side - 1))
    sigma = 0.7
    people = random.lognormal(math.log(PEOPLE_PER_BLOCK) - sigma**2 / 2, sigma, len(block))
    return {
        "points": numpy.c_[column, row] * BLOCK_M + BLOCK_M / 2,
        "people": numpy.minimum(numpy.rint(people), 1000),
        "area": numpy.full(len(block), BLOCK_M**2),
        "outer": sides_outside * BLOCK_M,
        "edges": edges,
        "border": numpy.full(len(edges), BLOCK_M),
    }


def crowded_points(count, side, random):
    """A third spread evenly, the others in quarters of very different sizes; row by row, as a survey
    lists them."""
    quarters = max(4, count // 500)
    share = random.pareto(1.5, quarters) + 0.1
    quarter = random.choice(quarters, count - count // 3, p=share / share.sum())
    spread = 40.0 * numpy.sqrt(numpy.bincount(quarter, minlength=quarters)) + 80
    centre = random.uniform(0, side, (quarters, 2))
    points = numpy.concatenate([random.uniform(0, side, (count // 3, 2)),
                                centre[quarter] + random.normal(size=(len(quarter), 2)) * spread[quarter, None]])
    outside = ((points <= 1) | (points >= side - 1)).any(axis=1)
    points[outside] = random.uniform(1, side - 1, (outside.sum(), 2))
    return points[numpy.lexsort((points[:, 0], points[:, 1] // (20 * BLOCK_M)))]


def city(blocks, random):
    side = 1.5 * BLOCK_M * math.sqrt(blocks)
    points = crowded_points(blocks, side, random)
    # Points mirrored at the four sides make the sides borders of cells.
    mirrored = [points]
    for axis in (0, 1):
        for end in (0, side):
            image = points[numpy.abs(points[:, axis] - end) < 0.2 * side].copy()
            image[:, axis] = 2 * end - image[:, axis]
            mirrored.append(image)
    cells = Voronoi(numpy.concatenate(mirrored))
    ends = numpy.array([pair if len(pair) == 2 else (-1, -1) for pair in cells.ridge_vertices])
    between = cells.ridge_points
    used = (ends >= 0).all(axis=1) & (between < blocks).any(axis=1)
    ends, between = ends[used], between[used]
    a, b = cells.vertices[ends[:, 0]], cells.vertices[ends[:, 1]]
    length = numpy.hypot(*(a - b).T)
    area = numpy.zeros(blocks)
    for end in (0, 1):
        inside = between[:, end] < blocks
        cell = between[inside, end]
        p, q = a[inside] - points[cell], b[inside] - points[cell]
        area += numpy.bincount(cell, 0.5 * numpy.abs(p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]), blocks)
    both = (between < blocks).all(axis=1)
    people = random.lognormal(0, 1.15, blocks)
    people = numpy.clip(numpy.rint(people * PEOPLE_PER_BLOCK / people.mean()), 1, 1000)
    people[random.random(blocks) < 1 / 8] = 0
    kept = both & (length > 0.01)
    return {
        "points": points,
        "people": people,
        "area": area,
        "outer": numpy.bincount(between[~both].min(axis=1), length[~both], blocks),
        "edges": numpy.sort(between[kept], axis=1),
        "border": length[kept],
    }


def write(folder, drawn, regions):
    people = drawn["people"].astype(numpy.int64)
    total = int(people.sum())
    low, high = (math.ceil(total / regions * 0.99), int(total / regions * 1.01)) if regions else (1000, 2000)
    folder.mkdir(parents=True, exist_ok=True)
    block = numpy.arange(len(people))
    numpy.savetxt(folder / "vertices.csv", numpy.c_[block, drawn["points"], people, drawn["area"], drawn["outer"]],
                  fmt=("%d", "%.3f", "%.3f", "%d", "%.3f", "%.3f"), delimiter=",", comments="",
                  header="id,x,y,pop,area,ext")
    order = numpy.lexsort((drawn["edges"][:, 1], drawn["edges"][:, 0]))
    numpy.savetxt(folder / "edges.csv", numpy.c_[drawn["edges"][order], drawn["border"][order]],
                  fmt=("%d", "%d", "%.3f"), delimiter=",", comments="", header="u,v,border_len")
    (folder / "meta.json").write_text(json.dumps({
        "lo": low, "hi": high, "total": total, "k": regions or round(total / ((low + high) / 2))}))


def main(root, *names):
    for name in names:
        drawn, _, seed = name.partition(":")
        kind, blocks, *regions = drawn.split("-")
        random = numpy.random.default_rng([int(blocks), int(seed or 1)])
        drawing = {"lattice": lattice, "city": city}[kind](int(blocks), random)
        write(pathlib.Path(root) / name.replace(":", "_"), drawing, int(regions[0]) if regions else None)


main(*sys.argv[1:])
