#include "engine/plan/relaxations.hpp"

#include "algorithms/parallel.hpp"
#include "engine/blocks/cells.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/plan/existing.hpp"
#include "engine/plan/keep_existing.hpp"
#include "engine/quote.hpp"
#include "engine/rules/measure_aims.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>

namespace evengrid::engine {

namespace {

using algorithms::Bounds;
using algorithms::Graph;
using algorithms::Vertex;

// Of each kind of change so many are tried, those first that reach the most people or ground.
constexpr std::size_t most_barriers = 12;
constexpr std::size_t most_blocks = 4;
constexpr std::size_t most_neighbours = 6;

/// The candidates that are tried at most; the trial knows how many these leave out.
template <class Candidate>
void keep_first(std::size_t most, std::vector<Candidate>& candidates, Trial& trial) {
    trial.left_out = candidates.size();
    candidates.resize(std::min(candidates.size(), most));
}

/// The blocks of a unit that is out of bounds, and how they may be divided.
class UnitTrials {
public:
    /// \param rules those that steer the search
    /// \param share how many blocks may be divided anew, all times together
    UnitTrials(const City& city, const Plan& plan, const PlanOptions& options,
               const std::vector<Rule>& rules, std::int64_t share, UnitIndex unit)
        : m_city(city), m_plan(plan), m_unit(unit), m_share(share), m_locked(locked_homes(city)),
          m_graph_options(options.graph), m_options(options.partition) {
        m_graph_options.measures = rules;
        m_options.effort = algorithms::Effort::fast;
        m_options.measures = measure_aims(rules, city.units[index(unit)].kind, false);
        m_blocks.block_of_building = plan.blocks.block_of_building;
        for (const Grid& grid : plan.grids) {
            if (grid.unit == unit && !grid.area) {
                m_options.bounds = grid.bounds;
                m_before += grid.bounds.violation(grid.people);
                take(grid, m_blocks);
                ++m_grids;
            }
        }
        m_has_number = options.grids || city.units[index(unit)].grids;
        m_graph_options.limits.assign(city.units.size(),
                                      {m_options.bounds.minimum, m_options.bounds.maximum, false});
        m_graph = graph_of(m_blocks, m_graph_options);
    }

    /// Each kind may take its share of what is left: the more there is to try, the later.
    TriedUnit run() {
        using Attempt = void (UnitTrials::*)(Trial&);
        constexpr std::array<std::pair<Relaxed, Attempt>, 5> kinds{{
            {Relaxed::block, &UnitTrials::split_block},
            {Relaxed::unit, &UnitTrials::join_unit},
            {Relaxed::barrier, &UnitTrials::open_barrier},
            {Relaxed::minimum, &UnitTrials::lower_minimum},
            {Relaxed::maximum, &UnitTrials::raise_maximum},
        }};
        TriedUnit tried{m_unit, m_before, {}, {}};
        std::int64_t unspent = m_share;
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            m_blocks_left = unspent / static_cast<std::int64_t>(kinds.size() - i);
            unspent -= m_blocks_left;
            Trial& trial = tried.trials.emplace_back(Trial{.what = kinds[i].first});
            std::invoke(kinds[i].second, *this, trial);
            unspent += m_blocks_left;
            if (m_options.cancelled && m_options.cancelled()) {
                throw algorithms::Cancelled{};
            }
        }
        std::stable_sort(m_found.begin(), m_found.end(), [](const auto& a, const auto& b) {
            return std::pair(a.after, a.what) < std::pair(b.after, b.what);
        });
        tried.relaxations = std::move(m_found);
        return tried;
    }

private:
    void take(const Grid& grid, Blocks& blocks) const {
        for (const BlockIndex block : grid.blocks) {
            blocks.blocks.push_back(m_plan.blocks.blocks[index(block)]);
            blocks.blocks.back().unit = m_unit;
        }
    }

    Graph graph_of(const Blocks& blocks, const BlockGraphOptions& options) const {
        return block_graph(m_city, blocks, options)[index(m_unit)].graph;
    }

    std::int64_t violation(const Graph& graph, const Bounds& bounds, std::size_t grids) const {
        algorithms::PartitionOptions options = m_options;
        options.bounds = bounds;
        if (bounds.target && !bounds.contains(*bounds.target)) {
            options.bounds.target.reset();
        }
        options.regions =
            m_has_number ? std::optional(std::min(grids, graph.vertex_count())) : std::nullopt;
        std::int64_t people = 0;
        for (const auto& region : divide_unit(graph, m_locked, options).regions) {
            people += bounds.violation(region.population);
        }
        return people;
    }

    std::int64_t violation(const Graph& graph) const {
        return violation(graph, m_options.bounds, m_grids);
    }

