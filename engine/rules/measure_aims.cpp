#include "engine/rules/measure_aims.hpp"

#include "engine/rules/amounts.hpp"

#include <algorithm>
#include <cmath>

namespace evengrid::engine {

std::vector<Rule> steering_rules(const std::vector<Rule>& rules, const City& city,
                                 const Blocks& blocks) {
    std::vector<Rule> steering;
    for (const Rule& rule : rules) {
        if (!adds_up(rule.measure)) {
            continue;
        }
        const auto of_blocks = amounts(city, blocks, rule);
        if (std::any_of(of_blocks.begin(), of_blocks.end(),
                        [](auto amount) { return amount > 0; })) {
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
        const double steps = 1 / step(rule.measure); // of the measure in its unit
        if (rule.at_least) {
            aim.minimum = static_cast<std::int64_t>(std::ceil(*rule.at_least * steps));
        }
        if (rule.at_most) {
            aim.maximum = static_cast<std::int64_t>(std::floor(*rule.at_most * steps));
        }
        if (rule.target) {
            aim.target = std::llround(*rule.target * steps);
        }
        aim.weight = rule.weight.value_or(aim.weight);
    }
    return aims;
}

} // namespace evengrid::engine
