#include "engine/plan/prospects.hpp"

#include "engine/plan/grid_counts.hpp"

namespace evengrid::engine {

namespace {

Reason reason_of(const Prospect& prospect, const LegalCounts& counts,
                 const algorithms::Bounds& bounds) {
    if (prospect.people < bounds.minimum) {
        return Reason::unit_below_minimum;
    }
    if (!prospect.is_legal) {
        return counts.has_small_part ? Reason::component_below_minimum
                                     : Reason::no_whole_number_of_grids;
    }
    return prospect.blocks_above_maximum > 0 ? Reason::block_above_maximum : Reason::none;
}

Prospect prospect_of(const UnitGraph& unit, const algorithms::Bounds& bounds) {
    const LegalCounts counts = legal_counts(unit.graph, bounds);
    Prospect prospect{.unit = unit.unit,
                      .people = unit.graph.total_population(),
                      .blocks = static_cast<std::int64_t>(unit.blocks.size()),
                      .fewest = counts.range.fewest,
                      .most = counts.range.most};
    for (std::uint32_t v = 0; v < unit.graph.vertex_count(); ++v) {
        const bool is_above = unit.graph[algorithms::Vertex{v}].population > bounds.maximum;
        prospect.blocks_above_maximum += is_above ? 1 : 0;
    }
    prospect.is_legal = counts.all_parts && prospect.people >= bounds.minimum;
    prospect.reason = reason_of(prospect, counts, bounds);
    return prospect;
}

} // namespace

std::vector<Prospect> unit_prospects(const std::vector<UnitGraph>& units,
                                     const algorithms::Bounds& bounds) {
    std::vector<Prospect> prospects;
    for (const UnitGraph& unit : units) {
        prospects.push_back(prospect_of(unit, bounds));
    }
    return prospects;
}

} // namespace evengrid::engine
