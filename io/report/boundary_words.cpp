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

} // namespace

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
        text += fmt::format("{} ({} m)", what(plan, own, part, say), std::lround(part.length_m));
    }
    return text.empty() ? "–" : text;
}

std::string reason_words(const std::string& reason, const Speech& say) {
    struct Words {
        std::string_view reason, chinese;
    };
    constexpr std::array<Words, 5> known{{
        {"block above maximum", "单个地块超过上限"},
        {"unit below minimum", "整个社区低于下限"},
        {"component below minimum", "社区的独立部分低于下限"},
        {"no whole number of grids", "人口无法整分为合规网格"},
        {"bottleneck", "地块连接狭窄"},
    }};
    for (const Words& words : known) {
        if (words.reason == reason) {
            return std::string(say(words.reason, words.chinese));
        }
    }
    return reason;
}

} // namespace evengrid::io
