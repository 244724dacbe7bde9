#include "engine/blocks/fit_units.hpp"

#include "engine/error.hpp"
#include "engine/geometry/fine_grid.hpp"
#include "engine/geometry/geos.hpp"
#include "engine/geometry/shared_borders.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace evengrid::engine {

namespace {

/// A face between the borders of all units.
struct Piece {
    MultiPolygon ground;
    std::vector<std::uint32_t> claims; ///< units that cover it
    std::optional<std::uint32_t> owner;
};

std::vector<Line> rings_of(const std::vector<Unit>& units) {
    std::vector<Line> rings;
    for (const auto& unit : units) {
        for (const auto& polygon : unit.ground) {
            rings.push_back(polygon.shell);
            rings.insert(rings.end(), polygon.holes.begin(), polygon.holes.end());
        }
    }
    return rings;
}

std::vector<Piece> pieces_between(const std::vector<Line>& borders,
                                  const std::vector<Unit>& units) {
    std::vector<MultiPolygon> grounds;
    for (const auto& unit : units) {
        grounds.push_back(unit.ground);
    }
    const GroundFinder finder(grounds);
    std::vector<Piece> pieces;
    for (auto& face : faces(borders)) {
        Piece piece{{std::move(face)}, {}, std::nullopt};
        piece.claims = finder.at(point_inside(piece.ground));
        if (piece.claims.size() == 1) {
            piece.owner = piece.claims[0];
        }
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

/// The unit that shares the longest border with a piece, out of those that may have it.
std::optional<std::uint32_t> best_owner(const Piece& piece,
                                        const std::map<std::uint32_t, double>& border_m) {
    std::optional<std::uint32_t> best;
    double longest_m = 0;
    for (const auto& [unit, length_m] : border_m) {
        const bool allowed =
            piece.claims.empty() ||
            std::find(piece.claims.begin(), piece.claims.end(), unit) != piece.claims.end();
        if (allowed && length_m > longest_m) {
            best = unit;
            longest_m = length_m;
        }
    }
    return best;
}

/// Gives the pieces that have no owner yet to one. Round by round, since an owner may be found only
/// after a neighbour's.
void settle(std::vector<Piece>& pieces, const std::vector<Unit>& units, double tolerance_m,
            const Message& word) {
    std::vector<const MultiPolygon*> grounds;
    std::vector<std::uint32_t> open;
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
        grounds.push_back(&pieces[i].ground);
        if (!pieces[i].owner) {
            const auto& claims = pieces[i].claims;
            if (claims.size() > 1) {
                check_overlap(pieces[i].ground, units[claims[0]], units[claims[1]], tolerance_m,
                              word);
            }
            if (!is_wide(pieces[i].ground, tolerance_m)) {
                open.push_back(i);
            }
        }
    }
    if (open.empty()) {
        return;
    }
    std::map<std::uint32_t, std::vector<std::pair<std::uint32_t, double>>> neighbours;
    for (const auto& border : shared_borders(grounds, 0)) {
        neighbours[border.a].emplace_back(border.b, border.length_m);
        neighbours[border.b].emplace_back(border.a, border.length_m);
    }
    for (bool progress = true; progress;) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> decided;
        for (const auto i : open) {
            std::map<std::uint32_t, double> border_m;
            for (const auto& [other, length_m] : neighbours[i]) {
                if (pieces[other].owner) {
                    border_m[*pieces[other].owner] += length_m;
                }
            }
            if (const auto owner = best_owner(pieces[i], border_m)) {
                decided.emplace_back(i, *owner);
            }
        }
        for (const auto& [i, owner] : decided) {
            pieces[i].owner = owner;
        }
        std::erase_if(open, [&](std::uint32_t i) { return pieces[i].owner.has_value(); });
        progress = !decided.empty();
    }
    for (const auto i : open) { // covered twice as a whole: no neighbour can tell
        if (!pieces[i].claims.empty()) {
            pieces[i].owner = pieces[i].claims[0];
        }
    }
}

std::vector<BoundaryChange> changes(const std::vector<Piece>& pieces, std::size_t unit_count) {
    std::vector<BoundaryChange> of_unit(unit_count);
    for (const auto& piece : pieces) {
        bool owner_claimed = !piece.owner;
        for (const auto unit : piece.claims) {
            owner_claimed = owner_claimed || unit == *piece.owner;
            if (unit != piece.owner) {
                of_unit[unit].lost_m2 += area_m2(piece.ground);
            }
        }
        if (!owner_claimed) {
            of_unit[*piece.owner].gained_m2 += area_m2(piece.ground);
        }
    }
    return of_unit;
}

} // namespace

