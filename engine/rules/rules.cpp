#include "engine/rules/rules.hpp"

#include "engine/quote.hpp"

#include <algorithm>
#include <array>

namespace evengrid::engine {

namespace {

struct Name {
    Measure measure;
    std::string_view name;
    std::string_view chinese;
};

constexpr std::array<Name, 11> names{{
    {Measure::population, "population", "人口"},
    {Measure::households, "households", "户数"},
    {Measure::buildings, "buildings", "建筑数"},
    {Measure::blocks, "blocks", "街区数"},
    {Measure::area_m2, "area_m2", "面积 (m²)"},
    {Measure::perimeter_m, "perim_m", "周长 (m)"},
    {Measure::compactness, "compact", "紧凑度"},
    {Measure::parts, "parts", "分块数"},
    {Measure::units, "units", "社区数"},
    {Measure::points, "points", "服务点数"},
    {Measure::street_m, "street_m", "街道长度 (m)"},
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

Message rule_name(const Rule& rule) {
    return {rule.id, rule.id_zh.empty() ? rule.id : rule.id_zh};
}

std::string_view measure_name(const Rule& rule) {
    return rule.measure == Measure::counted ? std::string_view(rule.counted) : words(rule.measure);
}

Message measure_in_words(const Rule& rule) {
    const auto known = std::find_if(names.begin(), names.end(),
                                    [&](const Name& each) { return each.measure == rule.measure; });
    const Message name{std::string(measure_name(rule)),
                       std::string(known == names.end() ? measure_name(rule) : known->chinese)};
    return rule.point_kind.empty()
               ? name
               : say("{} of kind {}", "{1} 类{0}", name, quote(rule.point_kind));
}

std::string_view words(Measure measure) {
    for (const Name& each : names) {
        if (each.measure == measure) {
            return each.name;
        }
    }
    return "";
}

std::optional<Measure> measure_named(std::string_view name) {
    for (const Name& known : names) {
        if (known.name == name) {
            return known.measure;
        }
    }
    return std::nullopt;
}

std::string measure_names() {
    std::string all;
    for (const Name& known : names) {
        all += (all.empty() ? "" : ", ") + std::string(known.name);
    }
    return all;
}

Message limits_in_words(const std::optional<double>& at_least,
                        const std::optional<double>& at_most) {
    if (at_least && at_most) {
        return say("{} to {}", "{} 至 {}", *at_least, *at_most);
    }
    return at_least  ? say("at least {}", "不低于 {}", *at_least)
           : at_most ? say("at most {}", "不高于 {}", *at_most)
                     : say("anything", "不限");
}

} // namespace evengrid::engine
