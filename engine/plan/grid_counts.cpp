#include "engine/plan/grid_counts.hpp"

#include "algorithms/apportion.hpp"
#include "algorithms/counts.hpp"
#include "engine/error.hpp"
#include "engine/plan/existing.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evengrid::engine {

namespace {

using algorithms::CountRange;

std::string words(const algorithms::Bounds& bounds) {
    return fmt::format("{} to {}", bounds.minimum, bounds.maximum);
}

/// How many people a grid may hold, where that is the same everywhere.
std::string of_people(const std::vector<algorithms::Bounds>& bounds) {
    const bool is_same = std::all_of(bounds.begin(), bounds.end(),
                                     [&](const auto& other) { return other == bounds.front(); });
    return bounds.empty() || !is_same ? "" : fmt::format(" of {} people", words(bounds.front()));
}

/// Refuses the numbers that units cannot have; the first few are named.
void check_given(const City& city, const std::vector<UnitGraph>& units,
                 const std::vector<algorithms::Claim>& claims,
                 const std::vector<algorithms::Bounds>& bounds) {
    constexpr std::size_t most_named = 5;
    std::string named;
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = city.units[index(units[i].unit)];
        if (unit.grids && !claims[i].range.contains(*unit.grids) && ++wrong <= most_named) {
            named += fmt::format("{}unit {} wants {} and admits {} to {} of {} people",
                                 wrong > 1 ? "; " : "", quote(unit.code), *unit.grids,
                                 claims[i].range.fewest, claims[i].range.most, words(bounds[i]));
        }
    }
    if (wrong > 0) {
        throw Error(
            ErrorCode::usage,
            fmt::format("{} unit{} cannot have the number of grids that {} field says: {}{}", wrong,
                        wrong == 1 ? "" : "s", wrong == 1 ? "its" : "their", named,
                        wrong > most_named ? "; ..." : ""),
            "numbers within these ranges, an empty field to have one chosen, or other bounds");
    }
}

} // namespace

LegalCounts legal_counts(const algorithms::Graph& unit, const algorithms::Bounds& bounds) {
    const std::vector<std::uint32_t> part_of = algorithms::components(unit);
    const algorithms::Grouping members(part_of, algorithms::component_count(part_of));
    LegalCounts legal;
    for (std::size_t part = 0; part < members.size(); ++part) {
        const auto counts = algorithms::region_counts(unit, members[part], bounds);
        legal.range.fewest +=
            static_cast<std::int64_t>(counts.legal ? counts.fewest : counts.wanted);
        legal.range.most += static_cast<std::int64_t>(counts.legal ? counts.most : counts.wanted);
        legal.all_parts = legal.all_parts && counts.legal;
    }
    return legal;
}

LegalCounts legal_counts(const algorithms::Graph& unit, const std::set<std::uint32_t>& kept,
                         const algorithms::Bounds& bounds) {
    std::vector<algorithms::Vertex> rest;
    std::set<std::uint32_t> seen;
    for (std::uint32_t i = 0; i < unit.vertex_count(); ++i) {
        const std::uint32_t home = unit[algorithms::Vertex{i}].home;
        if (kept.contains(home)) {
            seen.insert(home);
        } else {
            rest.push_back(algorithms::Vertex{i});
        }
    }
    if (seen.empty()) {
        return legal_counts(unit, bounds);
    }
    LegalCounts legal;
    if (!rest.empty()) {
        legal = legal_counts(unit.induced(rest), bounds);
    }
    legal.range.fewest += static_cast<std::int64_t>(seen.size());
    legal.range.most += static_cast<std::int64_t>(seen.size());
    return legal;
}

std::vector<std::optional<std::size_t>> grid_counts(const City& city,
                                                    const std::vector<UnitGraph>& units,
                                                    const std::vector<algorithms::Bounds>& bounds,
                                                    const std::optional<std::int64_t>& total) {
    std::set<std::uint32_t> locked;
    const std::vector<bool> is_locked = locked_homes(city);
    for (std::uint32_t home = 0; home < is_locked.size(); ++home) {
        if (is_locked[home]) {
            locked.insert(home);
        }
    }
    std::vector<algorithms::Claim> claims;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const algorithms::Graph& graph = units[i].graph;
        claims.push_back({graph.total_population(), legal_counts(graph, locked, bounds[i]).range});
    }
    check_given(city, units, claims, bounds);
    std::vector<std::optional<std::size_t>> counts;
    CountRange all;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (const auto given = city.units[index(units[i].unit)].grids) {
            claims[i].range = {*given, *given};
            counts.emplace_back(static_cast<std::size_t>(*given));
        } else {
            counts.emplace_back(std::nullopt);
        }
        all.fewest += claims[i].range.fewest;
        all.most += claims[i].range.most;
    }
    if (!total) {
        return counts;
    }
    const auto shares = algorithms::equal_proportions(*total, claims);
    if (!shares) {
        throw Error(ErrorCode::usage,
                    fmt::format("the city cannot have {} grids{}: its {} units admit {} to {} "
                                "together",
                                *total, of_people(bounds), units.size(), all.fewest, all.most),
                    fmt::format("--grids with a number from {} to {}, or other bounds", all.fewest,
                                all.most));
    }
    for (std::size_t i = 0; i < units.size(); ++i) {
        counts[i] = static_cast<std::size_t>((*shares)[i]);
    }
    return counts;
}

} // namespace evengrid::engine