void check_overlap(const MultiPolygon& both, const Unit& a, const Unit& b, double tolerance_m,
                   const Message& word) {
    for (const Polygon& part : both) {
        const double wide_m = width_m(area_m2({part}), perimeter_m({part}));
        if (wide_m <= tolerance_m) {
            continue;
        }
        const Point place = point_inside({part});
        throw Error(
            ErrorCode::input,
            fmt::format("{}s {} (feature {}) and {} (feature {}) overlap by {:.1f} m2, {:.2f} m "
                        "wide, at {:.1f}, {:.1f}; overlaps up to {} m wide are repaired",
                        word.english, quote(a.code), a.src_fid, quote(b.code), b.src_fid,
                        area_m2({part}), wide_m, place.x_m, place.y_m, tolerance_m),
            "correct the boundaries, or allow more with --boundary-tolerance");
    }
}

std::optional<Finding> boundary_repaired(const BoundaryChange& change, const Unit& unit,
                                         const MultiPolygon& fitted, const Message& word) {
    // Coming to lie on the fine grid is no repair.
    const double smallest_change_m2 = 0.1 + perimeter_m(unit.ground) * fine_grid_m;
    if (change.gained_m2 + change.lost_m2 < smallest_change_m2) {
        return std::nullopt;
    }
    const double before_m2 = area_m2(unit.ground);
    Finding finding{
        "boundary repaired",
        Severity::warning,
        say("{} {} overlapped its neighbours or left gaps: {:.1f} m2 went to them and "
            "{:.1f} m2 came to it; its area was {:.1f} m2 and is now {:.1f} m2",
            "{} {} 与相邻者重叠或留有缝隙：划出 {:.1f} m²，划入 {:.1f} m²；面积原为 {:.1f} "
            "m²，现为 {:.1f} m²",
            word, quote(unit.code), change.lost_m2, change.gained_m2, before_m2, area_m2(fitted)),
        unit.source,
        unit.src_fid,
        unit.code,
        std::nullopt,
        std::nullopt};
    if (!fitted.empty()) {
        finding.place = point_inside(fitted);
    }
    return finding;
}

FittedUnits fit_units(const std::vector<Unit>& units, double tolerance_m, const Message& word) {
    FittedUnits fitted;
    fitted.borders = node(rings_of(units));
    auto pieces = pieces_between(fitted.borders, units);
    settle(pieces, units, tolerance_m, word);
    std::vector<std::vector<const MultiPolygon*>> of_unit(units.size());
    for (const auto& piece : pieces) {
        if (piece.owner) {
            of_unit[*piece.owner].push_back(&piece.ground);
        }
    }
    const auto changed = changes(pieces, units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        fitted.grounds.push_back(of_unit[i].size() == 1 ? *of_unit[i][0] : dissolve(of_unit[i]));
        if (auto finding = boundary_repaired(changed[i], units[i], fitted.grounds[i], word)) {
            fitted.findings.push_back(std::move(*finding));
        }
    }
    return fitted;
}

GroundFinder::GroundFinder(const std::vector<MultiPolygon>& grounds) : m_grounds(grounds) {
    std::vector<Box> boxes;
    for (const auto& ground : grounds) {
        boxes.push_back(box(ground));
    }
    m_index = BoxIndex(boxes);
}

std::vector<std::uint32_t> GroundFinder::at(Point place) const {
    auto found = m_index.meeting(box({place}));
    std::erase_if(found, [&](std::uint32_t i) { return !contains(m_grounds[i], place); });
    return found;
}

} // namespace evengrid::engine
