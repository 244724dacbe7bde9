#include "engine/blocks/tiles.hpp"

#include "engine/geometry/geos.hpp"
#include "engine/geometry/shared_borders.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace evengrid::engine {

namespace {

/// What two groups have in common.
struct Contact {
    double length_m = 0;
    double weight = 0;

    Contact& operator+=(const Contact& other) {
        length_m += other.length_m;
        weight += other.weight;
        return *this;
    }
};

/// Tiles that are being merged: each group has a measure and borders with other groups.
class Mergers {
public:
    Mergers(const std::vector<Tile>& tiles, const std::vector<std::size_t>& buildings,
            const std::function<double(const SharedBorder&)>& weight)
        : m_group_of(tiles.size()), m_measures(tiles.size()), m_contacts(tiles.size()) {
        std::iota(m_group_of.begin(), m_group_of.end(), 0U);
        std::vector<const MultiPolygon*> grounds;
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            grounds.push_back(&tiles[i].ground);
            m_measures[i] = {area_m2(tiles[i].ground), perimeter_m(tiles[i].ground),
                             buildings.empty() ? 0 : buildings[i], tiles[i].leftover};
        }
        for (const auto& border : shared_borders(grounds, 0)) {
            const Contact contact{border.length_m, weight ? weight(border) : border.length_m};
            m_contacts[border.a][border.b] = m_contacts[border.b][border.a] = contact;
        }
    }

    const TileMeasure& measure(std::uint32_t group) const { return m_measures[group]; }
    bool has_neighbour(std::uint32_t group) const { return !m_contacts[group].empty(); }

    /// \returns the neighbour whose shared border weighs most, ties to the smaller index.
    std::uint32_t best_neighbour(std::uint32_t group) const {
        const auto& neighbours = m_contacts[group];
        return std::max_element(
                   neighbours.begin(), neighbours.end(),
                   [](const auto& a, const auto& b) { return a.second.weight < b.second.weight; })
            ->first;
    }

    void merge(std::uint32_t group, std::uint32_t into) {
        auto& measure = m_measures[into];
        measure.area_m2 += m_measures[group].area_m2;
        measure.perimeter_m += m_measures[group].perimeter_m - 2 * m_contacts[group][into].length_m;
        measure.buildings += m_measures[group].buildings;
        measure.leftover = measure.leftover && m_measures[group].leftover;
        for (const auto& [other, contact] : m_contacts[group]) {
            m_contacts[other].erase(group);
            if (other != into) {
                m_contacts[into][other] += contact;
                m_contacts[other][into] += contact;
            }
        }
        m_contacts[group].clear();
        m_group_of[group] = into;
    }

    std::uint32_t group_of(std::uint32_t tile) const {
        while (m_group_of[tile] != tile) {
            tile = m_group_of[tile];
        }
        return tile;
    }

private:
    std::vector<std::uint32_t> m_group_of; ///< the group that a tile was merged into, or itself
    std::vector<TileMeasure> m_measures;
    std::vector<std::map<std::uint32_t, Contact>> m_contacts;
};

/// One tile for every group, in the order of the groups' own tiles.
std::vector<Tile> merged(std::vector<Tile>& tiles, const std::vector<std::uint32_t>& new_index,
                         std::size_t count) {
    std::vector<std::vector<std::uint32_t>> members(count);
    for (std::uint32_t i = 0; i < tiles.size(); ++i) {
        members[new_index[i]].push_back(i);
    }
    std::vector<Tile> result(count);
    for (std::size_t g = 0; g < count; ++g) {
        if (members[g].size() == 1) {
            result[g] = std::move(tiles[members[g][0]]);
            continue;
        }
        std::vector<const MultiPolygon*> grounds;
        double largest_m2 = -1;
        for (const auto i : members[g]) {
            grounds.push_back(&tiles[i].ground);
            if (const double size_m2 = area_m2(tiles[i].ground); size_m2 > largest_m2) {
                largest_m2 = size_m2;
                result[g].kind = tiles[i].kind;
            }
            result[g].people += tiles[i].people;
            result[g].households += tiles[i].households;
        }
        result[g].ground = dissolve(grounds);
    }
    return result;
}

} // namespace

std::vector<std::uint32_t> merge_tiles(std::vector<Tile>& tiles,
                                       const std::vector<std::size_t>& buildings,
                                       const std::function<bool(const TileMeasure&)>& too_small,
                                       const std::function<double(const SharedBorder&)>& weight) {
    Mergers mergers(tiles, buildings, weight);
    std::set<std::pair<double, std::uint32_t>> pending;
    const auto consider = [&](std::uint32_t group) {
        if (mergers.has_neighbour(group) && too_small(mergers.measure(group))) {
            pending.emplace(mergers.measure(group).area_m2, group);
        }
    };
    for (std::uint32_t i = 0; i < tiles.size(); ++i) {
        consider(i);
    }
    while (!pending.empty()) {
        const auto group = pending.begin()->second;
        pending.erase(pending.begin());
        if (!mergers.has_neighbour(group)) {
            continue;
        }
        const auto into = mergers.best_neighbour(group);
        pending.erase({mergers.measure(into).area_m2, into});
        mergers.merge(group, into);
        consider(into);
    }
    std::vector<std::uint32_t> new_index(tiles.size());
    std::uint32_t count = 0;
    for (std::uint32_t i = 0; i < tiles.size(); ++i) {
        if (mergers.group_of(i) == i) {
            new_index[i] = count++;
        }
    }
    for (std::uint32_t i = 0; i < tiles.size(); ++i) {
        new_index[i] = new_index[mergers.group_of(i)];
    }
    tiles = merged(tiles, new_index, count);
    return new_index;
}

} // namespace evengrid::engine