    static void count(Trial& trial, std::string name = {}) {
        ++trial.tried;
        --trial.left_out;
        if (!name.empty()) {
            trial.names.push_back(std::move(name));
        }
    }

    /// Whether a change of a kind is still to be tried on a graph; then it is paid for.
    bool goes_on(std::int64_t least, const Graph& graph, Trial& trial) {
        if (least == 0 || !pay_for(graph)) {
            trial.why = least == 0 ? Untried::needless : Untried::costly;
            return false;
        }
        return true;
    }

    /// Whether the share pays for dividing a graph once more; then it is paid.
    bool pay_for(const Graph& graph) {
        const auto blocks = static_cast<std::int64_t>(graph.vertex_count());
        if (blocks > m_blocks_left) {
            return false;
        }
        m_blocks_left -= blocks;
        return true;
    }

    void found(Relaxed what, Message change, std::int64_t before, std::int64_t after, Point place) {
        if (after < before) {
            m_found.push_back({what, std::move(change), before, after, place});
        }
    }

    Point place() const { return m_blocks.blocks.front().inside; }

    /// The limit nearest to `kept` that works, between it and `far`, which may not work either.
    std::optional<std::int64_t> nearest(std::int64_t kept, std::int64_t far,
                                        const std::function<bool(std::int64_t)>& works,
                                        Trial& trial) {
        trial.left_out = static_cast<std::size_t>(std::abs(far - kept));
        trial.why = Untried::costly;
        if (far == kept || !pay_for(m_graph)) {
            return std::nullopt;
        }
        trial.tried = 1;
        trial.left_out = 0; // where the farthest does not work, none does
        if (!works(far)) {
            return std::nullopt;
        }
        while (std::abs(far - kept) > 1 && pay_for(m_graph)) {
            const std::int64_t middle = kept + (far - kept) / 2;
            (works(middle) ? far : kept) = middle;
            ++trial.tried;
        }
        trial.left_out = static_cast<std::size_t>(std::abs(far - kept)) - 1;
        return far;
    }

    /// Said of a limit where nearer ones were not tried.
    static Message or_nearer(const Trial& trial) {
        return trial.left_out > 0 ? say("; a smaller change may do", "；更小的调整也可能足够")
                                  : Message{};
    }

    void lower_minimum(Trial& trial) {
        const Bounds& bounds = m_options.bounds;
        const auto works = [&](std::int64_t minimum) {
            return violation(m_graph, {minimum, bounds.maximum, bounds.target}, m_grids) == 0;
        };
        if (const auto lowest = nearest(bounds.minimum, 0, works, trial)) {
            found(Relaxed::minimum,
                  say("lower the minimum from {} to {}{}", "将下限由 {} 降至 {}{}", bounds.minimum,
                      *lowest, or_nearer(trial)),
                  m_before, 0, place());
        }
    }

    void raise_maximum(Trial& trial) {
        const Bounds& bounds = m_options.bounds;
        const auto works = [&](std::int64_t maximum) {
            return violation(m_graph, {bounds.minimum, maximum, bounds.target}, m_grids) == 0;
        };
        const std::int64_t everyone = std::max(bounds.maximum, m_graph.total_population());
        if (const auto highest = nearest(bounds.maximum, everyone, works, trial)) {
            found(Relaxed::maximum,
                  say("raise the maximum from {} to {}{}", "将上限由 {} 提高至 {}{}",
                      bounds.maximum, *highest, or_nearer(trial)),
                  m_before, 0, place());
        }
    }

    static std::vector<algorithms::Edge> edges_of(const Graph& graph) {
        std::vector<algorithms::Edge> edges;
        for (std::uint32_t v = 0; v < graph.vertex_count(); ++v) {
            for (const auto& n : graph.neighbours(Vertex{v})) {
                if (algorithms::index(n.vertex) > v) {
                    const auto border_m = static_cast<double>(n.border_m);
                    edges.push_back({Vertex{v}, n.vertex, border_m,
                                     border_m > 0 ? static_cast<double>(n.cost) / border_m : 1});
                }
            }
        }
        return edges;
    }

    /// The graph with one edge more.
    static Graph with(const Graph& graph, const algorithms::Edge& edge) {
        std::vector<algorithms::VertexData> vertices;
        std::vector<std::int64_t> measures;
        for (std::uint32_t v = 0; v < graph.vertex_count(); ++v) {
            vertices.push_back(graph[Vertex{v}]);
            const auto own = graph.measures(Vertex{v});
            measures.insert(measures.end(), own.begin(), own.end());
        }
        auto edges = edges_of(graph);
        edges.push_back(edge);
        Graph result(std::move(vertices), edges);
        result.set_measures(std::move(measures), graph.measure_count());
        return result;
    }

