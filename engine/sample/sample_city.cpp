#include "engine/sample/sample_city.hpp"

#include "engine/sample/buildings.hpp"
#include "engine/sample/grids.hpp"
#include "engine/sample/layout.hpp"
#include "engine/sample/names.hpp"
#include "engine/sample/streets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace evengrid::engine {

using algorithms::Random;
using Id = StreetWeb::Id;

std::string_view word(RoadClass road_class) {
    switch (road_class) {
    case RoadClass::trunk:
        return "trunk";
    case RoadClass::main:
        return "main";
    case RoadClass::secondary:
        return "secondary";
    case RoadClass::minor:
        return "minor";
    case RoadClass::lane:
        break;
    }
    return "lane";
}

namespace {

/// A place in the middle of the zone that samples are drawn in.
constexpr Point origin{512'000, 2'712'000};

class Painter {
public:
    explicit Painter(const SampleOptions& options)
        : m_map{lay_out(options.communities, options.seed), Bend(options.seed, origin)},
          m_names(options.seed), m_random(Random::derive(options.seed, 20)),
          m_industry(Random::derive(options.seed, 21), 1400),
          m_old_age(Random::derive(options.seed, 22), 1100) {}

    SampleCity paint() {
        m_city.name = m_names.city();
        add_lanes();
        choose_uses();
        make_exceptions();
        add_communities();
        build();
        m_city.roads = draw_roads(m_map, m_lanes, m_names, m_random);
        add_river_and_railway();
        add_existing_grids();
        add_services();
        return std::move(m_city);
    }

private:
    StreetWeb& web() { return m_map.layout.web; }
    CutRank rank(Id street) { return static_cast<CutRank>(web().streets()[street].rank); }
    double between(double low, double high) { return low + (high - low) * m_random.unit(); }
    Point middle_of(Id face) { return centroid({{web().ring_of_face(face), {}}}); }

    // --- blocks ---------------------------------------------------------------------------------

    /// Leads dead ends into some of the larger blocks.
    void add_lanes() {
        m_lanes.resize(web().face_count());
        for (Id face = 0; face < web().face_count(); ++face) {
            const double area_m2 = signed_area_m2(web().ring_of_face(face));
            const bool park = m_map.layout.density.in_park(middle_of(face));
            if (m_random.unit() > (park ? 0.9 : area_m2 > 25'000 ? 0.4 : 0.1)) {
                continue;
            }
            Id best = StreetWeb::none;
            double best_m = 60;
            for (const Id edge : web().edges_of_face(face)) {
                const double long_m =
                    distance_m(web().corner(web().origin(edge)), web().corner(web().target(edge)));
                const Id street = web().street(edge);
                if (street != StreetWeb::none && rank(street) <= CutRank::minor &&
                    long_m > best_m) {
                    best = edge;
                    best_m = long_m;
                }
            }
            if (best != StreetWeb::none) {
                const Point from = web().corner(web().split_middle(best));
                const Point middle = middle_of(face);
                const double reach = between(0.5, 1.1);
                const Point end{from.x_m + (middle.x_m - from.x_m) * reach,
                                from.y_m + (middle.y_m - from.y_m) * reach};
                m_lanes[face].push_back(m_map.bend(from, end));
            }
        }
    }

    struct Percent {
        BlockUse use;
        std::uint32_t percent;
    };

    /// Draws a use with the given chances; fields for what is left of a hundred.
    BlockUse pick(std::initializer_list<Percent> chances) {
        std::uint32_t drawn = m_random.below(100);
        for (const Percent& chance : chances) {
            if (drawn < chance.percent) {
                return chance.use;
            }
            drawn -= chance.percent;
        }
        return BlockUse::fields;
    }

    /// What a block is built up with: by its place between centre and fringe, in quarters of their
    /// own.
    BlockUse use_at(Point p, double area_m2) {
        using enum BlockUse;
        const double density = m_map.layout.density(p);
        if (m_map.layout.density.in_park(p)) {
            return park;
        }
        if (m_industry(p) > (density > 0.6 ? 0.7 : 0.35)) {
            return pick({{factories, 75}, {towers, 10}, {slabs, 15}});
        }
        if (area_m2 > 9'000 && m_random.below(100) < 6) {
            return pick({{school, 75}, {hospital, 25}});
        }
        if (m_old_age(p) + 0.5 * density > 0.75 && area_m2 < 45'000) {
            return pick({{old_town, 35}, {slabs, 40}, {mall, 15}});
        }
        const double urban = density + between(-0.25, 0.25);
        if (urban > 0.6) {
            return pick({{towers, 44}, {slabs, 22}, {offices, 16}, {mall, 6}, {village, 5}});
        }
        if (urban > 0.22) {
            return pick({{towers, 30}, {slabs, 32}, {offices, 9}, {mall, 5}, {village, 8}});
        }
        return pick({{towers, 12}, {slabs, 28}, {village, 8}, {hamlet, 12}});
    }

    void choose_uses() {
        for (Id face = 0; face < web().face_count(); ++face) {
            m_use.push_back(use_at(middle_of(face), signed_area_m2(web().ring_of_face(face))));
        }
    }

    /// What cannot be divided evenly, as in life: hamlets at the fringe, and a few buildings with
    /// more people than a grid may hold.
    void make_exceptions() {
        constexpr std::size_t one_hamlet_in = 60, one_giant_in = 40;
        const std::size_t communities = m_map.layout.subdistrict_of_community.size();
        const std::size_t hamlets = communities < 10 ? 0 : 1 + communities / one_hamlet_in;
        const std::size_t giants = communities < 6 ? 0 : 1 + communities / one_giant_in;

        std::vector<std::pair<double, std::uint32_t>> densest_block(communities);
        for (std::uint32_t i = 0; i < communities; ++i) {
            densest_block[i] = {0, i};
        }
        for (Id face = 0; face < web().face_count(); ++face) {
            double& densest = densest_block[m_map.layout.community_of_face[face]].first;
            densest = std::max(densest, m_map.layout.density(middle_of(face)));
        }
        std::sort(densest_block.begin(), densest_block.end());
        std::vector<bool> is_hamlet(communities, false);
        for (std::size_t i = 0; i < hamlets; ++i) {
            is_hamlet[densest_block[i].second] = true;
        }
        std::vector<Id> towers;
        for (Id face = 0; face < web().face_count(); ++face) {
            if (is_hamlet[m_map.layout.community_of_face[face]]) {
                m_use[face] = m_random.below(5) == 0 ? BlockUse::hamlet : BlockUse::fields;
            } else if (m_use[face] == BlockUse::towers) {
                towers.push_back(face);
            }
        }
        for (std::size_t i = 0; i < giants && !towers.empty(); ++i) {
            m_use[towers[m_random.below(static_cast<std::uint32_t>(towers.size()))]] =
                BlockUse::giant;
        }
    }

    /// How far buildings keep from the edge of a block.
    double clear_m(Id edge) {
        const Id street = web().street(edge);
        if (street == StreetWeb::none) {
            return 6;
        }
        switch (rank(street)) {
        case CutRank::river:
            return 1.35 * m_map.layout.bank_m + 12;
        case CutRank::railway:
            return 16;
        default:
            return road_width_m(static_cast<RoadClass>(rank(street))) / 2 + 4;
        }
    }

    void build() {
        for (Id face = 0; face < web().face_count(); ++face) {
            Site site;
            for (const Id edge : web().edges_of_face(face)) {
                const Line line = m_map.curve(edge);
                site.outline.insert(site.outline.end(), line.begin(), line.end() - 1);
                site.clear_m.insert(site.clear_m.end(), line.size() - 1, clear_m(edge));
            }
            site.outline.push_back(site.outline.front());
            site.lanes = m_lanes[face];
            site.use = m_use[face];
            if (site.use == BlockUse::park && add_lake(face)) {
                site.use = BlockUse::fields;
            }
            site.most_people = m_random.unit() < 0.98 ? 1550 : 3000;
            const std::uint32_t community = m_map.layout.community_of_face[face];
            const SampleName estate = estate_name(site.use);
            std::int64_t people = 0;
            for (SampleBuilding& building : build_on(site, m_random)) {
                building.community = community;
                building.compound = estate;
                people += building.people;
                m_city.communities[community].people += building.people;
                m_city.communities[community].households += building.households;
                m_city.buildings.push_back(std::move(building));
            }
            m_people_of_face.push_back(people);
        }
    }

    /// Some parks have a lake in their middle.
    bool add_lake(Id face) {
        const double radius_m = 0.22 * std::sqrt(signed_area_m2(web().ring_of_face(face)));
        if (radius_m < 60 || m_random.below(2) == 0) {
            return false;
        }
        constexpr int corners = 40;
        const Point middle = middle_of(face);
        Ring shore;
        for (int i = 0; i < corners; ++i) {
            const Point p = unit_direction(static_cast<double>(i) / corners);
            const double reach_m =
                radius_m * (1 + 0.3 * m_old_age({40'000 + 1500 * p.x_m, 1500 * p.y_m}));
            shore.push_back(
                m_map.bend({middle.x_m + p.x_m * reach_m, middle.y_m + p.y_m * reach_m}));
        }
        shore.push_back(shore.front());
        m_city.water.push_back({m_names.lake(), "lake", {shore, {}}});
        m_lanes[face].clear();
        return true;
    }

    SampleName estate_name(BlockUse use) {
        switch (use) {
        case BlockUse::towers:
        case BlockUse::giant:
        case BlockUse::slabs:
            return m_names.estate();
        case BlockUse::village:
        case BlockUse::hamlet:
            return m_names.village();
        default:
            return {};
        }
    }

    // --- what is drawn over the blocks
    // ------------------------------------------------------------

    void add_communities() {
        const auto& subdistrict_of = m_map.layout.subdistrict_of_community;
        std::vector<std::vector<Id>> faces(subdistrict_of.size());
        for (Id face = 0; face < web().face_count(); ++face) {
            faces[m_map.layout.community_of_face[face]].push_back(face);
        }
        SampleName subdistrict;
        int number = 0;
        for (std::uint32_t i = 0; i < subdistrict_of.size(); ++i) {
            const bool next_subdistrict = i == 0 || subdistrict_of[i] != subdistrict_of[i - 1];
            subdistrict = next_subdistrict ? m_names.subdistrict() : subdistrict;
            number = next_subdistrict ? 1 : number + 1;
            // 990101 is the code of no county (GB/T 2260).
            m_city.communities.push_back(
                {fmt::format("990101{:03}{:03}", subdistrict_of[i] + 1, number),
                 m_names.community(), subdistrict, 0, 0,
                 m_map.ground(faces[i], m_map.layout.community_of_face, i)});
        }
    }

    void add_river_and_railway() {
        const SampleName river = m_names.river();
        m_city.rivers = draw_through_lines(m_map, CutRank::river, river, m_map.layout.river_m);
        for (SampleWater& water : draw_river_water(m_map, river)) {
            m_city.water.push_back(std::move(water));
        }
        m_city.railways = draw_through_lines(
            m_map, CutRank::railway,
            {m_city.name.chinese + "铁路", m_city.name.english + " Railway"}, 12);
    }

    void add_existing_grids() {
        m_city.existing_grids = draw_existing_grids(m_map, m_people_of_face, m_random);
        int number = 0;
        for (std::size_t i = 0; i < m_city.existing_grids.size(); ++i) {
            SampleGrid& grid = m_city.existing_grids[i];
            number =
                i > 0 && m_city.existing_grids[i - 1].community == grid.community ? number + 1 : 1;
            grid.code = fmt::format("{}{:03}", m_city.communities[grid.community].code, number);
        }
    }

    /// Service points stand at buildings; the people who work for a community follow its grids.
    void add_services() {
        struct Kind {
            const char* word;
            const char* chinese;
            const char* english;
            std::int64_t people_each; ///< one point for so many people, at least one
            std::int64_t least_capacity, most_capacity;
        };
        constexpr Kind kinds[] = {
            {"service_centre", "党群服务中心", " Service Centre", 20'000, 8'000, 16'000},
            {"clinic", "卫生服务站", " Clinic", 9'000, 4'000, 9'000},
            {"police_post", "警务室", " Police Post", 6'000, 3'000, 6'000},
            {"elderly_care", "养老服务站", " Elderly Care", 5'000, 2'000, 5'000},
            {"canteen", "社区食堂", " Canteen", 4'500, 1'500, 4'000},
            {"library", "图书室", " Library", 9'000, 3'000, 8'000},
        };
        std::vector<std::vector<std::size_t>> buildings(m_city.communities.size());
        for (std::size_t i = 0; i < m_city.buildings.size(); ++i) {
            buildings[m_city.buildings[i].community].push_back(i);
        }
        for (std::uint32_t i = 0; i < m_city.communities.size(); ++i) {
            const SampleCommunity& community = m_city.communities[i];
            for (const Kind& kind : kinds) {
                for (std::int64_t left = community.people; left >= 0 && !buildings[i].empty();
                     left -= kind.people_each) {
                    const auto at =
                        buildings[i]
                                 [m_random.below(static_cast<std::uint32_t>(buildings[i].size()))];
                    const std::int64_t steps = (kind.most_capacity - kind.least_capacity) / 100;
                    m_city.service_points.push_back(
                        {kind.word,
                         {community.name.chinese + kind.chinese,
                          community.name.english + kind.english},
                         kind.least_capacity +
                             100 * m_random.below(static_cast<std::uint32_t>(steps + 1)),
                         i,
                         m_city.buildings[at].footprint.shell.front()});
                }
            }
            m_city.staff.push_back({i, 1, 0, 0});
        }
        for (const SampleGrid& grid : m_city.existing_grids) {
            m_city.staff[grid.community].leaders += 1;
            m_city.staff[grid.community].staff += 1 + m_random.below(3);
        }
    }

    BentMap m_map;
    SampleNames m_names;
    Random m_random;
    Noise m_industry;
    Noise m_old_age;
    SampleCity m_city;
    std::vector<std::vector<Line>> m_lanes; ///< one per face
    std::vector<BlockUse> m_use;            ///< one per face
    std::vector<std::int64_t> m_people_of_face;
};

} // namespace

SampleCity draw_city(const SampleOptions& options) {
    constexpr std::size_t most = 5000;
    if (options.communities < 1 || options.communities > most) {
        throw std::invalid_argument(fmt::format("a sample city has 1 to {} communities", most));
    }
    return Painter(options).paint();
}

} // namespace evengrid::engine
