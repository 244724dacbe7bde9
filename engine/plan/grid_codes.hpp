#pragma once

#include "engine/city.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evengrid::engine {

struct Grid;

/// How grids are coded and named; the templates are those of `CodeTemplate`.
struct CodeOptions {
    /// When not given, as most existing codes are made, if these are their unit's code and a
    /// number; else "{unit}-{seq:03+}".
    std::optional<std::string> code;
    std::string name = "{unit_name} {seq}"; ///< the code instead where a unit has no name
    std::vector<std::string> retired;       ///< codes that no grid may get again
};

/// What a grid has from the existing grid that it carries on.
struct KeptCode {
    std::string code;
    std::string name; ///< empty: the code
};

/// Complains about templates that cannot be filled in for a unit, and about a code that several
/// grids of a unit or of two units would have, before the city is divided: also where all grids
/// might keep the codes of existing ones, which nobody knows yet.
/// \throws Error (usage) naming the template and the unit; (input) for a code that is listed as
///         retired and of an existing grid.
void check_codes(const City& city, const CodeOptions& options);

/// Gives every grid its code and its name.
///
/// The number in the unit counts the grids in their order, from 1, and passes over the codes that
/// are retired or kept by another grid, and over all those of existing grids.
/// \param grids ordered by unit, and in reading order within a unit
/// \param kept  size n or empty: for every grid that carries on an existing one
/// \throws Error (usage) for a template that is wrong, cannot be filled in, or gives two grids the
///         same code or one that is retired, naming them.
void give_codes(const City& city, std::vector<Grid>& grids, const CodeOptions& options,
                const std::vector<std::optional<KeptCode>>& kept = {});

} // namespace evengrid::engine
