#include "engine/sample/grids.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace evengrid::engine {

using algorithms::Random;
using Id = StreetWeb::Id;

namespace {

constexpr std::uint32_t no_grid = ~std::uint32_t{0};

struct Draft {
    std::uint32_t community = 0;
    std::vector<Id> faces;
    std::int64_t people = 0;
};

class Drafter {
public:
    Drafter(const BentMap& map, const std::vector<std::int64_t>& people_of_face, Random& random)
        : m_web(map.layout.web), m_community_of_face(map.layout.community_of_face),
          m_people_of_face(people_of_face), m_random(random),
          m_grid_of_face(m_web.face_count(), no_grid) {}

    void draft(const std::vector<Id>& faces_of_community) {
        const auto first_grid = static_cast<std::uint32_t>(m_drafts.size());
        for (const Id face : faces_of_community) {
            if (m_grid_of_face[face] == no_grid) {
                grow(face);
            }
        }
        for (auto grid = first_grid; grid < m_drafts.size(); ++grid) {
            give_away_if_small(grid);
        }
    }

    const std::vector<Draft>& drafts() const { return m_drafts; }
    const std::vector<std::uint32_t>& grid_of_face() const { return m_grid_of_face; }

private:
    /// Calls `visit(face, border_m)` for every face of the same community beside a draft.
    template <class Visit>
    void each_neighbour(const Draft& draft, Visit visit) const {
        for (const Id face : draft.faces) {
            for (const Id edge : m_web.edges_of_face(face)) {
                const Id other = m_web.face(edge ^ 1);
                if (other != StreetWeb::none && m_community_of_face[other] == draft.community) {
                    visit(other, distance_m(m_web.corner(m_web.origin(edge)),
                                            m_web.corner(m_web.target(edge))));
                }
            }
        }
    }

    void add(Id face, std::uint32_t grid) {
        m_grid_of_face[face] = grid;
        m_drafts[grid].faces.push_back(face);
        m_drafts[grid].people += m_people_of_face[face];
    }

    void grow(Id first) {
        const auto grid = static_cast<std::uint32_t>(m_drafts.size());
        m_drafts.push_back({m_community_of_face[first], {}, 0});
        add(first, grid);
        const std::int64_t enough = 350 + m_random.below(700);
        while (m_drafts[grid].people < enough) {
            std::map<Id, double> around; // free faces, by their border with the grid
            each_neighbour(m_drafts[grid], [&](Id other, double border_m) {
                if (m_grid_of_face[other] == no_grid) {
                    around[other] += border_m;
                }
            });
            if (around.empty()) {
                return;
            }
            const auto longest =
                std::max_element(around.begin(), around.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; });
            add(longest->first, grid);
        }
    }

    /// What was too little for a grid went to the smallest neighbour, unless nobody minded.
    void give_away_if_small(std::uint32_t grid) {
        constexpr std::int64_t small = 250;
        if (m_drafts[grid].people >= small || m_random.below(5) == 0) {
            return;
        }
        std::uint32_t smallest = no_grid;
        each_neighbour(m_drafts[grid], [&](Id other, double) {
            const std::uint32_t beside = m_grid_of_face[other];
            if (beside != grid &&
                (smallest == no_grid || m_drafts[beside].people < m_drafts[smallest].people)) {
                smallest = beside;
            }
        });
        if (smallest != no_grid) {
            for (const Id face : std::exchange(m_drafts[grid].faces, {})) {
                add(face, smallest);
            }
        }
    }

    const StreetWeb& m_web;
    const std::vector<std::uint32_t>& m_community_of_face;
    const std::vector<std::int64_t>& m_people_of_face;
    Random& m_random;
    std::vector<std::uint32_t> m_grid_of_face;
    std::vector<Draft> m_drafts;
};

} // namespace

std::vector<SampleGrid> draw_existing_grids(const BentMap& map,
                                            const std::vector<std::int64_t>& people_of_face,
                                            Random& random) {
    std::vector<std::vector<Id>> faces_of_community(map.layout.subdistrict_of_community.size());
    for (Id face = 0; face < people_of_face.size(); ++face) {
        faces_of_community[map.layout.community_of_face[face]].push_back(face);
    }
    Drafter drafter(map, people_of_face, random);
    for (const auto& faces : faces_of_community) {
        drafter.draft(faces);
    }
    std::vector<SampleGrid> grids;
    for (std::uint32_t grid = 0; grid < drafter.drafts().size(); ++grid) {
        const Draft& draft = drafter.drafts()[grid];
        if (!draft.faces.empty()) {
            grids.push_back({{},
                             draft.community,
                             draft.people,
                             map.ground(draft.faces, drafter.grid_of_face(), grid)});
        }
    }
    return grids;
}

} // namespace evengrid::engine
