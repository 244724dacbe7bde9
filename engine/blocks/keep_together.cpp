#include "engine/blocks/keep_together.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace evengrid::engine {

namespace {

/// A compound in a unit.
struct Compound {
    std::int64_t people = 0;
    std::vector<std::uint32_t> blocks; ///< that it stands on, as vertices of the unit; ascending
};

std::map<std::uint32_t, Compound> compounds_of(const City& city, const Blocks& blocks,
                                               const UnitGraph& unit) {
    std::map<std::uint32_t, Compound> compounds;
    for (std::uint32_t i = 0; i < unit.blocks.size(); ++i) {
        for (const auto k : blocks.blocks[index(unit.blocks[i])].buildings) {
            const auto& building = city.buildings[index(k)];
            if (building.compound != 0) {
                auto& compound = compounds[building.compound];
                compound.people += building.people;
                if (compound.blocks.empty() || compound.blocks.back() != i) {
                    compound.blocks.push_back(i);
                }
            }
        }
    }
    return compounds;
}

/// The vertices of a graph on their way to be joined. An atom is known by one of its vertices.
class Atoms {
public:
    using Set = std::set<std::uint32_t>;

    explicit Atoms(const algorithms::Graph& graph)
        : m_graph(graph), m_of_vertex(graph.vertex_count()), m_members(graph.vertex_count()) {
        std::iota(m_of_vertex.begin(), m_of_vertex.end(), 0U);
        for (const auto v : m_of_vertex) {
            m_members[v] = {v};
        }
    }

    Set of(const std::vector<std::uint32_t>& vertices) const {
        Set atoms;
        for (const auto v : vertices) {
            atoms.insert(m_of_vertex[v]);
        }
        return atoms;
    }

    std::int64_t people(const Set& atoms) const {
        std::int64_t sum = 0;
        for (const auto atom : atoms) {
            for (const auto v : m_members[atom]) {
                sum += m_graph[algorithms::Vertex{v}].population;
            }
        }
        return sum;
    }

    bool share_existing_grid(const Set& atoms) const {
        // An atom is of one existing grid, so that any of its vertices tells which.
        const auto home = [&](std::uint32_t atom) {
            return m_graph[algorithms::Vertex{atom}].home;
        };
        return std::all_of(atoms.begin(), atoms.end(),
                           [&](std::uint32_t atom) { return home(atom) == home(*atoms.begin()); });
    }

    bool hang_together(const Set& atoms) const {
        Set seen{*atoms.begin()};
        std::vector<std::uint32_t> reached{*atoms.begin()};
        while (!reached.empty()) {
            const auto atom = reached.back();
            reached.pop_back();
            for (const auto v : m_members[atom]) {
                for (const auto& neighbour : m_graph.neighbours(algorithms::Vertex{v})) {
                    const auto next = m_of_vertex[algorithms::index(neighbour.vertex)];
                    if (atoms.count(next) != 0 && seen.insert(next).second) {
                        reached.push_back(next);
                    }
                }
            }
        }
        return seen == atoms;
    }

    void join(const Set& atoms) {
        auto& all = m_members[*atoms.begin()];
        for (const auto atom : atoms) {
            if (atom != *atoms.begin()) {
                const auto joined = std::exchange(m_members[atom], {});
                all.insert(all.end(), joined.begin(), joined.end());
            }
        }
        for (const auto v : all) {
            m_of_vertex[v] = *atoms.begin();
        }
    }

    /// The atom of every vertex, numbered from 0 in the order of their first vertices, and how many
    /// there are.
    std::pair<std::vector<std::uint32_t>, std::size_t> numbered() const {
        std::map<std::uint32_t, std::uint32_t> numbers;
        std::vector<std::uint32_t> result;
        for (const auto atom : m_of_vertex) {
            const auto next = static_cast<std::uint32_t>(numbers.size());
            result.push_back(numbers.try_emplace(atom, next).first->second);
        }
        return {std::move(result), numbers.size()};
    }

private:
    const algorithms::Graph& m_graph;
    std::vector<std::uint32_t> m_of_vertex;
    std::vector<std::vector<std::uint32_t>> m_members; ///< of every atom; else empty
};

/// Why the atoms cannot be one, where they cannot.
std::optional<PartedCompound::Why> obstacle(const Atoms& atoms, const Atoms::Set& wanted,
                                            std::int64_t most_people) {
    if (atoms.people(wanted) > most_people) {
        return PartedCompound::Why::too_many;
    }
    if (!atoms.hang_together(wanted)) {
        return PartedCompound::Why::no_way;
    }
    if (!atoms.share_existing_grid(wanted)) {
        return PartedCompound::Why::other_grids;
    }
    return std::nullopt;
}

} // namespace

void keep_together(const City& city, const Blocks& blocks, std::int64_t most_people,
                   UnitGraph& unit) {
    Atoms atoms(unit.graph);
    for (const auto& [number, compound] : compounds_of(city, blocks, unit)) {
        const auto under = atoms.of(compound.blocks);
        if (under.size() == 1) {
            continue;
        }
        if (const auto why = obstacle(atoms, under, most_people)) {
            unit.parted.push_back({number, unit.blocks[compound.blocks.front()], compound.people,
                                   atoms.people(under), *why});
        } else {
            atoms.join(under);
        }
    }
    auto [vertex_of, count] = atoms.numbered();
    unit.vertex_of = std::move(vertex_of);
    unit.graph = unit.graph.contracted(unit.vertex_of, count);
}

} // namespace evengrid::engine
