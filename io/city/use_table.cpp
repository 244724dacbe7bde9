#include "io/city/use_table.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/layer_name.hpp"
#include "io/files/raw_file.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <sstream>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

Error refusal(const std::string& path, const toml::source_position& place,
              const std::string& what) {
    return {ErrorCode::input,
            fmt::format("cannot use {}, line {}: {}", quote(path), place.line, what),
            "storey_m, smallest_footprint_m2, lowest_m, m2_per_person, and rows [[use]] with names "
            "and m2_per_person"};
}

double number_in(const std::string& path, const toml::key& key, const toml::node& node) {
    const auto number = node.value<double>();
    if (!node.is_number() || !number || !(*number >= 0)) {
        throw refusal(path, node.source().begin,
                      fmt::format("{} has to be a number, 0 or more", quote(key.str())));
    }
    return *number;
}

engine::Use use_in(const std::string& path, const toml::table& row) {
    engine::Use use;
    for (const auto& [key, node] : row) {
        if (key == "m2_per_person") {
            use.m2_per_person = number_in(path, key, node);
        } else if (key == "names" && node.is_array() &&
                   node.as_array()->is_homogeneous<std::string>()) {
            for (const toml::node& name : *node.as_array()) {
                use.names.push_back(**name.as_string());
            }
        } else {
            throw refusal(
                path, node.source().begin,
                fmt::format("{} is not known here, or of the wrong type", quote(key.str())));
        }
    }
    if (use.names.empty() || !row.contains("m2_per_person")) {
        throw refusal(path, row.source().begin, "a use needs names and m2_per_person");
    }
    return use;
}

} // namespace

engine::OccupancyOptions read_use_table(const std::string& path) {
    constexpr std::int64_t most_bytes = 1 << 20;
    const std::string text = RawFile(find_layer(path).path).read(most_bytes);
    engine::OccupancyOptions options;
    try {
        const toml::table table = toml::parse(text, path);
        for (const auto& [key, node] : table) {
            if (key == "storey_m") {
                options.storey_m = number_in(path, key, node);
            } else if (key == "smallest_footprint_m2") {
                options.smallest_footprint_m2 = number_in(path, key, node);
            } else if (key == "lowest_m") {
                options.lowest_m = number_in(path, key, node);
            } else if (key == "m2_per_person") {
                options.m2_per_person = number_in(path, key, node);
            } else if (key == "use" && node.is_array_of_tables()) {
                options.uses.clear();
                for (const toml::node& row : *node.as_array()) {
                    options.uses.push_back(use_in(path, *row.as_table()));
                }
            } else {
                throw refusal(
                    path, node.source().begin,
                    fmt::format("{} is not known here, or of the wrong type", quote(key.str())));
            }
        }
    } catch (const toml::parse_error& error) {
        throw refusal(path, error.source().begin, std::string(error.description()));
    }
    if (!(options.storey_m > 0)) {
        throw Error(ErrorCode::input,
                    fmt::format("cannot use {}: \"storey_m\" has to be above 0", quote(path)),
                    "storey_m = 3.0");
    }
    return options;
}

} // namespace evengrid::io