    void open_barrier(Trial& trial) {
        BlockGraphOptions open = m_graph_options;
        open.ignore_barriers = true;
        const Graph all = graph_of(m_blocks, open);
        if (all.vertex_count() != m_graph.vertex_count()) {
            trial.impossible = edges_of(all).size(); // compounds hang together otherwise
            return;
        }
        std::set<std::pair<std::size_t, std::size_t>> known;
        for (const auto& edge : edges_of(m_graph)) {
            known.emplace(algorithms::index(edge.u), algorithms::index(edge.v));
        }
        auto closed = edges_of(all);
        std::erase_if(closed, [&](const algorithms::Edge& edge) {
            return known.contains({algorithms::index(edge.u), algorithms::index(edge.v)});
        });
        std::stable_sort(closed.begin(), closed.end(),
                         [](const auto& a, const auto& b) { return a.border_m > b.border_m; });
        keep_first(most_barriers, closed, trial);
        std::optional<algorithms::Edge> best;
        std::int64_t least = m_before;
        for (const auto& edge : closed) {
            const Graph opened = with(m_graph, edge);
            if (!goes_on(least, opened, trial)) {
                break;
            }
            count(trial);
            const std::int64_t left = violation(opened);
            if (left < least) {
                least = left;
                best = edge;
            }
        }
        if (best) {
            const auto& [a, b] = std::pair(m_graph[best->u], m_graph[best->v]);
            const Point middle{(a.x_m + b.x_m) / 2, (a.y_m + b.y_m) / 2};
            found(Relaxed::barrier,
                  say("open a way across the barrier of {:.0f} m at {:.0f} {:.0f}",
                      "开通一处跨越屏障的通道：屏障长 {:.0f} m，位于 {:.0f} {:.0f}", best->border_m,
                      middle.x_m, middle.y_m),
                  m_before, least, middle);
        }
    }

    /// The unit's blocks with one of them divided; nothing where it cannot be.
    std::optional<Blocks> divided(std::size_t at) const {
        Blocks one;
        one.block_of_building = m_blocks.block_of_building;
        one.blocks.push_back(m_blocks.blocks[at]);
        const std::vector<std::int64_t> most(m_city.units.size(), m_blocks.blocks[at].people / 2);
        if (!divide_blocks(m_city, most, BlockOptions{}.smallest_block_m2, one)) {
            return std::nullopt;
        }
        Blocks all = m_blocks;
        all.blocks.erase(all.blocks.begin() + static_cast<std::ptrdiff_t>(at));
        all.blocks.insert(all.blocks.end(), one.blocks.begin(), one.blocks.end());
        return all;
    }

    void split_block(Trial& trial) {
        std::vector<std::size_t> fullest;
        for (std::size_t i = 0; i < m_blocks.blocks.size(); ++i) {
            if (m_blocks.blocks[i].buildings.size() > 1) {
                fullest.push_back(i);
            }
        }
        trial.impossible = m_blocks.blocks.size() - fullest.size();
        std::stable_sort(fullest.begin(), fullest.end(), [&](std::size_t a, std::size_t b) {
            return m_blocks.blocks[a].people > m_blocks.blocks[b].people;
        });
        keep_first(most_blocks, fullest, trial);
        std::optional<std::size_t> best;
        std::int64_t least = m_before;
        for (const std::size_t at : fullest) {
            const auto blocks = divided(at);
            if (!blocks) {
                ++trial.impossible;
                --trial.left_out;
                continue;
            }
            const Graph finer = graph_of(*blocks, m_graph_options);
            if (!goes_on(least, finer, trial)) {
                break;
            }
            count(trial, std::to_string(m_blocks.blocks[at].block_id));
            const std::int64_t left = violation(finer);
            if (left < least) {
                least = left;
                best = at;
            }
        }
        if (best) {
            const Block& block = m_blocks.blocks[*best];
            found(Relaxed::block,
                  say("divide block {} of {} people along its buildings",
                      "将 {1} 人的街区 {0} 按建筑拆分", block.block_id, block.people),
                  m_before, least, block.inside);
        }
    }

    /// The neighbours of the unit, those with the longest border first.
    std::vector<UnitIndex> neighbours(Trial& trial) const {
        std::vector<std::pair<double, UnitIndex>> beside;
        for (std::uint32_t i = 0; i < m_city.units.size(); ++i) {
            const MultiPolygon& own = m_city.units[index(m_unit)].ground;
            const MultiPolygon& other = m_city.units[i].ground;
            if (i == index(m_unit) || !meet(box(own), box(other))) {
                continue;
            }
            double border_m = 0;
            for (const auto& border : shared_borders({&own, &other}, m_graph_options.tolerance_m)) {
                border_m += border.length_m;
            }
            if (border_m >= m_graph_options.shortest_border_m) {
                beside.emplace_back(-border_m, UnitIndex{i});
            }
        }
        std::sort(beside.begin(), beside.end());
        keep_first(most_neighbours, beside, trial);
        std::vector<UnitIndex> units;
        for (const auto& [border_m, unit] : beside) {
            units.push_back(unit);
        }
        return units;
    }

