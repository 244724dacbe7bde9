#pragma once

#include "engine/geometry/geometry.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
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
    std::optional<double> floors{};   ///< above ground; 0 and less count as unknown
    std::optional<double> height_m{}; ///< 0 and less count as unknown
    std::string use{};                ///< as the source calls it; empty where it says nothing
};

/// A kind of use of buildings, under all the names that sources give it.
struct Use {
    std::vector<std::string> names; ///< compared without regard to ASCII case
    double m2_per_person = 0;       ///< 0: houses no one
};

/// How people are told from floor area where nobody has counted them.
///
/// The area per person is floor area with walls and stairs. The Chinese census of 2020 found 41.76
/// m2 of housing a head, Krakow's register 37.1 m2 in flats and 2.88 persons in a house
/// (popgrid.org, Dasymetric population mapping using building data).
struct OccupancyOptions {
    double storey_m = 3.0; ///< height of a floor, for buildings whose floors are not given
    /// Sheds and garages house no one: a smaller footprint, or a lower building.
    double smallest_footprint_m2 = 20.0;
    double lowest_m = 2.6;
    double m2_per_person = 40.0; ///< of buildings whose use is in no row of `uses`
    std::vector<Use> uses = default_uses();

    /// Housing, dormitories and villages, and what houses no one, in English, Chinese, French and
    /// the words of OpenStreetMap.
    static std::vector<Use> default_uses();
};

/// The row of a use, told by any of its names; none where no row has it. Of several uses, as
/// OpenStreetMap writes them ("retail;residential"), the one that houses most people counts.
const Use* use_called(const std::string& name, const OccupancyOptions& options);

/// People by floor area alone: footprint x floors / area per person, as fractions.
/// Where neither floors nor height is known, one floor is assumed.
std::vector<double> people_by_floor_area(const std::vector<Dwelling>& dwellings,
                                         const OccupancyOptions& options);

/// How far the people of a grid may be from the truth, as a fraction to either side.
///
/// Registers are taken as they are. Sharing totals over floor area by use was 19 to 22 % off in
/// Krakow, on squares of a kilometre; for smaller areas the error grows to about 35 %, and so much
/// floor area alone is off where no total binds it.
enum class CountMethod { counted, households, control_totals, raster, floor_area };
double relative_error(CountMethod method);

/// Fewest and most people that there may be, given the relative error of an estimate.
struct PeopleRange {
    std::int64_t low = 0;
    std::int64_t high = 0;
};
PeopleRange people_range(std::int64_t people, double relative_error);

/// Ground with a known number of people: a unit of a census, a cell of a population raster.
struct ControlTotal {
    MultiPolygon ground;
    std::int64_t people = 0;
};

struct SharedTotals {
    std::vector<std::int64_t> people;   ///< one per footprint
    std::vector<std::int64_t> unhoused; ///< one per total: people on whose ground nobody can live
};

/// Shares every total over the footprints on its ground, in proportion to capacity and to the part
/// of the footprint that lies there; whole people by largest remainder, so that the shares of a
/// total add up to it exactly.
///
/// \param capacities one per footprint, such as `people_by_floor_area`; 0 houses no one
/// \throws algorithms::Cancelled when `cancelled` said so. Runs in parallel.
SharedTotals share_totals(const std::vector<ControlTotal>& totals,
                          const std::vector<const MultiPolygon*>& footprints,
                          const std::vector<double>& capacities,
                          const std::function<bool()>& cancelled = {});

} // namespace evengrid::engine
