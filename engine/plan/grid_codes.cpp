#include "engine/plan/grid_codes.hpp"

#include "engine/error.hpp"
#include "engine/plan/code_template.hpp"
#include "engine/plan/plan.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace evengrid::engine {

namespace {

/// The longest text that the table of a shapefile holds.
constexpr std::size_t longest_bytes = 254;

/// How an existing code is made from that of its unit and a number of digits, "A-07" as
/// "{unit}-{seq:02+}"; empty where it is not.
std::string template_of(const std::string& code, const std::set<std::string>& units) {
    const std::size_t first_digit = code.find_last_not_of("0123456789") + 1;
    for (std::size_t length = code.size(); length-- > 1;) {
        if (!units.contains(code.substr(0, length))) {
            continue;
        }
        const std::size_t number = std::max(length, first_digit);
        std::string between = code.substr(length, number - length);
        const bool is_plain = number < code.size() && between.find_first_of("{}") == between.npos;
        return is_plain ? fmt::format("{{unit}}{}{{seq:0{}+}}", between, code.size() - number) : "";
    }
    return "";
}

/// The template that was asked for, or else the one that most existing codes follow.
CodeTemplate code_template(const City& city, const CodeOptions& options) {
    constexpr std::string_view usual = "{unit}-{seq:03+}";
    if (options.code) {
        return CodeTemplate(*options.code);
    }
    std::set<std::string> units;
    for (const Unit& unit : city.units) {
        units.insert(unit.code);
    }
    std::map<std::string, std::size_t> followers;
    for (const ExistingGrid& grid : city.existing) {
        ++followers[template_of(grid.code, units)];
    }
    for (const auto& [text, grids] : followers) {
        if (!text.empty() && 2 * grids > city.existing.size()) {
            return CodeTemplate(text);
        }
    }
    return CodeTemplate(usual);
}

void check_length(const std::string& text, const CodeTemplate& source) {
    if (text.size() > longest_bytes) {
        throw Error(ErrorCode::usage,
                    fmt::format("the template {} makes {} of {} bytes; at most {} are allowed",
                                quote(source.text()), quote(text), text.size(), longest_bytes),
                    "a shorter template");
    }
}

[[noreturn]] void refuse(const CodeTemplate& source, const Grid& grid, const std::string& why) {
    throw Error(ErrorCode::usage,
                fmt::format("the template {} gives grid {} the code {}, {}", quote(source.text()),
                            grid.grid_id, quote(grid.code), why),
                "a template with {unit} and {seq}");
}

/// The codes that are taken from the start. One of an existing grid that nobody carries on retires
/// with it.
std::set<std::string> taken_codes(const City& city, const CodeOptions& options,
                                  const std::vector<std::optional<KeptCode>>& kept) {
    std::set<std::string> taken(options.retired.begin(), options.retired.end());
    for (const ExistingGrid& grid : city.existing) {
        taken.insert(grid.code);
    }
    for (const auto& k : kept) {
        if (k) {
            taken.insert(k->code);
        }
    }
    return taken;
}

/// Refuses a template that cannot tell the grids of a unit apart, where one may have several.
void check_number(const City& city, const CodeTemplate& code) {
    const bool one_each = std::all_of(city.units.begin(), city.units.end(),
                                      [](const Unit& unit) { return unit.grids == 1; });
    if (!code.has_seq() && !code.has_grid_id() && !one_each) {
        throw Error(ErrorCode::usage,
                    fmt::format("the template {} gives all grids of a unit the same code",
                                quote(code.text())),
                    fmt::format("{} with the number of the grid in its unit",
                                quote(code.text() + "-{seq:03+}")));
    }
}

/// Refuses a code of an existing grid that no grid may get, since one that carries it on would.
void check_retired(const City& city, const CodeOptions& options) {
    const std::set<std::string> retired(options.retired.begin(), options.retired.end());
    for (const ExistingGrid& grid : city.existing) {
        if (retired.contains(grid.code)) {
            throw Error(ErrorCode::input,
                        fmt::format("the code {} is of an existing grid (feature {}), and listed "
                                    "as retired",
                                    quote(grid.code), grid.src_fid),
                        "a list of codes that are out of use, without those of the existing plan");
        }
    }
}

} // namespace

void check_codes(const City& city, const CodeOptions& options) {
    const CodeTemplate code = code_template(city, options), name(options.name);
    check_retired(city, options);
    check_number(city, code);
    std::map<std::string, const Unit*> unit_of_code;
    std::int64_t id = 0;
    for (const Unit& unit : city.units) {
        const CodeParts first{unit.code, unit.name, 1, ++id};
        const auto [other, is_new] = unit_of_code.emplace(code(first), &unit);
        if (!is_new) {
            throw Error(ErrorCode::usage,
                        fmt::format("the template {} gives grids of the units {} and {} the same "
                                    "code {}",
                                    quote(code.text()), quote(other->second->code),
                                    quote(unit.code), quote(other->first)),
                        fmt::format("{} with the code of the unit", quote("{unit}" + code.text())));
        }
        if (!unit.name.empty()) {
            name(first);
        }
    }
}

void give_codes(const City& city, std::vector<Grid>& grids, const CodeOptions& options,
                const std::vector<std::optional<KeptCode>>& kept) {
    const CodeTemplate code = code_template(city, options), name(options.name);
    const std::set<std::string> taken = taken_codes(city, options, kept);
    std::map<std::string, std::int64_t> grid_of_code;
    CodeParts parts;
    for (std::size_t i = 0; i < grids.size(); ++i) {
        Grid& grid = grids[i];
        const Unit& unit = city.units[index(grid.unit)];
        if (i == 0 || grids[i - 1].unit != grid.unit) {
            parts = {unit.code, unit.name};
        }
        parts.grid_id = grid.grid_id;
        if (i < kept.size() && kept[i]) {
            grid.code = kept[i]->code;
            grid.name = kept[i]->name.empty() ? grid.code : kept[i]->name;
        } else {
            do {
                ++parts.seq;
                grid.code = code(parts);
            } while (code.has_seq() && taken.contains(grid.code));
            if (taken.contains(grid.code)) {
                refuse(code, grid, "which is retired or kept by another grid");
            }
            grid.name = unit.name.empty() ? grid.code : name(parts);
        }
        check_length(grid.code, code);
        check_length(grid.name, name);
        const auto [other, is_new] = grid_of_code.emplace(grid.code, grid.grid_id);
        if (!is_new) {
            refuse(code, grid, fmt::format("which is that of grid {} as well", other->second));
        }
    }
}

} // namespace evengrid::engine
