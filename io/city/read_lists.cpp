#include "io/city/read_lists.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace evengrid::io {

namespace {

/// The first of the columns that there is; an error names the first.
std::size_t one_of(const CsvRows& rows, const std::vector<std::string>& names,
                   const std::string& source) {
    for (const std::string& name : names) {
        if (!rows.empty() &&
            std::find(rows.front().begin(), rows.front().end(), name) != rows.front().end()) {
            return csv_column(rows, name, source);
        }
    }
    return csv_column(rows, names.front(), source);
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
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const std::int64_t people = count_of(rows[i][number], i, path);
        const std::string& code = rows[i][unit];
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
