#include "io/city/read_lists.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string_view>
#include <utility>

namespace evengrid::io {

namespace {

/// The first of the columns that there is; an error names them all.
std::size_t one_of(const CsvRows& rows, const std::vector<std::string>& names,
                   const std::string& source) {
    for (const std::string& name : names) {
        if (!rows.empty() &&
            std::find(rows.front().begin(), rows.front().end(), name) != rows.front().end()) {
            return csv_column(rows, name, source);
        }
    }
    try {
        return csv_column(rows, names.front(), source);
    } catch (const engine::Error& error) {
        throw engine::Error(error.code(), error.what(),
                            fmt::format("a first line with commas between the names of the "
                                        "columns, one of them {}",
                                        fmt::join(names, ", ")));
    }
}

std::int64_t count_of(const std::string& cell, std::size_t row, const std::string& source) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (error != std::errc() || end != cell.data() + cell.size() || number < 0 ||
        number > 1'000'000) {
        throw engine::Error(engine::ErrorCode::input,
                            fmt::format("cannot read {}: {} in row {} is no number of people",
                                        engine::quote(source), engine::quote(cell), row + 1),
                            "whole numbers from 0 to 1000000");
    }
    return number;
}

/// Refuses what no one can be in the chain from chief to staff.
void check_role(const std::string& cell, std::size_t row, const std::string& source) {
    constexpr std::array roles{engine::Role::chief, engine::Role::leader, engine::Role::staff};
    std::vector<std::string_view> names;
    for (const engine::Role role : roles) {
        names.push_back(engine::words(role));
    }
    if (std::find(names.begin(), names.end(), cell) == names.end()) {
        throw engine::Error(
            engine::ErrorCode::input,
            fmt::format("cannot read {}: {} in row {} is no role", engine::quote(source),
                        engine::quote(cell), row + 1),
            fmt::format("one of {} in every row, or no column role", fmt::join(names, ", ")));
    }
}

} // namespace

std::vector<engine::UnitStaff> read_staff(const std::string& path) {
    const CsvRows rows = read_csv(path);
    const std::size_t unit = one_of(rows, {"unit_code", "community_code", "unit", "code"}, path);
    const std::size_t number = one_of(rows, {"staff", "people", "number"}, path);
    const auto& names = rows.front();
    const auto role =
        static_cast<std::size_t>(std::find(names.begin(), names.end(), "role") - names.begin());
    const bool has_role = role < names.size();
    std::vector<engine::UnitStaff> staff;
    if (rows.size() < 2) {
        throw engine::Error(engine::ErrorCode::input,
                            fmt::format("{} lists nobody", engine::quote(path)),
                            "a row for every unit");
    }
    std::map<std::pair<std::string, std::string>, std::size_t> row_of;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const std::int64_t people = count_of(rows[i][number], i, path);
        const std::string& code = rows[i][unit];
        if (has_role) {
            check_role(rows[i][role], i, path);
        }
        const auto [first, is_new] =
            row_of.emplace(std::pair(code, has_role ? rows[i][role] : ""), i);
        if (has_role && !is_new) {
            throw engine::Error(
                engine::ErrorCode::input,
                fmt::format("cannot read {}: row {} lists {} of unit {}, as row {} does",
                            engine::quote(path), i + 1, engine::quote(rows[i][role]),
                            engine::quote(code), first->second + 1),
                "one row for every unit and role");
        }
        const auto same = std::find_if(staff.begin(), staff.end(),
                                       [&](const auto& row) { return row.unit_code == code; });
        if (has_role && rows[i][role] == "chief") {
            continue;
        }
        if (has_role && same != staff.end()) {
            same->people += people;
        } else {
            staff.push_back({code, people});
        }
    }
    return staff;
}

std::vector<std::string> read_retired_codes(const std::string& path) {
    const CsvRows rows = read_csv(path);
    const std::size_t code = csv_column(rows, "code", path);
    std::vector<std::string> codes;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        codes.push_back(rows[i][code]);
    }
    return codes;
}

} // namespace evengrid::io
