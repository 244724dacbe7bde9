#include "engine/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace evengrid::engine {

namespace {

constexpr std::array<std::pair<Measure, std::string_view>, 11> names{{
    {Measure::population, "population"},
    {Measure::households, "households"},
    {Measure::buildings, "buildings"},
    {Measure::blocks, "blocks"},
    {Measure::area_m2, "area_m2"},
    {Measure::perimeter_m, "perim_m"},
    {Measure::compactness, "compact"},
    {Measure::parts, "parts"},
    {Measure::units, "units"},
    {Measure::points, "points"},
    {Measure::street_m, "street_m"},
}};

bool has(const std::vector<std::string>& kinds, const std::string& kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

} // namespace

bool adds_up(Measure measure) {
    return measure == Measure::households || measure == Measure::buildings ||
           measure == Measure::area_m2 || measure == Measure::street_m ||
           measure == Measure::counted;
}

bool is_about(const Rule& rule, const std::string& kind, bool is_exclusive) {
    return !has(rule.not_kinds, kind) &&
           (rule.kinds.empty() ? !is_exclusive : has(rule.kinds, kind));
}

std::string_view measure_name(const Rule& rule) {
    return rule.measure == Measure::counted ? std::string_view(rule.counted) : words(rule.measure);
}

std::string_view words(Measure measure) {
    for (const auto& [known, name] : names) {
        if (known == measure) {
            return name;
        }
    }
    return "";
}

std::optional<Measure> measure_named(std::string_view name) {
    for (const auto& [measure, known] : names) {
        if (known == name) {
            return measure;
        }
    }
    return std::nullopt;
}

std::string measure_names() {
    std::string all;
    for (const auto& [measure, name] : names) {
        all += (all.empty() ? "" : ", ") + std::string(name);
    }
    return all;
}

std::string limits_in_words(const std::optional<double>& at_least,
                            const std::optional<double>& at_most) {
    if (at_least && at_most) {
        return fmt::format("{} to {}", *at_least, *at_most);
    }
    return at_least  ? fmt::format("at least {}", *at_least)
           : at_most ? fmt::format("at most {}", *at_most)
                     : "anything";
}

} // namespace evengrid::engine
