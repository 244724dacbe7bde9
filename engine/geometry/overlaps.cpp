#include "engine/geometry/overlaps.hpp"

#include "algorithms/parallel.hpp"
#include "algorithms/partition.hpp"
#include "engine/geometry/box_index.hpp"
#include "engine/geometry/drop_shared_sides.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/geometry/sides.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace evengrid::engine {

namespace {

/// The area that two boxes have in common: the most that what is in them can have.
double common_m2(const Box& a, const Box& b) {
    const double wide_m = std::min(a.max_x_m, b.max_x_m) - std::max(a.min_x_m, b.min_x_m);
    const double high_m = std::min(a.max_y_m, b.max_y_m) - std::max(a.min_y_m, b.min_y_m);
    return std::max(0.0, wide_m) * std::max(0.0, high_m);
}

} // namespace

std::vector<Overlap> overlaps(const std::vector<const MultiPolygon*>& grounds, double least_share,
                              const std::function<bool()>& cancelled) {
    std::vector<Box> boxes;
    std::vector<double> areas_m2;
    for (const MultiPolygon* ground : grounds) {
        boxes.push_back(box(*ground));
        areas_m2.push_back(area_m2(*ground));
    }
    const BoxIndex index(boxes);
    std::vector<std::vector<Overlap>> found(grounds.size());
    algorithms::parallel_for(grounds.size(), [&](std::size_t i) {
        if (cancelled && cancelled()) {
            throw algorithms::Cancelled{};
        }
        for (const std::uint32_t j : index.meeting(boxes[i])) {
            const double least_m2 = least_share * std::min(areas_m2[i], areas_m2[j]);
            if (j <= i || common_m2(boxes[i], boxes[j]) < least_m2) {
                continue;
            }
            Overlap overlap{j, static_cast<std::uint32_t>(i)};
            if (areas_m2[i] < areas_m2[j]) {
                std::swap(overlap.smaller, overlap.larger);
            }
            overlap.area_m2 = area_m2(intersection(*grounds[i], *grounds[j]));
            overlap.share = overlap.area_m2 / areas_m2[overlap.smaller];
            if (overlap.share >= least_share) {
                found[i].push_back(overlap);
            }
        }
    });
    std::vector<Overlap> all;
    for (const std::vector<Overlap>& of_one : found) {
        all.insert(all.end(), of_one.begin(), of_one.end());
    }
    return all;
}

std::vector<CommonGround> common_grounds(const std::vector<const MultiPolygon*>& polygons,
                                         double wider_than_m) {
    if (const auto whole = drop_shared_sides(polygons); whole && !invalidity(*whole)) {
        return {};
    }
    std::vector<Box> boxes;
    for (const MultiPolygon* polygon : polygons) {
        boxes.push_back(box(*polygon));
    }
    const BoxIndex index(boxes);
    std::vector<bool> compared(polygons.size()); // with all that they meet
    std::vector<std::uint32_t> next;
    for (const Side& side : lone_sides(polygons)) {
        next.push_back(side.polygon);
    }
    std::vector<CommonGround> all;
    while (!next.empty()) {
        std::sort(next.begin(), next.end());
        next.erase(std::unique(next.begin(), next.end()), next.end());
        std::vector<std::vector<CommonGround>> found(next.size());
        algorithms::parallel_for(next.size(), [&](std::size_t k) {
            const std::uint32_t i = next[k];
            for (const std::uint32_t j : index.meeting(boxes[i])) {
                const bool is_turn_of_other =
                    compared[j] || (j <= i && std::binary_search(next.begin(), next.end(), j));
                if (is_turn_of_other) {
                    continue;
                }
                auto both = intersection(*polygons[i], *polygons[j]);
                if (is_wide(both, wider_than_m)) {
                    found[k].push_back({std::min(i, j), std::max(i, j), std::move(both)});
                }
            }
        });
        for (const std::uint32_t i : next) {
            compared[i] = true;
        }
        next.clear();
        for (std::vector<CommonGround>& of_one : found) {
            for (CommonGround& common : of_one) {
                next.insert(next.end(), {common.a, common.b});
                all.push_back(std::move(common));
            }
        }
        std::erase_if(next, [&](std::uint32_t i) { return compared[i]; });
    }
    std::sort(all.begin(), all.end(), [](const CommonGround& s, const CommonGround& t) {
        return std::tie(s.a, s.b) < std::tie(t.a, t.b);
    });
    return all;
}

} // namespace evengrid::engine
