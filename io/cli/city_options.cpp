#include "io/cli/city_options.hpp"

#include "engine/error.hpp"

#include <fmt/format.h>

namespace evengrid::io::cli {

std::vector<Option> city_options(CitySources& sources) {
    PeopleSources& people = sources.people;
    return {
        {"--units", &sources.units, "LAYER", "areas that no grid crosses: communities"},
        {"--buildings", &sources.buildings, "LAYER", "footprints with people in them"},
        {"--roads", &sources.roads, "LAYER",
         "lines that blocks end at; may be given several times"},
        {"--water", &sources.water, "LAYER",
         "rivers and lakes, polygons or lines; may be given several times"},
        {"--motorways", &sources.motorways, "LAYER",
         "roads that one cannot walk across; may be given several times"},
        {"--railways", &sources.railways, "LAYER", "railway lines; may be given several times"},
        {"--walls", &sources.walls, "LAYER", "walls and fences; may be given several times"},
        {"--crossings", &sources.crossings, "LAYER",
         "footbridges, underpasses and ferries over what one cannot walk across, points or lines; "
         "may be given several times"},
        {"--blocks", &sources.blocks, "LAYER", "polygons to merge, instead of making blocks"},
        {"--unit-field", &sources.unit_field, "FIELD",
         "field of the blocks that names their unit, instead of --units"},
        {"--unit-code-field", &sources.unit_code_field, "FIELD",
         "field of the units with their codes; chosen by its name when not given"},
        {"--unit-name-field", &sources.unit_name_field, "FIELD",
         "field of the units with their names; chosen by its name when not given"},
        {"--street-field", &sources.street_field, "FIELD",
         "field of the units that names the street they nest in; chosen by its name when not "
         "given"},
        {"--grids-field", &sources.grids_field, "FIELD",
         "field of the units that says how many grids each is to have; empty: free"},
        {"--unit-kind-field", &sources.unit_kind_field, "FIELD",
         "field of the units that says of what kind each is, such as urban or rural"},
        {"--exclusive", &sources.exclusive, "LAYER",
         "areas that are one grid each: schools, hospitals, parks; may be given several times"},
        {"--keep-area", &sources.keep_areas, "LAYER",
         "areas that no grid crosses, divided on their own: urban villages; may be given several "
         "times"},
        {"--points", &sources.points, "LAYER",
         "places that serve people; every grid should have one"},
        {"--population-field", &people.population_field, "FIELD",
         "field with the people of a building, or of a block where there are no buildings"},
        {"--household-field", &people.household_field, "FIELD",
         "field with the households, likewise"},
        {"--persons-per-household",
         &people.persons_per_household,
         "PEOPLE",
         "people of a household, where only households are counted",
         false,
         {},
         0},
        {"--totals", &people.totals, "LAYER",
         "polygons with known people, to share over the floor area on their ground"},
        {"--totals-field", &people.totals_field, "FIELD", "field of the totals that holds them"},
        {"--population-raster", &people.raster, "FILE",
         "GeoTIFF with people per cell, to share likewise"},
        {"--floors-field", &people.floors_field, "FIELD",
         "floors of a building, to tell its people from where nobody counted them"},
        {"--height-field", &people.height_field, "FIELD",
         "height of a building in metres, likewise"},
        {"--use-field", &people.use_field, "FIELD",
         "use of a building; chosen by its name when not given"},
        {"--use-table", &people.use_table, "FILE",
         "TOML file that says how densely people live by use"},
        {"--bad-population",
         &people.bad_population,
         "WHAT",
         "what to do with a population that is no number: refuse the file, or exclude the value "
         "and list it",
         false,
         {"refuse", "exclude"}},
        {"--keep-together", &sources.keep_together, "FIELD",
         "field of the buildings that names their compound, which stays in one grid where it fits"},
        {"--assume-crs", &sources.assume_crs, "CRS",
         "coordinate reference system of layers that do not say theirs: EPSG:4547"},
        {"--from-crs",
         &sources.from_crs,
         "SHIFT",
         "undo the shift of the buildings' coordinates, as maps published in China have it",
         false,
         {"gcj02", "bd09"}},
        {"--encoding", &sources.encoding, "NAME",
         "encoding of the text in shapefiles: GBK; found out when not given"},
    };
}

std::vector<Option> block_options(engine::BlockOptions& blocks) {
    return {
        {"--snap-tolerance",
         &blocks.snap_tolerance_m,
         "METRES",
         "gaps closed between the end of a street and what it was meant to meet",
         false,
         {},
         0},
        {"--smallest-block",
         &blocks.smallest_block_m2,
         "M2",
         "ground smaller than this joins a neighbour",
         false,
         {},
         0},
        {"--dual-carriageway",
         &blocks.dual_carriageway_m,
         "METRES",
         "both directions of a street closer than this are one border",
         false,
         {},
         0},
        {"--widest-street",
         &blocks.widest_street_m,
         "METRES",
         "streets between given blocks that touch no other are shared out up to this width",
         false,
         {},
         0},
        {"--boundary-tolerance",
         &blocks.boundary_tolerance_m,
         "METRES",
         "overlaps and gaps between units that are repaired",
         false,
         {},
         0},
    };
}

std::vector<Option> bounds_options(GivenBounds& bounds) {
    return {
        {"--min",
         &bounds.minimum,
         "PEOPLE",
         "fewest people of a grid; 1000 when not given",
         false,
         {},
         0},
        {"--max",
         &bounds.maximum,
         "PEOPLE",
         "most people of a grid; 2000 when not given",
         false,
         {},
         1},
        {"--target",
         &bounds.target,
         "PEOPLE",
         "wanted people of a grid; half-way between the limits when not given",
         false,
         {},
         0},
    };
}

void check(const algorithms::Bounds& bounds) {
    const auto refuse = [](const std::string& message) {
        throw engine::Error(engine::ErrorCode::usage, message,
                            "--min 1000 --target 1500 --max 2000");
    };
    if (bounds.minimum > bounds.maximum) {
        refuse(fmt::format("--min \"{}\" is above --max \"{}\"", bounds.minimum, bounds.maximum));
    }
    if (bounds.target && !bounds.contains(*bounds.target)) {
        refuse(fmt::format("--target \"{}\" is not between --min \"{}\" and --max \"{}\"",
                           *bounds.target, bounds.minimum, bounds.maximum));
    }
}

} // namespace evengrid::io::cli
