#pragma once

#include "algorithms/random.hpp"
#include "engine/sample/bend.hpp"
#include "engine/sample/street_web.hpp"

#include <vector>

namespace evengrid::engine {

/// What a cut of the street web is; the first four are RoadClass.
enum class CutRank : int { trunk, main, secondary, minor, river = 10, railway = 20 };

/// Where people live in a sample city: one main centre, smaller ones, empty hills.
class Density {
public:
    Density(std::uint64_t seed, double city_radius_m, std::size_t communities);
    /// Between 0 (nobody) and 1 (the middle of the city).
    double operator()(Point p) const;
    bool in_park(Point p) const;

private:
    struct Disc {
        Point middle;
        double radius_m = 0;
        double weight = 1;
    };
    std::vector<Disc> m_centres;
    std::vector<Disc> m_hills;
    Noise m_noise;
};

/// The straight map of a city: its streets, and which block belongs to which community.
struct SampleLayout {
    StreetWeb web;
    Density density;
    double river_m = 0; ///< width of the water, 0 for no river
    double bank_m = 0;  ///< from the river's middle to the road on its bank
    std::vector<std::uint32_t> community_of_face; ///< size face_count()
    std::vector<std::uint32_t> subdistrict_of_community;
};

/// A layout as it lies in the city, bent.
struct BentMap {
    SampleLayout layout;
    Bend bend;

    /// The line of an edge: the same points from both sides.
    Line curve(StreetWeb::Id edge) const;
    /// The ground of some faces that hang together. \pre `label` is that of these faces alone.
    Polygon ground(const std::vector<StreetWeb::Id>& faces,
                   const std::vector<std::uint32_t>& label_of_face, std::uint32_t label) const;
};

/// Cuts a round city into communities, and those into blocks.
SampleLayout lay_out(std::size_t communities, std::uint64_t seed);

/// A direction at a given share of a full turn from east, without trigonometry; about even.
Point unit_direction(double turn);

} // namespace evengrid::engine
