#include "io/report/boundary_words.hpp"

#include "io/report/map_look.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

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

/// A word of the plan's file, and how it is said in Chinese.
struct Words {
    std::string_view english, chinese;
};

template <std::size_t size>
std::string known_words(const std::array<Words, size>& known, const std::string& word,
                        const Speech& say) {
    for (const Words& words : known) {
        if (words.english == word) {
            return std::string(say(words.english, words.chinese));
        }
    }
    return word;
}

} // namespace

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
            text += fmt::format(" ({} m)", std::lround(part.length_m));
        }
    }
    return text.empty() ? "–" : text;
}

std::string reason_words(const std::string& reason, const Speech& say) {
    constexpr std::array<Words, 7> known{{
        {"block above maximum", "单个街区超过上限"},
        {"unit below minimum", "整个社区低于下限"},
        {"component below minimum", "社区的独立部分低于下限"},
        {"no whole number of grids", "人口无法整分为合规网格"},
        {"locked", "锁定的现行网格"},
        {"exclusive", "专属区域，超出其类别的范围"},
        {"bottleneck", "街区连接受限"},
    }};
    return known_words(known, reason, say);
}

std::string role_words(const std::string& role, const Speech& say) {
    constexpr std::array<Words, 3> known{{
        {"chief", "网格总长"},
        {"leader", "网格长"},
        {"staff", "网格员"},
    }};
    return known_words(known, role, say);
}

} // namespace evengrid::io
