#include "io/styles.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace evengrid::io {

namespace {

using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        switch (c) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        case '\n':
            safe += "&#10;";
            break;
        default:
            safe += c;
        }
    }
    return safe;
}

std::string option(std::string_view name, std::string_view value) {
    return fmt::format(R"(<Option type="QString" name="{}" value="{}"/>)", name, escaped(value));
}

/// A symbol of one layer.
/// \param type of symbol: "fill", "line", "marker"; \param drawn as QGIS calls its symbol layer
std::string symbol(std::size_t number, std::string_view type, std::string_view drawn,
                   const Pairs& properties, std::string_view fill_expression = {}) {
    std::string text = fmt::format(
        R"(<symbol type="{}" name="{}" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="{}" enabled="1" locked="0" pass="0"><Option type="Map">)",
        type, number, drawn);
    for (const auto& [name, value] : properties) {
        text += option(name, value);
    }
    text += "</Option>";
    if (!fill_expression.empty()) {
        text += fmt::format(
            R"(<data_defined_properties><Option type="Map">{}<Option type="Map" name="properties"><Option type="Map" name="fillColor"><Option type="bool" name="active" value="true"/>{}<Option type="int" name="type" value="3"/></Option></Option>{}</Option></data_defined_properties>)",
            option("name", ""), option("expression", fill_expression),
            option("type", "collection"));
    }
    return text + "</layer></symbol>";
}

/// A rule of a renderer: which features it draws, and what the legend calls them.
struct Rule {
    std::string_view filter; ///< QGIS expression; empty: all
    std::string_view label;
    std::string symbol; ///< as `symbol` makes it, numbered as the rule
};

std::string rules(const std::vector<Rule>& rules) {
    std::string text =
        R"(<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0"><rules key="root">)";
    std::string symbols;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        text += fmt::format(R"(<rule key="rule{0}" symbol="{0}" filter="{1}" label="{2}"/>)", i,
                            escaped(rules[i].filter), escaped(rules[i].label));
        symbols += rules[i].symbol;
    }
    return text + "</rules><symbols>" + symbols + "</symbols></renderer-v2>";
}

/// What people read instead of the names of fields.
std::string aliases(const Pairs& names) {
    std::string text = "<aliases>";
    for (const auto& [field, alias] : names) {
        text += fmt::format(R"(<alias field="{}" name="{}"/>)", field, escaped(alias));
    }
    return text + "</aliases>";
}

std::string document(std::string_view body, bool labelled = false) {
    return fmt::format(
        R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields|AttributeTable" labelsEnabled="{}">{}</qgis>)",
        labelled ? 1 : 0, body);
}

std::string fill(std::size_t number, std::string_view colour, std::string_view outline,
                 std::string_view width_mm, std::string_view style = "solid") {
    return symbol(number, "fill", "SimpleFill",
                  {{"color", colour},
                   {"style", style},
                   {"outline_color", outline},
                   {"outline_style", "solid"},
                   {"outline_width", width_mm},
                   {"outline_width_unit", "MM"},
                   {"joinstyle", "round"}});
}

std::string line(std::size_t number, std::string_view colour, std::string_view width_mm) {
    return symbol(number, "line", "SimpleLine",
                  {{"line_color", colour},
                   {"line_style", "solid"},
                   {"line_width", width_mm},
                   {"line_width_unit", "MM"},
                   {"joinstyle", "round"},
                   {"capstyle", "round"}});
}

std::string marker(std::size_t number, std::string_view shape, std::string_view colour,
                   std::string_view size_mm) {
    return symbol(number, "marker", "SimpleMarker",
                  {{"name", shape},
                   {"color", colour},
                   {"outline_color", "255,255,255,255"},
                   {"outline_width", "0.3"},
                   {"outline_style", "solid"},
                   {"size", size_mm},
                   {"size_unit", "MM"}});
}

/// Number and people in two lines, haloed; left out where they would not fit into the grid.
constexpr std::string_view grid_labels =
    R"(<labeling type="simple"><settings calloutType="simple"><text-style fieldName="&quot;grid_id&quot; || '\n' || &quot;population&quot;" isExpression="1" fontFamily="Sans Serif" fontSize="8" fontSizeUnit="Point" fontWeight="50" textColor="33,37,41,255" textOpacity="1" multilineHeight="0.9"><text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferNoFill="1" bufferJoinStyle="128"/></text-style><text-format multilineAlign="1"/><placement placement="1" centroidWhole="1" centroidInside="1" fitInPolygonOnly="1" polygonPlacementFlags="2" priority="5"/><rendering drawLabels="1" obstacle="0" fontLimitPixelSize="0" displayAll="0" upsidedownLabels="0"/></settings></labeling>)";

constexpr std::string_view grid_outline = "90,90,90,255";

