#include "io/qgis/styles.hpp"

#include "io/plan/kinds.hpp"
#include "io/qgis/organisation_styles.hpp"

#include <fmt/format.h>

namespace evengrid::io {

namespace {

using qml::Field;
using qml::fill;
using qml::line;
using qml::marker;
using qml::Meaning;

const Field grid_field{"grid_id", {"Grid", "网格编号"}};
const Field unit_field{"unit_code", {"Unit code", "社区代码"}};
const Field people_field{"population", {"People", "人口"}};
const Field counted_field{"people", {"People counted", "计入人口"}};

/// Number in the unit and people in two lines, as all maps of a plan have them; the whole code from
/// close up. From afar only grids out of bounds have one.
std::string grid_labels() {
    const std::string text = fmt::format(
        R"(if(@map_scale < 5000, "code", {}) || '\n' || format_number("population", 0))",
        qml::code_after("unit_code"));
    return qml::labels(
        {text, 8, false, "33,37,41,255", R"(@map_scale < 30000 or not "in_bounds")"});
}

/// What shows while the pointer rests on a feature: its name in bold, and the fields below each
/// other.
std::string tip(Wording wording, std::string_view name, const std::vector<Field>& fields) {
    std::string html = "<b>" + qml::html_of_field(name) + "</b>";
    for (const Field& field : fields) {
        html +=
            fmt::format("<br>{}: {}", told(wording, field.alias), qml::html_of_field(field.name));
    }
    return qml::map_tip(fmt::format(R"("{}")", name), html);
}

std::vector<Meaning> meanings(std::initializer_list<std::span<const Kind>> kinds) {
    std::vector<Meaning> all;
    for (const auto& some : kinds) {
        for (const Kind& kind : some) {
            all.push_back({kind.name, {kind.name, kind.chinese}});
        }
    }
    return all;
}

LayerStyle grids(Wording wording) {
    const auto ground = [](std::string_view name, std::string_view colour) {
        return fill(name, colour, "90,90,90,255", "0.3", "solid", R"(sqrt("area_m2"))");
    };
    const std::string drawn =
        qml::rules(wording, {{R"(not "in_bounds" and "deviation" < -0.75)",
                              {"far below the minimum", "远低于下限"},
                              ground("0", "43,108,176,255")},
                             {R"(not "in_bounds" and "deviation" >= -0.75 and "deviation" < 0)",
                              {"below the minimum", "低于下限"},
                              ground("1", "141,184,223,255")},
                             {R"("in_bounds" and "deviation" < -0.15)",
                              {"in bounds, smaller than the target", "达标偏少"},
                              ground("2", "228,236,243,255")},
                             {R"("in_bounds" and abs(coalesce("deviation", 0)) <= 0.15)",
                              {"in bounds, near the target", "达标"},
                              ground("3", "244,244,238,255")},
                             {R"("in_bounds" and "deviation" > 0.15)",
                              {"in bounds, larger than the target", "达标偏多"},
                              ground("4", "248,236,219,255")},
                             {R"(not "in_bounds" and "deviation" >= 0 and "deviation" <= 1)",
                              {"above the maximum", "超过上限"},
                              ground("5", "240,169,91,255")},
                             {R"(not "in_bounds" and "deviation" > 1)",
                              {"far above the maximum", "远超上限"},
                              ground("6", "196,86,15,255")},
                             {"$id = @atlas_featureid", // nothing, but on the sheets of an atlas
                              {"grid of this sheet", "本页网格"},
                              fill("7", "255,255,255,0", "216,27,96,255", "1.6", "no"),
                              0,
                              true}});
    const std::string fields = qml::fields(
        wording,
        {grid_field,
         {"code", {"Code", "网格代码"}},
         {"name", {"Name", "网格名称"}},
         unit_field,
         {"unit_name", {"Unit", "社区"}},
         people_field,
         {"target", {"Target", "目标人口"}},
         {"deviation", {"Deviation from target", "偏差"}},
         {"in_bounds",
          {"Within bounds", "是否达标"},
          {{"true", {"yes", "是"}}, {"false", {"no", "否"}}}},
         {"reason", {"Reason", "原因"}, meanings({reasons()})},
         {"households", {"Households", "户数"}},
         {"buildings", {"Buildings", "建筑数"}},
         {"blocks", {"Blocks", "街区数"}},
         {"area_m2", {"Area (m²)", "面积"}},
         {"perim_m", {"Perimeter (m)", "周长"}},
         {"compact", {"Compactness", "紧凑度"}},
         {"pop_low", {"People, at least", "人口下限"}},
         {"pop_high", {"People, at most", "人口上限"}},
         {"at_risk", {"At risk", "有风险"}, {{"true", {"yes", "是"}}, {"false", {"no", "否"}}}},
         {"kind", {"Kind", "类别"}},
         {"area", {"Area of its own", "专属区域"}},
         {"pop_min", {"Minimum", "下限"}},
         {"pop_max", {"Maximum", "上限"}}});
    const std::string hovered = qml::map_tip(
        R"("code")", fmt::format("<b>{}</b> {}<br>{}: {} / {}<br>{}", qml::html_of_field("code"),
                                 qml::html_of_field("name"), told(wording, people_field.alias),
                                 qml::html_of_field("population"), qml::html_of_field("target"),
                                 qml::html_of_field("reason")));
    return {"grids",
            told(wording, {"Grids", "网格"}),
            "geom",
            "Grids by deviation from the target",
            R"( labelsEnabled="1")",
            drawn + grid_labels() + fields + hovered};
}

LayerStyle blocks(Wording wording) {
    return {"blocks",
            told(wording, {"Blocks", "街区"}),
            "geom",
            "Blocks, thin",
            qml::from_scale(40'000),
            qml::rules(wording, {{"",
                                  {"block", "街区"},
                                  fill("0", "255,255,255,0", "150,150,150,255", "0.1", "no")}}) +
                qml::fields(wording, {{"block_id", {"Block", "街区编号"}},
                                      grid_field,
                                      unit_field,
                                      {"kind",
                                       {"Kind", "类型"},
                                       {{"street", {"between streets", "街道围合"}},
                                        {"given", {"given", "已有街区"}},
                                        {"tessellation", {"around a building", "建筑周边"}},
                                        {"cell", {"piece of a large block", "大街区分块"}},
                                        {"water", {"water", "水域"}}}},
                                      people_field,
                                      {"buildings", {"Buildings", "建筑数"}},
                                      {"area_m2", {"Area (m²)", "面积"}},
                                      {"src_fid", {"Feature of the source", "源要素"}}}) +
                tip(wording, "block_id", {grid_field, people_field})};
}

LayerStyle buildings(Wording wording) {
    // Hues a golden angle apart: grids that are neighbours, whose numbers are near, look unlike.
    const std::string of_grid =
        qml::symbol("0", "fill", "SimpleFill",
                    {{"color", "170,170,170,255"},
                     {"style", "solid"},
                     {"outline_color", "90,90,90,120"},
                     {"outline_style", "solid"},
                     {"outline_width", "0.06"},
                     {"outline_width_unit", "MM"}},
                    {{"fillColor", R"(color_hsl(("grid_id" * 137) % 360, 40, 66))"}});
    return {
        "buildings",
        told(wording, {"Buildings", "建筑"}),
        "geom",
        "Buildings by grid",
        qml::from_scale(30'000),
        qml::rules(wording,
                   {{R"("grid_id" is not null)", {"building, by grid", "建筑（按网格）"}, of_grid},
                    {R"("grid_id" is null)",
                     {"building in no grid", "未分配建筑"},
                     fill("1", "255,255,255,255", "178,24,43,255", "0.3")}}) +
            qml::fields(wording, {{"src_fid", {"Feature of the source", "源要素"}},
                                  {"block_id", {"Block", "街区编号"}},
                                  grid_field,
                                  counted_field}) +
            tip(wording, "src_fid", {grid_field, counted_field})};
}

LayerStyle borders(Wording wording) {
    const std::vector<Meaning> alongs{
        {"unit", {"unit border", "社区边界"}}, {"road", {"along a road", "沿道路"}},
        {"water", {"along water", "沿水系"}},  {"rail", {"along a railway", "沿铁路"}},
        {"wall", {"along a wall", "沿围墙"}},  {"none", {"along nothing", "无依托"}}};
    constexpr int closer = 100'000; // from afar only those of units
    const std::string drawn = qml::rules(
        wording,
        {{R"("along" = 'unit')", alongs[0].phrase,
          line("0", "20,20,20,255", "0.7", "solid", R"(4 * "length_m")")},
         {R"("along" = 'road')", alongs[1].phrase, line("1", "110,110,110,255", "0.5"), closer},
         {R"("along" = 'water')", alongs[2].phrase, line("2", "44,123,182,255", "0.5"), closer},
         {R"("along" = 'rail')", alongs[3].phrase, line("3", "120,81,45,255", "0.5", "dash"),
          closer},
         {R"("along" = 'wall')", alongs[4].phrase, line("4", "150,120,60,255", "0.5", "dot"),
          closer},
         {R"("along" = 'none')", alongs[5].phrase, line("5", "186,104,150,255", "0.4"), closer}});
    return {"borders",
            told(wording, {"Borders", "网格边界"}),
            "geom",
            "Borders by what they run along, unit borders bold",
            "",
            drawn +
                qml::fields(wording, {{"grid_a", {"Grid", "网格一"}},
                                      {"grid_b", {"Neighbour", "网格二"}},
                                      {"length_m", {"Length (m)", "长度"}},
                                      {"along", {"Along", "沿"}, alongs},
                                      {"name", {"Name of what it follows", "所沿名称"}}}) +
                qml::map_tip(R"("along")", "<b>[% represent_value(\"along\") %]</b> " +
                                               qml::html_of_field("name") +
                                               "<br>[% round(\"length_m\") %] m")};
}

/// The sentence of a finding, in the languages of the wording.
std::string messages(Wording wording) {
    const std::string english = qml::html_of_field("message");
    const std::string chinese = qml::html_of_field("message_zh");
    return wording == Wording::english   ? english
           : wording == Wording::chinese ? chinese
                                         : english + "<br>" + chinese;
}

LayerStyle findings(Wording wording) {
    const std::vector<Meaning> severities{
        {"note", {"note", "提示"}}, {"warning", {"warning", "警告"}}, {"error", {"error", "错误"}}};
    constexpr int closer = 10'000; // what is not wrong may be found on every building of a town
    const std::string drawn = qml::rules(
        wording,
        {{R"("severity" = 'note')", severities[0].phrase,
          marker("0", "circle", "120,120,120,255", "1.8"), closer},
         {R"("severity" = 'warning')", severities[1].phrase,
          marker("1", "diamond", "230,159,0,255", "2.6"), closer},
         {R"("severity" = 'error')", severities[2].phrase,
          marker("2", "triangle", "178,24,43,255", "3.2", "if(@map_scale > 25000, 1.8, 3.2)")}});
    return {"findings",
            told(wording, {"Findings", "发现的问题"}),
            "geom",
            "Findings by severity",
            "",
            drawn +
                qml::fields(wording,
                            {{"kind", {"Kind", "类型"}, meanings({reasons(), finding_kinds()})},
                             {"severity", {"Severity", "程度"}, severities},
                             {"message", {"Message", "英文说明"}},
                             {"message_zh", {"Message in Chinese", "说明"}},
                             {"source", {"Source", "来源"}},
                             {"src_fid", {"Feature of the source", "源要素"}},
                             unit_field,
                             grid_field}) +
                qml::map_tip(R"("kind")",
                             "<b>[% represent_value(\"kind\") %]</b><br>" + messages(wording))};
}

/// The plan in force before, dashed over the new one.
LayerStyle existing(Wording wording) {
    const Field fate{"fate",
                     {"What becomes of it", "去向"},
                     {{"kept", {"kept", "保留"}},
                      {"renamed", {"renamed", "更名"}},
                      {"grown", {"grown", "扩大"}},
                      {"trimmed", {"trimmed", "缩小"}},
                      {"merged", {"merged", "并入"}},
                      {"split", {"split", "拆分"}},
                      {"left out", {"left out", "不在方案内"}}}};
    const Field carried_on{"grid_id", {"Grid that carries it on", "承接网格"}};
    const Field moved{"moved", {"People who leave it", "转出人口"}};
    return {"existing",
            told(wording, {"Existing grids", "现行网格"}),
            "geom",
            "Existing grids, dashed",
            qml::from_scale(30'000),
            qml::rules(wording, {{"",
                                  {"existing grid", "现行网格"},
                                  // Inside the grid: two dashed lines on each other would be solid.
                                  qml::symbol("0", "fill", "SimpleLine",
                                              {{"line_color", "142,36,170,255"},
                                               {"line_style", "dash"},
                                               {"line_width", "0.3"},
                                               {"line_width_unit", "MM"},
                                               {"offset", "0.3"},
                                               {"offset_unit", "MM"},
                                               {"joinstyle", "bevel"}})}}) +
                qml::fields(wording, {{"code", {"Code", "网格代码"}},
                                      {"name", {"Name", "网格名称"}},
                                      people_field,
                                      fate,
                                      carried_on,
                                      moved,
                                      {"locked",
                                       {"Must not change", "锁定"},
                                       {{"true", {"yes", "是"}}, {"false", {"no", "否"}}}}}) +
                tip(wording, "code", {people_field, fate, carried_on, moved})};
}

} // namespace

std::vector<LayerStyle> plan_styles(Wording wording) {
    std::vector<LayerStyle> styles{grids(wording), blocks(wording), buildings(wording),
                                   borders(wording), existing(wording)};
    for (LayerStyle& style : organisation_styles(wording)) {
        styles.push_back(std::move(style));
    }
    styles.push_back(findings(wording));
    styles.push_back(
        {"summary", told(wording, {"Summary", "摘要"}), "", "Summary", "",
         qml::fields(wording, {{"key", {"What", "项目"}}, {"value", {"Value", "值"}}})});
    return styles;
}

std::string qml_document(const LayerStyle& style) {
    return fmt::format(
        R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|Forms|MapTips|Rendering|AttributeTable"{}>{}</qgis>)",
        style.attributes, style.elements);
}

} // namespace evengrid::io