    static bool meet(const Box& a, const Box& b) {
        return a.min_x_m <= b.max_x_m && b.min_x_m <= a.max_x_m && a.min_y_m <= b.max_y_m &&
               b.min_y_m <= a.max_y_m;
    }

    void join_unit(Trial& trial) {
        std::optional<Relaxation> best;
        for (const UnitIndex other : neighbours(trial)) {
            Blocks both = m_blocks;
            std::size_t grids = m_grids;
            std::int64_t before = m_before;
            for (const Grid& grid : m_plan.grids) {
                if (grid.unit == other && !grid.area) {
                    take(grid, both);
                    before += m_options.bounds.violation(grid.people);
                    ++grids;
                }
            }
            const Graph graph = graph_of(both, m_graph_options);
            if (!goes_on(best ? best->after : before, graph, trial)) {
                break;
            }
            const Unit& unit = m_city.units[index(other)];
            count(trial, quote(unit.code));
            std::int64_t left = violation(graph, m_options.bounds, grids);
            if (left > 0 && m_has_number && grids > 1 &&
                pay_for(graph)) { // one grid less, for those of one too few
                left = std::min(left, violation(graph, m_options.bounds, grids - 1));
            }
            if (left < before && (!best || left < best->after)) {
                best = {Relaxed::unit,
                        say("join it with unit {}", "与社区 {} 合并", quote(unit.code)), before,
                        left, place()};
            }
        }
        if (best) {
            m_found.push_back(*best);
        }
    }

    const City& m_city;
    const Plan& m_plan;
    UnitIndex m_unit;
    std::int64_t m_share;
    std::int64_t m_blocks_left = 0; ///< of the share of the kind that is being tried
    std::vector<bool> m_locked;
    BlockGraphOptions m_graph_options;
    algorithms::PartitionOptions m_options;
    bool m_has_number = false; ///< whether somebody said how many grids there are to be
    Blocks m_blocks;
    Graph m_graph;
    std::size_t m_grids = 0;
    std::int64_t m_before = 0;
    std::vector<Relaxation> m_found;
};

/// Units with a grid out of bounds that is not an area's, in the order of the plan; not tried yet.
std::vector<TriedUnit> broken_units(const Plan& plan) {
    std::vector<TriedUnit> units;
    for (const Grid& grid : plan.grids) {
        if (grid.in_bounds || grid.area) {
            continue;
        }
        if (units.empty() || units.back().unit != grid.unit) {
            units.push_back({grid.unit, 0, {}, {}});
        }
        units.back().out_of_bounds += grid.bounds.violation(grid.people);
    }
    return units;
}

} // namespace

std::string_view words(Relaxed what) {
    switch (what) {
    case Relaxed::minimum:
        return "minimum";
    case Relaxed::maximum:
        return "maximum";
    case Relaxed::barrier:
        return "barrier";
    case Relaxed::block:
        return "block";
    case Relaxed::unit:
        return "unit";
    }
    return "";
}

std::vector<TriedUnit> try_relaxations(const City& city, const Plan& plan,
                                       const PlanOptions& options, const TrialLimits& limits) {
    std::vector<TriedUnit> units = broken_units(plan);
    const std::size_t tried = std::min(units.size(), limits.units);
    const auto rules = steering_rules(options.rules, city, plan.blocks);
    algorithms::parallel_for(tried, [&](std::size_t i) {
        const std::int64_t share = limits.blocks / static_cast<std::int64_t>(tried);
        units[i] = UnitTrials(city, plan, options, rules, share, units[i].unit).run();
    });
    return units;
}

std::vector<Finding> relaxation_findings(const City& city, const std::vector<TriedUnit>& units) {
    std::vector<Finding> findings;
    for (const TriedUnit& tried : units) {
        const Unit& unit = city.units[index(tried.unit)];
        for (const Relaxation& relaxation : tried.relaxations) {
            findings.push_back(
                {.kind = relaxation.mends() ? "would mend" : "would help",
                 .severity = Severity::note,
                 .message = say("unit {}: {}; {} of {} people out of bounds are left",
                                "社区 {0}：{1}；超限人数由 {3} 降至 {2}", quote(unit.code),
                                relaxation.change, relaxation.after, relaxation.before),
                 .unit_code = unit.code,
                 .place = relaxation.place});
        }
    }
    return findings;
}

} // namespace evengrid::engine
