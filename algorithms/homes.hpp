#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

/// Private to this layer.
namespace evengrid::algorithms {

/// The people of a region by the existing region that they come from, their home.
///
/// Those of the largest group are kept together; the others have moved. A region has people of few
/// homes, so that a plain list is the fastest table.
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

    std::int64_t kept() const { return kept_with(0, 0); }

    /// The people kept if so many more of a home were here.
    std::int64_t kept_with(std::uint32_t home, std::int64_t more) const {
        std::int64_t most = home == 0 ? 0 : std::max<std::int64_t>(0, more);
        for (const auto& [group, people] : m_groups)
            most = std::max(most, people + (group == home ? more : 0));
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
