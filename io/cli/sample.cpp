#include "io/cli/sample.hpp"

#include "engine/error.hpp"
#include "io/city/write_sample.hpp"
#include "io/files/aside.hpp"

#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <stdexcept>

namespace evengrid::io::cli {

namespace {

struct Arguments {
    std::int64_t communities = 12;
    std::uint64_t seed = 1;
    std::string output;
    std::string encoding = "utf-8";
};

Status run(const Arguments& arguments) {
    check_target(arguments.output, true, false);
    engine::SampleCity city;
    try {
        city = engine::draw_city({.communities = static_cast<std::size_t>(arguments.communities),
                                  .seed = arguments.seed});
    } catch (const std::invalid_argument& error) {
        throw engine::Error(
            engine::ErrorCode::usage,
            fmt::format("--communities {}: {}", arguments.communities, error.what()));
    }
    write_sample(city, arguments.output, arguments.encoding == "gbk" ? "GBK" : "UTF-8");

    std::int64_t people = 0;
    for (const auto& community : city.communities) {
        people += community.people;
    }
    std::cout << fmt::format(
        "{} ({}): {} people in {} buildings, {} communities, {} existing grids\nwritten to {}\n",
        city.name.english, city.name.chinese, people, city.buildings.size(),
        city.communities.size(), city.existing_grids.size(), arguments.output);
    return Status::done;
}

} // namespace

Command sample_command() {
    const auto arguments = std::make_shared<Arguments>();
    return {"sample",
            "draw a synthetic city and write it as shapefiles",
            {{.name = "--communities",
              .target = &arguments->communities,
              .value = "NUMBER",
              .help = "size of the city: 1 to 5000 communities of about 11,000 people",
              .at_least = 1},
             {"--seed", &arguments->seed, "NUMBER",
              "start of the random numbers; the same seed gives the same city"},
             {"--output", &arguments->output, "FOLDER",
              "where the shapefiles go; a folder that does not exist yet", true},
             {.name = "--encoding",
              .target = &arguments->encoding,
              .value = "NAME",
              .help = "of the text in the shapefiles",
              .choices = {"utf-8", "gbk"}}},
            [arguments] { return run(*arguments); },
            "    evengrid sample --communities 12 --seed 7 --output city"};
}

} // namespace evengrid::io::cli
