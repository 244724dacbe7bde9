#pragma once

#include "io/city/read_city.hpp"
#include "io/cli/command.hpp"

#include <string>

namespace evengrid::io::cli {

/// `--memory`. \param size what it fills, for `keep_within`
Option memory_option(std::string& size);

/// Refuses a city that is likely to need more memory than allowed, then ends the process as soon as
/// it has taken more.
///
/// What counts is what the operating system says that the process has (resident set, proc(5)),
/// looked at every few milliseconds. Above it stands a limit on data that no allocation gets past
/// (RLIMIT_DATA, setrlimit(2)).
/// \param size as typed, "4G"; empty: no limit
/// \throws engine::Error (usage, limit)
void keep_within(const std::string& size, const CitySources& sources);

} // namespace evengrid::io::cli
