#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace evengrid::engine {

/// Shares whole people in proportion to weights, so that the shares add up to the total exactly:
/// everyone gets the whole part of his share, and the largest remainders one more, ties to the
/// smaller index (Hamilton's method; Balinski and Young 1982, Fair Representation).
///
/// \param total   not negative
/// \param weights finite and not negative; nothing goes to a weight of 0
/// \returns one share per weight; all 0 where no weight is above 0. Complexity: O(n log n).
std::vector<std::int64_t> share_people(std::int64_t total, const std::vector<double>& weights);

/// Rounds people given in fractions to whole people whose sum is the rounded sum.
std::vector<std::int64_t> whole_people(const std::vector<double>& people);

/// What is known of a building without a count.
struct Dwelling {
    double footprint_m2 = 0;
    std::optional<double> floors;   ///< above ground; 0 and less count as unknown
    std::optional<double> height_m; ///< 0 and less count as unknown
};

/// How people are told from floor area where nobody has counted them.
struct FloorAreaOptions {
    double storey_m = 3.0; ///< height of a floor, for buildings whose floors are not given
    /// Floor area per person, walls and stairs included. 41.76 m2 of housing a head is the figure
    /// of the Chinese census of 2020; European towns have about 37 to 45.
    double m2_per_person = 40.0;
    /// Sheds and garages house no one: a smaller footprint, or a lower building.
    double smallest_footprint_m2 = 20.0;
    double lowest_m = 2.6;
};

/// People by floor area alone: footprint x floors / area per person, as fractions.
/// Where neither floors nor height is known, one floor is assumed.
std::vector<double> people_by_floor_area(const std::vector<Dwelling>& dwellings,
                                         const FloorAreaOptions& options);

} // namespace evengrid::engine