std::string grids_qml() {
    const std::string drawn = rules({
        {R"("in_bounds" and "deviation" < -0.15)", "in bounds, smaller than the target 达标偏少",
         fill(0, "238,243,247,255", grid_outline, "0.3")},
        {R"("in_bounds" and "deviation" >= -0.15 and "deviation" <= 0.15)",
         "in bounds, near the target 达标", fill(1, "250,250,248,255", grid_outline, "0.3")},
        {R"("in_bounds" and "deviation" > 0.15)", "in bounds, larger than the target 达标偏多",
         fill(2, "249,241,234,255", grid_outline, "0.3")},
        {R"(not "in_bounds" and "deviation" < -0.75)", "far below the minimum 远低于下限",
         fill(3, "33,102,172,255", grid_outline, "0.3")},
        {R"(not "in_bounds" and "deviation" >= -0.75 and "deviation" < 0)",
         "below the minimum 低于下限", fill(4, "103,169,207,255", grid_outline, "0.3")},
        {R"(not "in_bounds" and "deviation" >= 0 and "deviation" <= 1)",
         "above the maximum 超过上限", fill(5, "239,138,98,255", grid_outline, "0.3")},
        {R"(not "in_bounds" and "deviation" > 1)", "far above the maximum 远超上限",
         fill(6, "178,24,43,255", grid_outline, "0.3")},
    });
    const Pairs names{{"grid_id", "Grid 网格编号"},
                      {"code", "Code 网格代码"},
                      {"name", "Name 网格名称"},
                      {"unit_code", "Unit code 社区代码"},
                      {"unit_name", "Unit 社区"},
                      {"population", "People 人口"},
                      {"target", "Target 目标人口"},
                      {"deviation", "Deviation from target 偏差"},
                      {"in_bounds", "Within bounds 是否达标"},
                      {"reason", "Reason 原因"},
                      {"households", "Households 户数"},
                      {"buildings", "Buildings 建筑数"},
                      {"blocks", "Blocks 街区数"},
                      {"area_m2", "Area (m²) 面积"},
                      {"perim_m", "Perimeter (m) 周长"},
                      {"compact", "Compactness 紧凑度"},
                      {"pop_low", "Population, at least 人口下限"},
                      {"pop_high", "Population, at most 人口上限"},
                      {"at_risk", "At risk 有风险"}};
    return document(drawn + std::string(grid_labels) + aliases(names), true);
}

std::string blocks_qml() {
    return document(
        rules({{"", "block 街区", fill(0, "255,255,255,0", "150,150,150,255", "0.1", "no")}}) +
        aliases({{"block_id", "Block 街区编号"},
                 {"grid_id", "Grid 网格编号"},
                 {"unit_code", "Unit code 社区代码"},
                 {"kind", "Kind 类型"},
                 {"population", "People 人口"},
                 {"buildings", "Buildings 建筑数"},
                 {"area_m2", "Area (m²) 面积"}}));
}

std::string buildings_qml() {
    // Hues a golden angle apart: grids that are neighbours, whose numbers are near, look unlike.
    const std::string of_grid = symbol(0, "fill", "SimpleFill",
                                       {{"color", "170,170,170,255"},
                                        {"style", "solid"},
                                        {"outline_color", "90,90,90,120"},
                                        {"outline_style", "solid"},
                                        {"outline_width", "0.06"},
                                        {"outline_width_unit", "MM"}},
                                       R"(color_hsl(("grid_id" * 137) % 360, 40, 66))");
    return document(
        rules({{R"("grid_id" is not null)", "building, by grid 建筑（按网格）", of_grid},
               {R"("grid_id" is null)", "building in no grid 未分配建筑",
                fill(1, "255,255,255,255", "178,24,43,255", "0.3")}}) +
        aliases({{"src_fid", "Feature of the source 源要素"},
                 {"block_id", "Block 街区编号"},
                 {"grid_id", "Grid 网格编号"},
                 {"people", "People counted 计入人口"}}));
}

std::string borders_qml() {
    return document(
        rules({{R"("along" = 'unit')", "unit border 社区边界", line(0, "20,20,20,255", "0.9")},
               {R"("along" = 'road')", "along a road 沿道路", line(1, "110,110,110,255", "0.5")},
               {R"("along" = 'water')", "along water 沿水系", line(2, "44,123,182,255", "0.5")},
               {R"("along" = 'rail')", "along a railway 沿铁路", line(3, "120,81,45,255", "0.5")},
               {R"("along" = 'wall')", "along a wall 沿围墙", line(4, "150,120,60,255", "0.5")},
               {R"("along" = 'none')", "along nothing 无依托", line(5, "208,28,139,255", "0.5")}}) +
        aliases({{"grid_a", "Grid 网格一"},
                 {"grid_b", "Neighbour 网格二"},
                 {"length_m", "Length (m) 长度"},
                 {"along", "Along 沿"},
                 {"name", "Name of what it follows 所沿名称"}}));
}

std::string findings_qml() {
    return document(rules({{R"("severity" = 'note')", "note 提示",
                            marker(0, "circle", "120,120,120,255", "1.8")},
                           {R"("severity" = 'warning')", "warning 警告",
                            marker(1, "diamond", "230,159,0,255", "2.6")},
                           {R"("severity" = 'error')", "error 错误",
                            marker(2, "triangle", "178,24,43,255", "3.2")}}) +
                    aliases({{"kind", "Kind 类型"},
                             {"severity", "Severity 程度"},
                             {"message", "Message 说明"},
                             {"source", "Source 来源"},
                             {"src_fid", "Feature of the source 源要素"},
                             {"unit_code", "Unit code 社区代码"},
                             {"grid_id", "Grid 网格编号"}}));
}

} // namespace

const std::vector<LayerStyle>& plan_styles() {
    static const std::vector<LayerStyle> styles{
        {"grids", "geom", "Grids by deviation from the target", grids_qml()},
        {"blocks", "geom", "Blocks, thin", blocks_qml()},
        {"buildings", "geom", "Buildings by grid", buildings_qml()},
        {"borders", "geom", "Borders by what they run along, unit borders bold", borders_qml()},
        {"findings", "geom", "Findings by severity", findings_qml()},
        {"summary", "", "Summary",
         document(aliases({{"key", "What 项目"}, {"value", "Value 值"}}))},
    };
    return styles;
}

} // namespace evengrid::io
