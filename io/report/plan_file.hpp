#pragma once

#include "engine/finding.hpp"
#include "engine/geometry/crs.hpp"
#include "engine/geometry/geometry.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace evengrid::io {

/// A plan as its file tells it, with all that people look at. Coordinates are metres, whatever the
/// file is written in.
struct PlanFile {
    struct Unit {
        std::string code;
        std::string name;
    };
    struct Grid {
        std::int64_t grid_id = 0;
        std::string code;
        std::string name;
        std::size_t unit = 0; ///< index in `units`
        std::int64_t people = 0;
        bool in_bounds = true;
        std::string reason; ///< empty within bounds
        std::int64_t households = 0;
        std::int64_t buildings = 0;
        std::int64_t blocks = 0;
        double area_m2 = 0;
        double compactness = 0;
        engine::MultiPolygon ground;
    };
    struct Block {
        std::optional<std::int64_t> grid_id;
        std::string kind;
        std::int64_t people = 0;
        engine::MultiPolygon ground;
    };
    struct Building {
        std::int64_t src_fid = 0;
        std::optional<std::int64_t> grid_id; ///< none: in no grid
        std::int64_t people = 0;
        std::string compound; ///< empty where the source names none
        engine::MultiPolygon footprint;
    };
    struct Border {
        std::int64_t grid_a = 0;
        std::optional<std::int64_t> grid_b; ///< none: the edge of the plan
        std::string along;                  ///< "road", "water", "rail", "wall", "unit", "none"
        std::string name;                   ///< of what it runs along; empty where nobody named it
        double length_m = 0;
        std::vector<engine::Line> lines; ///< with the ground of `grid_a` on their left
    };
    /// A grid of the plan in force before.
    struct Existing {
        std::string code;
        engine::MultiPolygon ground;
    };
    /// Who goes from an existing grid to a new one.
    struct Handed {
        std::optional<std::size_t> from;     ///< index in `existing`; none: in no grid before
        std::optional<std::int64_t> grid_id; ///< none: in no grid now
        bool stays = false;                  ///< the new grid carries on the existing one
        std::int64_t people = 0;
        std::int64_t buildings = 0;
    };
    /// A place that serves people.
    struct Point {
        std::int64_t src_fid = 0;
        std::string kind;
        std::string name;
        std::optional<std::int64_t> capacity; ///< people, where the source says it
        std::optional<std::int64_t> grid_id;  ///< that it lies in
        engine::Point place;
    };
    /// How far a grid is from the next point of a kind.
    struct Coverage {
        std::int64_t grid_id = 0;
        std::string kind;                    ///< empty: any
        std::int64_t points = 0;             ///< of the kind, in the grid
        std::optional<std::int64_t> nearest; ///< `src_fid` of a point; none: there is no such point
        double nearest_m = 0;
    };
    /// A place in the chain from chief to staff.
    struct Post {
        std::string post;
        std::string role; ///< "chief", "leader", "staff"
        std::int64_t people = 0;
        std::string reports_to;              ///< a post; empty for a chief
        std::optional<std::int64_t> grid_id; ///< none for a chief
    };
    /// How a grid does by a rule.
    struct Rule {
        std::int64_t grid_id = 0;
        engine::Message rule;
        double measured = 0;
        std::optional<double> at_least;
        std::optional<double> at_most;
        bool passed = true;
        engine::Message clause; ///< what the rule is taken from
    };
    struct Bounds {
        std::int64_t minimum = 0;
        std::int64_t target = 0;
        std::int64_t maximum = 0;
    };

    std::string name;    ///< of the file, without its folder
    engine::Crs crs;     ///< of the coordinates here
    engine::Crs written; ///< of those in the file
    Bounds bounds;
    std::vector<Unit> units; ///< in the order of their first grid
    std::vector<Grid> grids; ///< in the order of the file
    std::vector<Block> blocks;
    std::vector<Building> buildings;
    std::vector<Border> borders;
    std::vector<engine::Finding> findings;
    std::vector<std::pair<std::string, std::string>> summary; ///< key and value
    std::vector<Point> points;      ///< empty where nobody asked for them, as are the next three
    std::vector<Coverage> coverage; ///< grid by grid
    std::vector<Post> posts;        ///< group by group: its chief, then those of its grids
    std::vector<Rule> rules;
    std::vector<Existing> existing; ///< empty where nothing is known of a plan before
    std::vector<Handed> handover;   ///< by existing grid, then by new one
    std::int64_t moved_people = 0;  ///< who come to a grid that does not carry on theirs
};

/// Reads a plan that `write_plan` wrote.
/// \param compound_field field of the buildings that names their compound; empty: the first that is
///        called like one, if any
/// \throws engine::Error (input) for a file that is no plan.
PlanFile read_plan_file(const std::string& path, const std::string& compound_field = {});

} // namespace evengrid::io
