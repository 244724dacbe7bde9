#include "engine/blocks/block_graph.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/crossings.hpp"
#include "engine/blocks/keep_together.hpp"
#include "engine/blocks/link_parts.hpp"
#include "engine/plan/existing.hpp"
#include "engine/quote.hpp"
#include "engine/rules/amounts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evengrid::engine {

namespace {

/// What is asked about the lines of a city.
struct Lines {
    Lines(const City& city, const BlockGraphOptions& options)
        : along(city, options.along_m), crossings(city) {}

    AlongFinder along;
    Crossings crossings;
};

/// The border between two blocks of a unit, and what it means.
struct Contact {
    std::uint32_t a = 0, b = 0;
    double length_m = 0;
    double cost_factor = 1;
    bool walkable = true;
};

Contact contact_of(const SharedBorder& border, const Lines& lines,
                   const BlockGraphOptions& options) {
    double cost = 0, barrier_m = 0;
    for (const auto& line : border.lines) {
        for (std::size_t i = 1; i < line.size(); ++i) {
            const double stretch_m = distance_m(line[i - 1], line[i]);
            const auto followed = lines.along.followed(line[i - 1], line[i]);
            // Where people already take a border for one, a grid border costs less.
            cost += stretch_m * (followed.along != Along::none ? options.road_cost : 1);
            barrier_m += followed.barrier ? stretch_m : 0;
        }
    }
    const bool walkable = options.ignore_barriers || barrier_m == 0 ||
                          border.length_m - barrier_m >= options.shortest_border_m ||
                          lines.crossings.near(border.lines, options.crossing_m);
    return {border.a, border.b, border.length_m, cost / border.length_m, walkable};
}

/// Gives every water that nothing leads to or over to the neighbour with the longest shore: land,
/// or other water that already belongs to land.
void attach_water(const std::vector<bool>& is_water, std::vector<Contact>& contacts) {
    std::vector<bool> open = is_water;
    for (auto& contact : contacts) {
        if (is_water[contact.a] && is_water[contact.b]) {
            contact.walkable = false; // along the water one cannot walk
        } else if (contact.walkable) {
            open[contact.a] = open[contact.b] = false;
        }
    }
    for (;;) {
        Contact* longest = nullptr;
        for (auto& contact : contacts) {
            if (open[contact.a] != open[contact.b] &&
                (longest == nullptr || contact.length_m > longest->length_m)) {
                longest = &contact;
            }
        }
        if (longest == nullptr) {
            return;
        }
        longest->walkable = true;
        open[longest->a] = open[longest->b] = false;
    }
}

std::vector<bool> water_among(const Blocks& blocks, const std::vector<BlockIndex>& of_unit) {
    std::vector<bool> is_water;
    for (const auto i : of_unit) {
        is_water.push_back(blocks.blocks[index(i)].kind == BlockKind::water);
    }
    return is_water;
}

/// What every block is to the solver besides its people and ground.
struct BlockFacts {
    std::vector<std::uint32_t> homes;
    std::vector<std::vector<std::int64_t>> measures; ///< one list per measure
};

std::vector<std::int64_t> measures_of(const BlockFacts& facts,
                                      const std::vector<BlockIndex>& of_unit) {
    std::vector<std::int64_t> amounts;
    for (const auto i : of_unit) {
        for (const auto& of_blocks : facts.measures) {
            amounts.push_back(of_blocks[index(i)]);
        }
    }
    return amounts;
}

void build_graph(const City& city, const Blocks& blocks, const BlockFacts& facts,
                 const Lines& lines, const BlockGraphOptions& options, UnitGraph& unit) {
    std::vector<const MultiPolygon*> grounds;
    std::vector<algorithms::VertexData> vertices;
    for (const auto i : unit.blocks) {
        const auto& block = blocks.blocks[index(i)];
        grounds.push_back(&block.ground);
        vertices.push_back({block.people, block.area_m2, perimeter_m(block.ground),
                            block.inside.x_m, block.inside.y_m, facts.homes[index(i)]});
    }
    std::vector<Contact> contacts;
    for (const auto& border : shared_borders(grounds, options.tolerance_m)) {
        vertices[border.a].outer_m = std::max(0.0, vertices[border.a].outer_m - border.length_m);
        vertices[border.b].outer_m = std::max(0.0, vertices[border.b].outer_m - border.length_m);
        if (border.length_m >= options.shortest_border_m) {
            contacts.push_back(contact_of(border, lines, options));
        }
    }
    if (!options.ignore_barriers) {
        attach_water(water_among(blocks, unit.blocks), contacts);
    }
    std::vector<algorithms::Edge> across; // the borders that one cannot walk across
    std::vector<algorithms::Edge> edges;
    for (const auto& contact : contacts) {
        const algorithms::Edge edge{algorithms::Vertex{contact.a}, algorithms::Vertex{contact.b},
                                    contact.length_m, contact.cost_factor};
        (contact.walkable ? edges : across).push_back(edge);
    }
    if (!city.existing.empty()) {
        house_empty_blocks(vertices, edges, locked_homes(city));
    }
    link_by_crossings(city, blocks, options.crossing_m, across, vertices, edges, unit);
    const UnitLimits none;
    const UnitLimits& limits = options.limits.empty() ? none : options.limits[index(unit.unit)];
    if (limits.least_people && !limits.whole) {
        link_parts(blocks, *limits.least_people, across, vertices, edges, unit);
    }
    unit.graph = algorithms::Graph(std::move(vertices), edges);
    unit.graph.set_measures(measures_of(facts, unit.blocks), facts.measures.size());
    unit.vertex_of.resize(unit.blocks.size());
    std::iota(unit.vertex_of.begin(), unit.vertex_of.end(), 0U);
    if (limits.whole && !unit.blocks.empty()) {
        std::fill(unit.vertex_of.begin(), unit.vertex_of.end(), 0U);
        unit.graph = unit.graph.contracted(unit.vertex_of, 1);
    } else if (limits.most_people && !city.compounds.empty()) {
        keep_together(city, blocks, *limits.most_people, unit);
    }
}

/// Why one cannot walk between two blocks.
Message apart(const Link& link) {
    return link.gap_m > 0 ? say("they lie {:.0f} m apart", "相距 {:.0f} m", link.gap_m)
                          : say("one cannot walk from one to the other", "彼此不能步行通达");
}

/// How to have the ground between two blocks shared out, where that is done with streets and may be
/// one.
Message advice(const Link& link, const Blocks& blocks) {
    constexpr double hardly_a_street_m = 200;
    const double shared_m = blocks.shared_streets_m;
    if (link.gap_m == 0 || shared_m == 0 || link.gap_m > hardly_a_street_m) {
        return {};
    }
    // Of a street that is a little too wide the ends were shared out, and a smaller gap is left.
    const double wide_m = link.gap_m + (link.gap_m < shared_m ? shared_m : 0);
    return say("; --widest-street {:.0f} may join them", "；可试用 --widest-street {:.0f} 连接",
               std::ceil(wide_m / 10 + 0.5) * 10);
}

Finding link_finding(const City& city, const Blocks& blocks, const UnitGraph& unit,
                     const Link& link) {
    const auto& a = blocks.blocks[index(link.a)];
    const auto& b = blocks.blocks[index(link.b)];
    return {"parts linked",
            link.by_crossing ? Severity::note : Severity::warning,
            say("blocks {} and {} were joined though {}, since {}{}",
                "街区 {} 与 {} 虽{}，仍已连接，因为{}{}", a.block_id, b.block_id, apart(link),
                link.by_crossing ? say("a crossing leads there", "有通道相连")
                                 : say("a part of the unit has too few people for a grid",
                                       "社区的一部分人口不足一个网格"),
                link.by_crossing ? Message{} : advice(link, blocks)),
            "",
            std::nullopt,
            city.units[index(unit.unit)].code,
            std::nullopt,
            a.inside};
}

Message explain(const PartedCompound& parted) {
    switch (parted.why) {
    case PartedCompound::Why::too_many:
        return say("the blocks that would stay with it hold {}, more than a grid may",
                   "须与其同在的街区共有 {} 人，超过一个网格的上限", parted.people_around);
    case PartedCompound::Why::no_way:
        return say("one cannot walk between its blocks without leaving them",
                   "其街区之间不能直接步行通达");
    case PartedCompound::Why::other_grids:
        return say("its blocks belong to several existing grids", "其街区分属多个现行网格");
    }
    return {};
}

Finding parted_finding(const City& city, const Blocks& blocks, const UnitGraph& unit,
                       const PartedCompound& parted) {
    return {"compound parted",
            Severity::warning,
            say("compound {} with {} people may be in several grids: {}",
                "小区 {} 有 {} 人，可能分属多个网格：{}",
                quote(city.compounds[parted.compound - 1]), parted.people, explain(parted)),
            "",
            std::nullopt,
            city.units[index(unit.unit)].code,
            std::nullopt,
            blocks.blocks[index(parted.first_block)].inside};
}

} // namespace

