#include "io/cli/city_options.hpp"

#include "engine/error.hpp"

#include <fmt/format.h>

namespace evengrid::io::cli {

namespace {

std::vector<Option> layer_options(CitySources& sources) {
    return under(
        "Layers",
        {
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
             "footbridges, underpasses and ferries over what one cannot walk across, points or "
             "lines; may be given several times"},
            {"--blocks", &sources.blocks, "LAYER", "polygons to merge, instead of making blocks"},
            {"--exclusive", &sources.exclusive, "LAYER",
             "areas that are one grid each: schools, hospitals, parks; may be given several times"},
            {"--keep-area", &sources.keep_areas, "LAYER",
             "areas that no grid crosses, divided on their own: urban villages; may be given "
             "several times"},
            {"--points", &sources.points, "LAYER",
             "places that serve people; every grid should have one"},
        });
}

std::vector<Option> field_options(CitySources& sources) {
    return under("Fields",
                 {
                     {"--unit-field", &sources.unit_field, "FIELD",
                      "field of the blocks that names their unit, instead of --units"},
                     {"--unit-code-field", &sources.unit_code_field, "FIELD",
                      "field of the units with their codes; chosen by its name when not given"},
                     {"--unit-name-field", &sources.unit_name_field, "FIELD",
                      "field of the units with their names; chosen by its name when not given"},
                     {"--street-field", &sources.street_field, "FIELD",
                      "field of the units that names the street they nest in; chosen by its name "
                      "when not given"},
                     {"--unit-kind-field", &sources.unit_kind_field, "FIELD",
                      "field of the units that says of what kind each is, such as urban or rural"},
                     {"--grids-field", &sources.grids_field, "FIELD",
                      "field of the units that says how many grids each is to have; empty: free"},
                     {"--keep-together", &sources.keep_together, "FIELD",
                      "field of the buildings that names their compound, which stays in one grid "
                      "where it fits"},
                 });
}

std::vector<Option> people_options(PeopleSources& people) {
    return under(
        "People",
        {
            {"--population-field", &people.population_field, "FIELD",
             "field with the people of a building, or of a block where there are no buildings"},
            {"--household-field", &people.household_field, "FIELD",
             "field with the households, likewise"},
            {.name = "--persons-per-household",
             .target = &people.persons_per_household,
             .value = "PEOPLE",
             .help = "people of a household, where only households are counted",
             .at_least = 0},
            {"--totals", &people.totals, "LAYER",
             "polygons with known people, to share over the floor area on their ground"},
            {"--totals-field", &people.totals_field, "FIELD",
             "field of the totals that holds them"},
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
            {.name = "--bad-population",
             .target = &people.bad_population,
             .value = "WHAT",
             .help = "what to do with a population that is no number: refuse the file, or exclude "
                     "the value and list it",
             .choices = {"refuse", "exclude"}},
        });
}

std::vector<Option> reading_options(CitySources& sources) {
    return under(
        "Reading",
        {
            {"--assume-crs", &sources.assume_crs, "CRS",
             "coordinate reference system of layers that do not say theirs: EPSG:4547"},
            {"--from-crs", &sources.from_crs, "SHIFT",
             "undo the shift of the buildings' coordinates, gcj02 or bd09, as maps published in "
             "China have it; of another layer: roads=gcj02; may be given several times"},
            {"--encoding", &sources.encodings, "NAME",
             "encoding of the text in shapefiles: GBK; of one layer: buildings=GBK; found out when "
             "not given; may be given several times"},
        });
}

} // namespace

std::vector<Option> city_options(CitySources& sources) {
    return joined({layer_options(sources), field_options(sources), people_options(sources.people),
                   reading_options(sources)});
}

std::vector<Option> block_options(engine::BlockOptions& blocks) {
    return under(
        "Blocks",
        {
            {.name = "--snap-tolerance",
             .target = &blocks.snap_tolerance_m,
             .value = "METRES",
             .help = "gaps closed between the end of a street and what it was meant to meet",
             .at_least = 0},
            {.name = "--smallest-block",
             .target = &blocks.smallest_block_m2,
             .value = "M2",
             .help = "ground smaller than this joins a neighbour",
             .at_least = 0},
            {.name = "--dual-carriageway",
             .target = &blocks.dual_carriageway_m,
             .value = "METRES",
             .help = "both directions of a street closer than this are one border",
             .at_least = 0},
            {.name = "--widest-street",
             .target = &blocks.widest_street_m,
             .value = "METRES",
             .help =
                 "streets between given blocks that touch no other are shared out up to this width",
             .at_least = 0},
            {.name = "--boundary-tolerance",
             .target = &blocks.boundary_tolerance_m,
             .value = "METRES",
             .help = "overlaps and gaps between units that are repaired",
             .at_least = 0},
        });
}

std::vector<Option> bounds_options(GivenBounds& bounds) {
    return under("Bounds",
                 {
                     {.name = "--min",
                      .target = &bounds.minimum,
                      .value = "PEOPLE",
                      .help = "fewest people of a grid; 1000 when not given",
                      .at_least = 0},
                     {.name = "--max",
                      .target = &bounds.maximum,
                      .value = "PEOPLE",
                      .help = "most people of a grid; 2000 when not given",
                      .at_least = 1},
                     {.name = "--target",
                      .target = &bounds.target,
                      .value = "PEOPLE",
                      .help = "wanted people of a grid; half-way between the limits when not given",
                      .at_least = 0},
                 });
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
