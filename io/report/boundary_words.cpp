#include "io/report/boundary_words.hpp"

#include "io/grouped.hpp"
#include "io/plan/kinds.hpp"
#include "io/report/map_look.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <span>

namespace evengrid::io {

namespace {

std::string what(const PlanFile& plan, const PlanFile::Grid& own, const BoundaryPart& part,
                 const Speech& say) {
    if (!part.name.empty()) {
        return part.name;
    }
    if (part.neighbour == nullptr) {
        return std::string(say("the edge of the plan", "方案外缘"));
    }
    if (part.neighbour->unit == own.unit) {
        return fmt::format("{} {}", say("grid", "网格"), short_code(plan, *part.neighbour));
    }
    const PlanFile::Unit& unit = plan.units[part.neighbour->unit];
    return fmt::format(fmt::runtime(say("the border of {}", "{}界")),
                       unit.name.empty() ? unit.code : unit.name);
}

} // namespace

std::string known_words(std::span<const Kind> known, const std::string& word, const Speech& say) {
    for (const Kind& kind : known) {
        if (kind.name == word) {
            return std::string(say(kind.name, kind.chinese));
        }
    }
    return word;
}

std::array<Side, 4> told_sides(Language language) {
    return language == Language::chinese
               ? std::array{Side::east, Side::south, Side::west, Side::north}
               : std::array{Side::north, Side::east, Side::south, Side::west};
}

std::string side_words(Side side, const Speech& say) {
    switch (side) {
    case Side::east:
        return std::string(say("East to", "东至"));
    case Side::south:
        return std::string(say("South to", "南至"));
    case Side::west:
        return std::string(say("West to", "西至"));
    case Side::north:
        return std::string(say("North to", "北至"));
    }
    return {};
}

std::string boundary_words(const PlanFile& plan, const PlanFile::Grid& own,
                           const std::vector<BoundaryPart>& parts, const Speech& say) {
    std::string text;
    for (const BoundaryPart& part : parts) {
        text += text.empty() ? "" : say(", ", "、");
        text += what(plan, own, part, say);
        if (part.length_m > 0) {
            text += fmt::format(" ({} m)", grouped(std::lround(part.length_m)));
        }
    }
    return text.empty() ? "–" : text;
}

std::string reason_words(const std::string& reason, const Speech& say) {
    return known_words(reasons(), reason, say);
}

std::string role_words(const std::string& role, const Speech& say) {
    constexpr std::array<Kind, 3> known{{
        {"chief", "网格总长"},
        {"leader", "网格长"},
        {"staff", "网格员"},
    }};
    return known_words(known, role, say);
}

} // namespace evengrid::io
