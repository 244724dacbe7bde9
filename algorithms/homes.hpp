#pragma once

#include "algorithms/graph.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

/// Private to this layer.
namespace evengrid::algorithms {

/// How many people of a home, an existing region, must be in a region so that it carries that home
/// on: more than half of them, since at most one region can have these. A home with more than twice
/// as many people as a region may hold falls apart in any case: nobody counts as kept there, so
/// that its parts are free to go with what is beside them.
class HomeShares {
public:
    HomeShares() = default;
    explicit HomeShares(const Graph& graph) {
        for (std::uint32_t v = 0; v < graph.vertex_count(); ++v) {
            const VertexData& data = graph[Vertex{v}];
            if (data.home >= m_least.size())
                m_least.resize(data.home + 1, 0);
            m_least[data.home] += data.population;
        }
        for (std::int64_t& people : m_least)
            people = people / 2 + 1;
    }

    std::int64_t least(std::uint32_t home) const { return m_least[home]; }

private:
    std::vector<std::int64_t> m_least; ///< by home
};

/// The people of a region by the existing region that they come from, their home.
///
/// Those of the largest group that the region carries on are kept together; the others have moved.
/// A region has people of few homes, so that a plain list is the fastest table.
class Homes {
public:
    /// Adds people, or takes them away where the number is negative. Home 0 is none.
    void add(std::uint32_t home, std::int64_t people) {
        if (home == 0 || people == 0)
            return;
        const auto group = find(home);
        if (group == m_groups.end())
            m_groups.emplace_back(home, people);
        else if ((group->second += people) == 0)
            m_groups.erase(group);
    }

    std::int64_t kept(const HomeShares& shares) const { return kept_with(shares, 0, 0); }

    /// The people kept if so many more of a home were here.
    std::int64_t kept_with(const HomeShares& shares, std::uint32_t home, std::int64_t more) const {
        std::int64_t most = 0;
        bool is_here = home == 0;
        const auto consider = [&](std::uint32_t group, std::int64_t people) {
            if (people > most && people >= shares.least(group))
                most = people;
        };
        for (const auto& [group, people] : m_groups) {
            consider(group, people + (group == home ? more : 0));
            is_here = is_here || group == home;
        }
        if (!is_here)
            consider(home, more);
        return most;
    }

private:
    using Groups = std::vector<std::pair<std::uint32_t, std::int64_t>>;

    Groups::iterator find(std::uint32_t home) {
        return std::find_if(m_groups.begin(), m_groups.end(),
                            [home](const auto& group) { return group.first == home; });
    }

    Groups m_groups;
};

} // namespace evengrid::algorithms
