#include "engine/people.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evengrid::engine {

namespace {

/// Floors, as given or told from the height; one where nothing is known.
double floors_of(const Dwelling& dwelling, const FloorAreaOptions& options) {
    if (dwelling.floors && *dwelling.floors > 0) {
        return *dwelling.floors;
    }
    if (dwelling.height_m && *dwelling.height_m > 0) {
        return std::max(1.0, std::round(*dwelling.height_m / options.storey_m));
    }
    return 1.0;
}

} // namespace

std::vector<std::int64_t> share_people(std::int64_t total, const std::vector<double>& weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<std::int64_t> shares(weights.size(), 0);
    if (!(sum > 0)) {
        return shares;
    }
    std::vector<double> remainders(weights.size());
    std::int64_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double share = static_cast<double>(total) * (weights[i] / sum);
        shares[i] = std::min(static_cast<std::int64_t>(std::floor(share)), left);
        remainders[i] = share - std::floor(share);
        left -= shares[i];
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    order.erase(std::remove_if(order.begin(), order.end(),
                               [&](std::size_t i) { return !(weights[i] > 0); }),
                order.end());
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; left > 0; i = (i + 1) % order.size()) {
        ++shares[order[i]];
        --left;
    }
    return shares;
}

std::vector<std::int64_t> whole_people(const std::vector<double>& people) {
    const double sum = std::accumulate(people.begin(), people.end(), 0.0);
    return share_people(std::llround(sum), people);
}

std::vector<double> people_by_floor_area(const std::vector<Dwelling>& dwellings,
                                         const FloorAreaOptions& options) {
    std::vector<double> people;
    people.reserve(dwellings.size());
    for (const Dwelling& dwelling : dwellings) {
        const bool is_low =
            dwelling.height_m && *dwelling.height_m > 0 && *dwelling.height_m < options.lowest_m;
        const bool is_shed = dwelling.footprint_m2 < options.smallest_footprint_m2 || is_low;
        people.push_back(is_shed ? 0.0
                                 : dwelling.footprint_m2 * floors_of(dwelling, options) /
                                       options.m2_per_person);
    }
    return people;
}

} // namespace evengrid::engine
