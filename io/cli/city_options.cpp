#include "io/cli/city_options.hpp"

namespace evengrid::io::cli {

std::vector<Option> city_options(CitySources& sources) {
    return {
        {"--units", &sources.units, "LAYER", "areas that no grid crosses: communities"},
        {"--buildings", &sources.buildings, "LAYER", "footprints with people in them"},
        {"--roads", &sources.roads, "LAYER",
         "lines that blocks end at; may be given several times"},
        {"--water", &sources.water, "LAYER",
         "rivers and lakes, polygons or lines; may be given several times"},
        {"--railways", &sources.railways, "LAYER", "railway lines; may be given several times"},
        {"--walls", &sources.walls, "LAYER", "walls and fences; may be given several times"},
        {"--blocks", &sources.blocks, "LAYER", "polygons to merge, instead of making blocks"},
        {"--unit-field", &sources.unit_field, "FIELD",
         "field of the blocks that names their unit, instead of --units"},
        {"--unit-code-field", &sources.unit_code_field, "FIELD",
         "field of the units with their codes; chosen by its name when not given"},
        {"--unit-name-field", &sources.unit_name_field, "FIELD",
         "field of the units with their names; chosen by its name when not given"},
        {"--population-field", &sources.population_field, "FIELD",
         "field with the people of a building, or of a block where there are no buildings"},
        {"--household-field", &sources.household_field, "FIELD",
         "field with the households, likewise"},
        {"--floors-field", &sources.floors_field, "FIELD",
         "floors of a building, to tell its people from where nobody counted them"},
        {"--height-field", &sources.height_field, "FIELD",
         "height of a building in metres, likewise"},
        {"--bad-population",
         &sources.bad_population,
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
