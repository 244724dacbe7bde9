#include "io/qgis/styles.hpp"

#include "io/escaped_xml.hpp"

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

/// Number and people in two lines, haloed; the code instead of the number from close up. Left out
/// where they would not fit into the grid.
constexpr std::string_view grid_labels =
    R"(<labeling type="simple"><settings calloutType="simple"><text-style fieldName="if(@map_scale &lt; 7000, &quot;code&quot;, &quot;grid_id&quot;) || '\n' || &quot;population&quot;" isExpression="1" fontFamily="Sans Serif" fontSize="8" fontSizeUnit="Point" fontWeight="50" textColor="33,37,41,255" textOpacity="1" multilineHeight="0.9"><text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferNoFill="1" bufferJoinStyle="128"/></text-style><text-format multilineAlign="1"/><placement placement="1" centroidWhole="1" centroidInside="1" fitInPolygonOnly="1" polygonPlacementFlags="2" priority="5"/><rendering drawLabels="1" obstacle="0" fontLimitPixelSize="0" displayAll="0" upsidedownLabels="0"/></settings></labeling>)";

/// Shows a layer from a scale on, closer up.
std::string from_scale(int denominator) {
    return fmt::format(R"( hasScaleBasedVisibilityFlag="1" minScale="{}" maxScale="0")",
                       denominator);
}

/// What shows while the pointer rests on a feature, and what the feature is called in lists.
std::string map_tip(std::string_view name_expression, const std::string& html) {
    return fmt::format("<mapTip>{}</mapTip><previewExpression>{}</previewExpression>",
                       escaped_xml(html), escaped_xml(name_expression));
}

LayerStyle grids(Wording wording) {
    constexpr std::string_view outline = "90,90,90,255";
    constexpr std::string_view width_mm = "0.3";
    const std::string drawn =
        qml::rules(wording, {{R"("in_bounds" and "deviation" < -0.15)",
                              {"in bounds, smaller than the target", "达标偏少"},
                              fill("0", "238,243,247,255", outline, width_mm)},
                             {R"("in_bounds" and "deviation" >= -0.15 and "deviation" <= 0.15)",
                              {"in bounds, near the target", "达标"},
                              fill("1", "250,250,248,255", outline, width_mm)},
                             {R"("in_bounds" and "deviation" > 0.15)",
                              {"in bounds, larger than the target", "达标偏多"},
                              fill("2", "249,241,234,255", outline, width_mm)},
                             {R"(not "in_bounds" and "deviation" < -0.75)",
                              {"far below the minimum", "远低于下限"},
                              fill("3", "33,102,172,255", outline, width_mm)},
                             {R"(not "in_bounds" and "deviation" >= -0.75 and "deviation" < 0)",
                              {"below the minimum", "低于下限"},
                              fill("4", "103,169,207,255", outline, width_mm)},
                             {R"(not "in_bounds" and "deviation" >= 0 and "deviation" <= 1)",
                              {"above the maximum", "超过上限"},
                              fill("5", "239,138,98,255", outline, width_mm)},
                             {R"(not "in_bounds" and "deviation" > 1)",
                              {"far above the maximum", "远超上限"},
                              fill("6", "178,24,43,255", outline, width_mm)},
                             {"$id = @atlas_featureid", // nothing, but on the sheets of an atlas
                              {"grid of this sheet", "本页网格"},
                              fill("7", "255,255,255,0", "255,127,0,255", "1.6", "no")}});
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
         {"reason",
          {"Reason", "原因"},
          {{"block above maximum", {"block above maximum", "单个街区超过上限"}},
           {"unit below minimum", {"unit below minimum", "整个社区低于下限"}},
           {"component below minimum", {"component below minimum", "孤立部分低于下限"}},
           {"no whole number of grids", {"no whole number of grids", "人口无法均分为整数个网格"}},
           {"locked", {"locked", "锁定的现行网格"}},
           {"exclusive", {"exclusive", "专属区域，超出其类别的范围"}},
           {"bottleneck", {"bottleneck", "街区连接受限"}}}},
         {"households", {"Households", "户数"}},
         {"buildings", {"Buildings", "建筑数"}},
         {"blocks", {"Blocks", "街区数"}},
         {"area_m2", {"Area (m²)", "面积"}},
         {"perim_m", {"Perimeter (m)", "周长"}},
         {"compact", {"Compactness", "紧凑度"}},
         {"pop_low", {"People, at least", "人口下限"}},
         {"pop_high", {"People, at most", "人口上限"}},
         {"at_risk", {"At risk", "有风险"}, {{"true", {"yes", "是"}}, {"false", {"no", "否"}}}}});
    const std::string tip = map_tip(
        R"("code")", fmt::format("<b>{}</b> {}<br>{}: {} / {}<br>{}", qml::html_of_field("code"),
                                 qml::html_of_field("name"), told(wording, people_field.alias),
                                 qml::html_of_field("population"), qml::html_of_field("target"),
                                 qml::html_of_field("reason")));
    return {"grids",
            told(wording, {"Grids", "网格"}),
            "geom",
            "Grids by deviation from the target",
            R"( labelsEnabled="1")",
            drawn + std::string(grid_labels) + fields + tip};
}

