#include "io/cli/city_options.hpp"

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
        {"--blocks", &sources.blocks, "LAYER", "polygons to merge, instead of making blocks"},
        {"--unit-field", &sources.unit_field, "FIELD",
         "field of the blocks that names their unit, instead of --units"},
        {"--unit-code-field", &sources.unit_code_field, "FIELD",
         "field of the units with their codes; chosen by its name when not given"},
        {"--unit-name-field", &sources.unit_name_field, "FIELD",
         "field of the units with their names; chosen by its name when not given"},
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
        {"--assume-crs", &sources.assume_crs, "CRS",
         "coordinate reference system of layers that do not say theirs: EPSG:4547"},
        {"--encoding", &sources.encoding, "NAME",
         "encoding of the text in shapefiles: GBK; found out when not given"},
    };
}

} // namespace evengrid::io::cli
