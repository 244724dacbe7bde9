#include "engine/geometry/overlaps.hpp"

#include "algorithms/parallel.hpp"
#include "algorithms/partition.hpp"
#include "engine/geometry/box_index.hpp"
#include "engine/geometry/geos.hpp"

#include <algorithm>

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

} // namespace evengrid::engine
