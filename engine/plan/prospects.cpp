#include "engine/plan/prospects.hpp"

namespace evengrid::engine {

namespace {

Reason reason_of(const Prospect& prospect, const algorithms::Bounds& bounds) {
    if (prospect.people < bounds.minimum) {
        return Reason::unit_below_minimum;
    }
    if (prospect.fewest > prospect.most) {
        return Reason::no_whole_number_of_grids;
    }
    return prospect.blocks_above_maximum > 0 ? Reason::block_above_maximum : Reason::none;
}

} // namespace

std::vector<Prospect> unit_prospects(const City& city, const Blocks& blocks,
                                     const algorithms::Bounds& bounds) {
    std::vector<Prospect> prospects(city.units.size());
    std::vector<std::int64_t> dividable(city.units.size(), 0);
    for (std::size_t u = 0; u < prospects.size(); ++u) {
        prospects[u].unit = UnitIndex{static_cast<std::uint32_t>(u)};
    }
    for (const Block& block : blocks.blocks) {
        Prospect& prospect = prospects[index(block.unit)];
        prospect.people += block.people;
        ++prospect.blocks;
        if (block.people > bounds.maximum) {
            ++prospect.blocks_above_maximum;
        } else {
            dividable[index(block.unit)] += block.people;
        }
    }
    for (std::size_t u = 0; u < prospects.size(); ++u) {
        Prospect& prospect = prospects[u];
        prospect.fewest =
            (dividable[u] + bounds.maximum - 1) / bounds.maximum + prospect.blocks_above_maximum;
        prospect.most = (bounds.minimum > 0 ? dividable[u] / bounds.minimum : prospect.blocks) +
                        prospect.blocks_above_maximum;
        prospect.reason = reason_of(prospect, bounds);
    }
    return prospects;
}

} // namespace evengrid::engine
