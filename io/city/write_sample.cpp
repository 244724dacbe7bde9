#include "io/city/write_sample.hpp"

#include "engine/error.hpp"
#include "engine/geometry/crs.hpp"
#include "engine/quote.hpp"
#include "io/files/aside.hpp"
#include "io/files/vector_target.hpp"
#include "io/files/write_file.hpp"

#include <fmt/format.h>

namespace evengrid::io {

namespace {

using engine::SampleCity;

constexpr auto integer = WrittenType::integer;
constexpr auto real = WrittenType::real;
constexpr auto text = WrittenType::text;
constexpr auto polygon = WrittenShapeKind::polygon;
constexpr auto line = WrittenShapeKind::line;

engine::MultiPolygon one(const engine::Polygon& ground) {
    return {ground};
}
std::vector<engine::Line> one(const engine::Line& drawn) {
    return {drawn};
}

void write_communities(VectorTarget& target, const SampleCity& city) {
    target.begin_layer("communities", polygon, false,
                       {{"CODE", text},
                        {"NAME", text},
                        {"NAME_EN", text},
                        {"SUBDIST", text},
                        {"SUBDIST_EN", text},
                        {"HOUSEHOLDS", integer},
                        {"POP", integer}});
    for (const auto& c : city.communities) {
        target.add({c.code, c.name.chinese, c.name.english, c.subdistrict.chinese,
                    c.subdistrict.english, c.households, c.people},
                   one(c.ground));
    }
}

void write_roads(VectorTarget& target, const SampleCity& city) {
    target.begin_layer("roads", line, false,
                       {{"NAME", text},
                        {"NAME_EN", text},
                        {"CLASS", text},
                        {"WIDTH_M", real},
                        {"ONEWAY", text},
                        {"BRIDGE", text}});
    const auto yes_no = [](bool is_so) { return std::string(is_so ? "yes" : "no"); };
    for (const auto& r : city.roads) {
        target.add({r.name.chinese, r.name.english, std::string(word(r.road_class)), r.width_m,
                    yes_no(r.one_way), yes_no(r.bridge)},
                   one(r.line));
    }
}

void write_lines(VectorTarget& target, const char* layer,
                 const std::vector<engine::SampleLine>& lines) {
    if (lines.empty()) {
        return;
    }
    target.begin_layer(layer, line, false, {{"NAME", text}, {"NAME_EN", text}, {"WIDTH_M", real}});
    for (const auto& l : lines) {
        target.add({l.name.chinese, l.name.english, l.width_m}, one(l.line));
    }
}

void write_water(VectorTarget& target, const SampleCity& city) {
    if (city.water.empty()) {
        return;
    }
    target.begin_layer("water", polygon, false,
                       {{"NAME", text}, {"NAME_EN", text}, {"KIND", text}});
    for (const auto& w : city.water) {
        target.add({w.name.chinese, w.name.english, w.kind}, one(w.ground));
    }
}

void write_buildings(VectorTarget& target, const SampleCity& city) {
    target.begin_layer("buildings", polygon, false,
                       {{"BLD_ID", integer},
                        {"USE", text},
                        {"COMPOUND", text},
                        {"COMP_EN", text},
                        {"FLOORS", integer},
                        {"HEIGHT_M", real},
                        {"HOUSEHOLDS", integer},
                        {"POP", integer}});
    std::int64_t id = 0;
    for (const auto& b : city.buildings) {
        target.add({++id, b.use, b.compound.chinese, b.compound.english, std::int64_t{b.floors},
                    b.height_m, b.households, b.people},
                   one(b.footprint));
    }
}

void write_existing_grids(VectorTarget& target, const SampleCity& city) {
    target.begin_layer("existing_grids", polygon, false,
                       {{"GRID_CODE", text}, {"COMM_CODE", text}, {"POP", integer}});
    for (const auto& g : city.existing_grids) {
        target.add({g.code, city.communities[g.community].code, g.people}, one(g.ground));
    }
}

void write_service_points(VectorTarget& target, const SampleCity& city) {
    target.begin_layer("service_points", WrittenShapeKind::point, false,
                       {{"PT_ID", integer},
                        {"KIND", text},
                        {"NAME", text},
                        {"NAME_EN", text},
                        {"CAPACITY", integer},
                        {"COMM_CODE", text}});
    std::int64_t id = 0;
    for (const auto& p : city.service_points) {
        target.add({++id, p.kind, p.name.chinese, p.name.english, p.capacity,
                    city.communities[p.community].code},
                   p.place);
    }
}

void write_staff(const std::filesystem::path& path, const SampleCity& city) {
    std::string table = "community_code,role,people\n";
    for (const auto& s : city.staff) {
        const std::string& code = city.communities[s.community].code;
        table += fmt::format("{0},chief,{1}\n{0},leader,{2}\n{0},staff,{3}\n", code, s.chiefs,
                             s.leaders, s.staff);
    }
    write_file(path, table);
}

} // namespace

void write_sample(const SampleCity& city, const std::string& folder, const std::string& encoding) {
    Aside aside(folder, true, false);
    VectorTarget target(aside.path(), PlanFormat::shapefile, engine::read_crs("EPSG:4547"),
                        encoding);
    write_communities(target, city);
    write_roads(target, city);
    write_lines(target, "rivers", city.rivers);
    write_lines(target, "railways", city.railways);
    write_water(target, city);
    write_buildings(target, city);
    write_existing_grids(target, city);
    write_service_points(target, city);
    write_staff(aside.path() / "staff.csv", city);
    target.finish();
    aside.put_in_place();
}

} // namespace evengrid::io