LayerStyle blocks(Wording wording) {
    return {"blocks",
            told(wording, {"Blocks", "街区"}),
            "geom",
            "Blocks, thin",
            from_scale(40'000),
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
                                      {"area_m2", {"Area (m²)", "面积"}}})};
}

LayerStyle buildings(Wording wording) {
    // Hues a golden angle apart: grids that are neighbours, whose numbers are near, look unlike.
    const std::string of_grid = qml::symbol("0", "fill", "SimpleFill",
                                            {{"color", "170,170,170,255"},
                                             {"style", "solid"},
                                             {"outline_color", "90,90,90,120"},
                                             {"outline_style", "solid"},
                                             {"outline_width", "0.06"},
                                             {"outline_width_unit", "MM"}},
                                            R"(color_hsl(("grid_id" * 137) % 360, 40, 66))");
    return {
        "buildings",
        told(wording, {"Buildings", "建筑"}),
        "geom",
        "Buildings by grid",
        from_scale(30'000),
        qml::rules(wording,
                   {{R"("grid_id" is not null)", {"building, by grid", "建筑（按网格）"}, of_grid},
                    {R"("grid_id" is null)",
                     {"building in no grid", "未分配建筑"},
                     fill("1", "255,255,255,255", "178,24,43,255", "0.3")}}) +
            qml::fields(wording, {{"src_fid", {"Feature of the source", "源要素"}},
                                  {"block_id", {"Block", "街区编号"}},
                                  grid_field,
                                  {"people", {"People counted", "计入人口"}}})};
}

LayerStyle borders(Wording wording) {
    const std::vector<Meaning> alongs{
        {"unit", {"unit border", "社区边界"}}, {"road", {"along a road", "沿道路"}},
        {"water", {"along water", "沿水系"}},  {"rail", {"along a railway", "沿铁路"}},
        {"wall", {"along a wall", "沿围墙"}},  {"none", {"along nothing", "无依托"}}};
    const std::string drawn = qml::rules(
        wording,
        {{R"("along" = 'unit')", alongs[0].phrase, line("0", "20,20,20,255", "0.9")},
         {R"("along" = 'road')", alongs[1].phrase, line("1", "110,110,110,255", "0.5")},
         {R"("along" = 'water')", alongs[2].phrase, line("2", "44,123,182,255", "0.5")},
         {R"("along" = 'rail')", alongs[3].phrase, line("3", "120,81,45,255", "0.5", "dash")},
         {R"("along" = 'wall')", alongs[4].phrase, line("4", "150,120,60,255", "0.5", "dot")},
         {R"("along" = 'none')", alongs[5].phrase, line("5", "208,28,139,255", "0.5")}});
    return {"borders",
            told(wording, {"Borders", "网格边界"}),
            "geom",
            "Borders by what they run along, unit borders bold",
            "",
            drawn + qml::fields(wording, {{"grid_a", {"Grid", "网格一"}},
                                          {"grid_b", {"Neighbour", "网格二"}},
                                          {"length_m", {"Length (m)", "长度"}},
                                          {"along", {"Along", "沿"}, alongs},
                                          {"name", {"Name of what it follows", "所沿名称"}}})};
}

LayerStyle findings(Wording wording) {
    const std::vector<Meaning> severities{
        {"note", {"note", "提示"}}, {"warning", {"warning", "警告"}}, {"error", {"error", "错误"}}};
    constexpr int closer = 10'000; // what is not wrong may be found on every building of a town
    const std::string drawn =
        qml::rules(wording, {{R"("severity" = 'note')", severities[0].phrase,
                              marker("0", "circle", "120,120,120,255", "1.8"), closer},
                             {R"("severity" = 'warning')", severities[1].phrase,
                              marker("1", "diamond", "230,159,0,255", "2.6"), closer},
                             {R"("severity" = 'error')", severities[2].phrase,
                              marker("2", "triangle", "178,24,43,255", "3.2")}});
    return {"findings",
            told(wording, {"Findings", "发现的问题"}),
            "geom",
            "Findings by severity",
            "",
            drawn +
                qml::fields(wording, {{"kind", {"Kind", "类型"}},
                                      {"severity", {"Severity", "程度"}, severities},
                                      {"message", {"Message", "说明"}},
                                      {"source", {"Source", "来源"}},
                                      {"src_fid", {"Feature of the source", "源要素"}},
                                      unit_field,
                                      grid_field}) +
                map_tip(R"("kind")", fmt::format("<b>{}</b><br>{}", qml::html_of_field("kind"),
                                                 qml::html_of_field("message")))};
}

} // namespace

std::vector<LayerStyle> plan_styles(Wording wording) {
    return {grids(wording),
            blocks(wording),
            buildings(wording),
            borders(wording),
            findings(wording),
            {"summary", told(wording, {"Summary", "摘要"}), "", "Summary", "",
             qml::fields(wording, {{"key", {"What", "项目"}}, {"value", {"Value", "值"}}})}};
}

std::string qml_document(const LayerStyle& style) {
    return fmt::format(
        R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|Forms|MapTips|Rendering|AttributeTable"{}>{}</qgis>)",
        style.attributes, style.elements);
}

} // namespace evengrid::io
