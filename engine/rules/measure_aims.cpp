#include "engine/rules/measure_aims.hpp"

#include <algorithm>
#include <cmath>

namespace evengrid::engine {

std::int64_t amount(const Block& block, Measure measure) {
    switch (measure) {
    case Measure::households:
        return block.households;
    case Measure::buildings:
        return static_cast<std::int64_t>(block.buildings.size());
    case Measure::area_m2:
        return std::llround(block.area_m2);
    default:
        return 0;
    }
}

std::vector<Rule> steering_rules(const std::vector<Rule>& rules, const Blocks& blocks) {
    std::vector<Rule> steering;
    for (const Rule& rule : rules) {
        if (adds_up(rule.measure) &&
            std::any_of(blocks.blocks.begin(), blocks.blocks.end(),
                        [&](const Block& block) { return amount(block, rule.measure) > 0; })) {
            steering.push_back(rule);
        }
    }
    return steering;
}

std::vector<algorithms::MeasureAim> measure_aims(const std::vector<Rule>& rules,
                                                 const std::string& kind, bool is_exclusive) {
    std::vector<algorithms::MeasureAim> aims;
    for (const Rule& rule : rules) {
        algorithms::MeasureAim& aim = aims.emplace_back();
        if (!is_about(rule, kind, is_exclusive)) {
            continue;
        }
        if (rule.at_least) {
            aim.minimum = static_cast<std::int64_t>(std::ceil(*rule.at_least));
        }
        if (rule.at_most) {
            aim.maximum = static_cast<std::int64_t>(std::floor(*rule.at_most));
        }
        if (rule.target) {
            aim.target = std::llround(*rule.target);
        }
        aim.weight = rule.weight.value_or(aim.weight);
    }
    return aims;
}

} // namespace evengrid::engine
