#include "engine/blocks/whole_buildings.hpp"

#include "engine/geometry/geos.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

namespace evengrid::engine {

namespace {

/// Ground narrower than this is what rounding leaves; it is half of what validators let pass.
constexpr double widest_sliver_m = 0.005;

/// Whether a building has more than a sliver on a tile. \param on_m2 that it has there
bool stands_on(const MultiPolygon& footprint, const Tile& tile, double on_m2) {
    constexpr double plain_m2 = 0.01;
    return on_m2 > plain_m2 || (on_m2 > widest_sliver_m * widest_sliver_m &&
                                is_wide(intersection(footprint, tile.ground), widest_sliver_m));
}

bool straddles(const MultiPolygon& footprint, const Footing& footing,
               const std::vector<Tile>& tiles) {
    const auto parts =
        footing.on.size() < 2
            ? 0
            : std::count_if(footing.on.begin(), footing.on.end(), [&](const auto& part) {
                  return stands_on(footprint, tiles[part.first], part.second);
              });
    return parts > 1;
}

std::vector<Box> boxes_of(const std::vector<const MultiPolygon*>& grounds) {
    std::vector<Box> boxes;
    for (const auto* ground : grounds) {
        boxes.push_back(box(*ground));
    }
    return boxes;
}

/// Adds what stands where, out of the footprints that may have changed their footing.
void add_footings(const std::vector<const MultiPolygon*>& footprints, const BoxIndex& index,
                  const MultiPolygon& ground, std::uint32_t tile, std::vector<Footing>& footings) {
    const auto candidates = index.meeting(box(ground));
    if (candidates.empty()) {
        return;
    }
    const PreparedGround prepared(ground);
    for (const auto i : candidates) {
        if (const double on_m2 = prepared.covered_m2(*footprints[i]); on_m2 > 0) {
            footings[i].on.emplace_back(tile, on_m2);
        }
    }
}

/// Buildings that go to one tile together, since they straddle or overlap one that does.
struct Cluster {
    std::vector<std::uint32_t> buildings;
    std::uint32_t tile = 0; ///< that they go to
};

std::vector<Cluster> clusters_of(const std::vector<Tile>& tiles,
                                 const std::vector<const MultiPolygon*>& footprints,
                                 const std::vector<Footing>& footings) {
    const auto boxes = boxes_of(footprints);
    const BoxIndex index(boxes);
    std::vector<bool> taken(footprints.size());
    std::vector<Cluster> clusters;
    for (std::uint32_t first = 0; first < footprints.size(); ++first) {
        if (taken[first] || !straddles(*footprints[first], footings[first], tiles)) {
            continue;
        }
        auto& cluster = clusters.emplace_back();
        cluster.buildings.push_back(first);
        taken[first] = true;
        std::map<std::uint32_t, double> on_m2;
        for (std::size_t next = 0; next < cluster.buildings.size(); ++next) {
            const auto member = cluster.buildings[next];
            for (const auto& [tile, part_m2] : footings[member].on) {
                on_m2[tile] += part_m2;
            }
            for (const auto i : index.meeting(boxes[member])) {
                if (taken[i] || footings[i].on.empty()) {
                    continue;
                }
                const MultiPolygon both = intersection(*footprints[member], *footprints[i]);
                if (is_wide(both, widest_sliver_m)) {
                    taken[i] = true;
                    cluster.buildings.push_back(i);
                }
            }
        }
        cluster.tile =
            std::max_element(on_m2.begin(), on_m2.end(), [](const auto& a, const auto& b) {
                return a.second < b.second;
            })->first;
    }
    return clusters;
}

/// The outline without courtyards.
MultiPolygon filled(MultiPolygon ground) {
    for (auto& polygon : ground) {
        polygon.holes.clear();
    }
    return ground;
}

void add_rings(const MultiPolygon& ground, std::vector<Line>& lines) {
    for (const auto& polygon : ground) {
        lines.push_back(polygon.shell);
        lines.insert(lines.end(), polygon.holes.begin(), polygon.holes.end());
    }
}

/// A list of grounds that are asked which of them contains a place.
struct Lookup {
    std::vector<MultiPolygon> grounds;
    std::vector<std::uint32_t> meaning; ///< what the answer stands for, one per ground
    BoxIndex index;

