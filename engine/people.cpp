#include "engine/people.hpp"

#include "algorithms/parallel.hpp"
#include "algorithms/partition.hpp"
#include "engine/geometry/box_index.hpp"
#include "engine/geometry/geos.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string_view>

namespace evengrid::engine {

namespace {

/// Floors, as given or told from the height; one where nothing is known.
double floors_of(const Dwelling& dwelling, const OccupancyOptions& options) {
    if (dwelling.floors && *dwelling.floors > 0) {
        return *dwelling.floors;
    }
    if (dwelling.height_m && *dwelling.height_m > 0) {
        return std::max(1.0, std::round(*dwelling.height_m / options.storey_m));
    }
    return 1.0;
}

bool same_word(std::string_view a, std::string_view b) {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

const Use* row_called(std::string_view name, const OccupancyOptions& options) {
    const auto row = std::find_if(options.uses.begin(), options.uses.end(), [&](const Use& use) {
        return std::any_of(use.names.begin(), use.names.end(),
                           [&](const std::string& each) { return same_word(each, name); });
    });
    return row == options.uses.end() ? nullptr : &*row;
}

double people_per_m2(const Use& use) {
    return use.m2_per_person > 0 ? 1 / use.m2_per_person : 0;
}

/// The part of a footprint that lies on some ground, 0 to 1.
double part_on(const MultiPolygon& ground, const MultiPolygon& footprint) {
    const double whole_m2 = area_m2(footprint);
    return whole_m2 > 0 ? area_m2(intersection(footprint, ground)) / whole_m2 : 0;
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
    const auto weightless = [&](std::size_t i) { return !(weights[i] > 0); };
    order.erase(std::remove_if(order.begin(), order.end(), weightless), order.end());
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

std::vector<Use> OccupancyOptions::default_uses() {
    return {
        {{"residential", "housing", "apartments", "apartment", "house", "detached", "terrace",
          "semidetached_house", "bungalow", "village", "住宅", "居住", "居民", "住宅小区",
          "résidentiel", "indifférencié"},
         40},
        {{"dormitory", "hostel", "宿舍"}, 12},
        {{"commercial",     "retail",         "shop",         "market",
          "supermarket",    "office",         "industrial",   "factory",
          "warehouse",      "school",         "kindergarten", "university",
          "college",        "hospital",       "clinic",       "public",
          "government",     "civic",          "church",       "temple",
          "hotel",          "sports",         "stadium",      "station",
          "train_station",  "transportation", "parking",      "garage",
          "garages",        "shed",           "hut",          "greenhouse",
          "farm_auxiliary", "service",        "utility",      "construction",
          "ruins",          "商业",           "商场",         "市场",
          "办公",           "写字楼",         "工业",         "厂房",
          "仓库",           "学校",           "幼儿园",       "医院",
          "政府",           "公共",           "体育",         "酒店",
          "车站",           "车库",           "寺庙",         "公用设施"},
         0},
    };
}

const Use* use_called(const std::string& name, const OccupancyOptions& options) {
    if (const Use* whole = row_called(name, options)) {
        return whole;
    }
    const Use* best = nullptr;
    for (std::size_t from = 0; from < name.size();) {
        const std::size_t to = std::min(name.find(';', from), name.size());
        std::string_view part(name.data() + from, to - from);
        part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
        const Use* use = row_called(part, options);
        if (use != nullptr && (best == nullptr || people_per_m2(*use) > people_per_m2(*best))) {
            best = use;
        }
        from = to + 1;
    }
    return best;
}

std::vector<double> people_by_floor_area(const std::vector<Dwelling>& dwellings,
                                         const OccupancyOptions& options) {
    std::vector<double> people;
    people.reserve(dwellings.size());
    for (const Dwelling& dwelling : dwellings) {
        const bool is_low =
            dwelling.height_m && *dwelling.height_m > 0 && *dwelling.height_m < options.lowest_m;
        const bool is_shed = dwelling.footprint_m2 < options.smallest_footprint_m2 || is_low;
        const Use* use = use_called(dwelling.use, options);
        const double area_per_person_m2 =
            use != nullptr ? use->m2_per_person : options.m2_per_person;
        const bool is_empty = is_shed || !(area_per_person_m2 > 0);
        people.push_back(is_empty ? 0.0
                                  : dwelling.footprint_m2 * floors_of(dwelling, options) /
                                        area_per_person_m2);
    }
    return people;
}

double relative_error(CountMethod method) {
    switch (method) {
    case CountMethod::counted:
        return 0;
    case CountMethod::households:
        return 0.1;
    case CountMethod::control_totals:
        return 0.2;
    case CountMethod::raster:
    case CountMethod::floor_area:
        return 0.35;
    }
    return 0;
}

PeopleRange people_range(std::int64_t people, double relative_error) {
    const std::int64_t off = std::llround(static_cast<double>(people) * relative_error);
    return {people - off, people + off};
}

SharedTotals share_totals(const std::vector<ControlTotal>& totals,
                          const std::vector<const MultiPolygon*>& footprints,
                          const std::vector<double>& capacities,
                          const std::function<bool()>& cancelled) {
    std::vector<Box> boxes;
    boxes.reserve(footprints.size());
    for (const MultiPolygon* footprint : footprints) {
        boxes.push_back(box(*footprint));
    }
    const BoxIndex near(boxes);
    SharedTotals shared{std::vector<std::int64_t>(footprints.size(), 0),
                        std::vector<std::int64_t>(totals.size(), 0)};
    std::vector<std::vector<std::uint32_t>> members(totals.size());
    std::vector<std::vector<std::int64_t>> shares(totals.size());
    algorithms::parallel_for(totals.size(), [&](std::size_t t) {
        if (cancelled && cancelled()) {
            throw algorithms::Cancelled{};
        }
        std::vector<double> weights;
        for (const std::uint32_t i : near.meeting(box(totals[t].ground))) {
            if (capacities[i] > 0) {
                members[t].push_back(i);
                weights.push_back(capacities[i] * part_on(totals[t].ground, *footprints[i]));
            }
        }
        shares[t] = share_people(totals[t].people, weights);
    });
    for (std::size_t t = 0; t < totals.size(); ++t) {
        shared.unhoused[t] = totals[t].people;
        for (std::size_t i = 0; i < members[t].size(); ++i) {
            shared.people[members[t][i]] += shares[t][i];
            shared.unhoused[t] -= shares[t][i];
        }
    }
    return shared;
}

} // namespace evengrid::engine