std::vector<UnitGraph> block_graph(const City& city, const Blocks& blocks,
                                   const BlockGraphOptions& options) {
    const Lines lines(city, options);
    BlockFacts facts{homes_of(city, blocks), {}};
    for (const Rule& rule : options.measures) {
        facts.measures.push_back(amounts(city, blocks, rule));
    }
    std::vector<UnitGraph> units(city.units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i].unit = UnitIndex{static_cast<std::uint32_t>(i)};
    }
    for (std::size_t i = 0; i < blocks.blocks.size(); ++i) {
        units[index(blocks.blocks[i].unit)].blocks.push_back(
            BlockIndex{static_cast<std::uint32_t>(i)});
    }
    algorithms::parallel_for(units.size(), [&](std::size_t i) {
        build_graph(city, blocks, facts, lines, options, units[i]);
    });
    return units;
}

std::vector<Finding> component_findings(const City& city, const Blocks& blocks,
                                        const std::vector<UnitGraph>& units) {
    struct Part {
        std::int64_t people = 0;
        std::size_t blocks = 0;
        Point place;
    };
    std::vector<Finding> findings;
    for (const auto& unit : units) {
        for (const auto& link : unit.links) {
            findings.push_back(link_finding(city, blocks, unit, link));
        }
        for (const auto& parted : unit.parted) {
            findings.push_back(parted_finding(city, blocks, unit, parted));
        }
        const auto component_of = algorithms::components(unit.graph);
        std::vector<Part> parts;
        std::vector<std::uint32_t> part_of;
        for (std::size_t i = 0; i < unit.blocks.size(); ++i) {
            const auto component = part_of.emplace_back(component_of[unit.vertex_of[i]]);
            parts.resize(std::max(parts.size(), std::size_t{component} + 1));
            auto& part = parts[component];
            const auto& block = blocks.blocks[index(unit.blocks[i])];
            part.people += block.people;
            if (part.blocks++ == 0) {
                part.place = block.inside;
            }
        }
        if (parts.size() < 2) {
            continue;
        }
        const auto largest =
            std::max_element(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
                return std::pair{a.people, a.blocks} < std::pair{b.people, b.blocks};
            });
        const WaysOut ways(blocks, unit);
        for (auto part = parts.begin(); part != parts.end(); ++part) {
            if (part != largest) {
                const Link way =
                    ways.shortest(part_of, static_cast<std::uint32_t>(part - parts.begin()));
                findings.push_back(
                    {"unit in parts", Severity::warning,
                     say("{} blocks with {} people do not hang together with the rest of their "
                         "unit; they are divided on their own. The nearest blocks are {} and "
                         "{}: {}{}",
                         "{} 个街区共 {} 人与本社区其他部分不相连，已单独划分。最近的街区 {} 与 {} "
                         "{}{}",
                         part->blocks, part->people, blocks.blocks[index(way.a)].block_id,
                         blocks.blocks[index(way.b)].block_id, apart(way), advice(way, blocks)),
                     "", std::nullopt, city.units[index(unit.unit)].code, std::nullopt,
                     part->place});
            }
        }
    }
    return findings;
}

} // namespace evengrid::engine