    void add(MultiPolygon ground, std::uint32_t means) {
        grounds.push_back(std::move(ground));
        meaning.push_back(means);
    }
    void close() {
        std::vector<Box> boxes;
        for (const auto& ground : grounds) {
            boxes.push_back(box(ground));
        }
        index = BoxIndex(boxes);
    }
    std::optional<std::uint32_t> at(Point place) const {
        for (const auto i : index.meeting(box({place}))) {
            if (contains(grounds[i], place)) {
                return meaning[i];
            }
        }
        return std::nullopt;
    }
};

/// Ground that tiles have after they were divided anew among themselves.
struct Redivision {
    std::vector<std::uint32_t> tiles;            ///< that may have changed, ascending
    std::vector<MultiPolygon> grounds;           ///< what each has now, one per entry of `tiles`
    std::map<std::uint32_t, std::uint32_t> heir; ///< of a tile that lost ground: who got some of it
};

Redivision redivide(const std::vector<Tile>& tiles,
                    const std::vector<const MultiPolygon*>& footprints,
                    const std::vector<Cluster>& clusters) {
    std::vector<Box> tile_boxes;
    for (const auto& tile : tiles) {
        tile_boxes.push_back(box(tile.ground));
    }
    const BoxIndex tile_index(tile_boxes);
    Redivision result;
    std::vector<Line> lines;
    Lookup houses;
    for (const auto& cluster : clusters) {
        for (const auto i : cluster.buildings) {
            houses.add(filled(*footprints[i]), cluster.tile);
            add_rings(houses.grounds.back(), lines);
            // A metre around, so that rounding moves no border whose other side is left out.
            const auto near = tile_index.meeting(grown(box(*footprints[i]), 1));
            result.tiles.insert(result.tiles.end(), near.begin(), near.end());
        }
    }
    houses.close();
    std::sort(result.tiles.begin(), result.tiles.end());
    result.tiles.erase(std::unique(result.tiles.begin(), result.tiles.end()), result.tiles.end());
    Lookup before;
    for (const auto i : result.tiles) {
        add_rings(tiles[i].ground, lines);
        before.add(tiles[i].ground, i);
    }
    before.close();

    std::map<std::uint32_t, std::vector<MultiPolygon>> pieces;
    for (auto& face : faces(node(lines))) {
        const MultiPolygon piece{std::move(face)};
        const Point place = point_inside(piece);
        const auto old_tile = before.at(place);
        if (!old_tile) {
            continue; // a building's part outside the unit
        }
        const auto house_tile = houses.at(place);
        if (house_tile && *house_tile != *old_tile) {
            result.heir[*old_tile] = *house_tile;
        }
        pieces[house_tile.value_or(*old_tile)].push_back(piece);
    }
    for (const auto i : result.tiles) {
        std::vector<const MultiPolygon*> parts;
        for (const auto& piece : pieces[i]) {
            parts.push_back(&piece);
        }
        result.grounds.push_back(parts.empty() ? MultiPolygon{} : dissolve(parts));
    }
    return result;
}

/// Puts new ground into the tiles: the largest part stays the tile, other parts become leftovers. A
/// tile that was given in several parts keeps them all.
void apply(Redivision& redivision, std::vector<Tile>& tiles) {
    std::vector<std::uint32_t> vanished;
    for (std::size_t k = 0; k < redivision.tiles.size(); ++k) {
        const auto i = redivision.tiles[k];
        auto& ground = redivision.grounds[k];
        if (ground.empty()) {
            vanished.push_back(i);
        }
        if (tiles[i].ground.size() > 1 || ground.size() <= 1) {
            tiles[i].ground = std::move(ground);
            continue;
        }
        const auto largest =
            std::max_element(ground.begin(), ground.end(), [](const Polygon& a, const Polygon& b) {
                return area_m2(a) < area_m2(b);
            });
        std::iter_swap(ground.begin(), largest);
        tiles[i].ground = {ground[0]};
        for (std::size_t part = 1; part < ground.size(); ++part) {
            tiles.push_back({{std::move(ground[part])}, tiles[i].kind, 0, 0, true});
        }
    }
    for (const auto i : vanished) {
        auto& heir = tiles[redivision.heir.at(i)];
        heir.people += tiles[i].people;
        heir.households += tiles[i].households;
    }
    std::erase_if(tiles, [](const Tile& tile) { return tile.ground.empty(); });
}

} // namespace

std::uint32_t Footing::tile() const {
    return std::max_element(on.begin(), on.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

double Footing::total_m2() const {
    return std::accumulate(on.begin(), on.end(), 0.0,
                           [](double sum, const auto& part) { return sum + part.second; });
}

std::vector<Footing> footings(const std::vector<const MultiPolygon*>& footprints,
                              const std::vector<Tile>& tiles) {
    std::vector<Footing> found(footprints.size());
    const BoxIndex index(boxes_of(footprints));
    for (std::uint32_t tile = 0; tile < tiles.size(); ++tile) {
        add_footings(footprints, index, tiles[tile].ground, tile, found);
    }
    return found;
}

void renumber(std::vector<Footing>& footings, const std::vector<std::uint32_t>& new_index) {
    for (auto& footing : footings) {
        std::map<std::uint32_t, double> on_m2;
        for (const auto& [tile, part_m2] : footing.on) {
            on_m2[new_index[tile]] += part_m2;
        }
        footing.on.assign(on_m2.begin(), on_m2.end());
    }
}

std::vector<std::size_t> building_counts(const std::vector<Footing>& footings, std::size_t tiles) {
    std::vector<std::size_t> counts(tiles);
    for (const auto& footing : footings) {
        if (!footing.on.empty()) {
            ++counts[footing.tile()];
        }
    }
    return counts;
}

void keep_whole(std::vector<Tile>& tiles, const std::vector<const MultiPolygon*>& footprints,
                std::vector<Footing>& standing, double smallest_m2) {
    const auto clusters = clusters_of(tiles, footprints, standing);
    if (clusters.empty()) {
        return;
    }
    auto redivision = redivide(tiles, footprints, clusters);
    apply(redivision, tiles);
    standing = footings(footprints, tiles);
    const auto new_index =
        merge_tiles(tiles, building_counts(standing, tiles.size()), [&](const TileMeasure& tile) {
            return tile.leftover && tile.buildings == 0 && tile.area_m2 < smallest_m2;
        });
    renumber(standing, new_index);
}

} // namespace evengrid::engine
