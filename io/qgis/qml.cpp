#include "io/qgis/qml.hpp"

#include "io/escaped_xml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evengrid::io {

std::string told(Wording wording, Phrase phrase) {
    switch (wording) {
    case Wording::english:
        return std::string(phrase.english);
    case Wording::chinese:
        return std::string(phrase.chinese);
    case Wording::both:
        break;
    }
    return fmt::format("{} {}", phrase.english, phrase.chinese);
}

namespace qml {

std::string option(std::string_view name, std::string_view value) {
    return fmt::format(R"(<Option type="QString" name="{}" value="{}"/>)", name,
                       escaped_xml(value));
}

std::string driven(std::string_view element, const Properties& properties) {
    std::string told;
    for (const auto& [property, expression] : properties) {
        told += fmt::format(
            R"(<Option type="Map" name="{}"><Option type="bool" name="active" value="true"/>{}<Option type="int" name="type" value="3"/></Option>)",
            property, option("expression", expression));
    }
    return fmt::format(
        R"(<{0}><Option type="Map">{1}<Option type="Map" name="properties">{2}</Option>{3}</Option></{0}>)",
        element, option("name", ""), told, option("type", "collection"));
}

std::string symbol(std::string_view name, std::string_view type, std::string_view drawn,
                   const Properties& properties, const Properties& expressions) {
    std::string text = fmt::format(
        R"(<symbol type="{}" name="{}" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="{}" enabled="1" locked="0" pass="0"><Option type="Map">)",
        type, name, drawn);
    for (const auto& [property, value] : properties) {
        text += option(property, value);
    }
    text += "</Option>";
    if (!expressions.empty()) {
        text += driven("data_defined_properties", expressions);
    }
    return text + "</layer></symbol>";
}

namespace {

/// From afar lines are thinner, where they would cover what lies between them.
std::string width_by_scale(std::string_view width_mm) {
    return fmt::format("max(0.08, {} * min(1, 60000 / @map_scale))", width_mm);
}

/// The colour of a line; it is full from 2.5 mm on of what it belongs to.
std::string faded_by_size(std::string_view colour, std::string_view size_m) {
    return size_m.empty()
               ? fmt::format("'{}'", colour)
               : fmt::format("set_color_part('{}', 'alpha', 255 * max(0.08, min(1, {} * 400 / "
                             "@map_scale)))",
                             colour, size_m);
}

/// Drawn ten times as fast as round joins, which nobody sees on lines as thin as these.
constexpr std::string_view joins = "bevel";

} // namespace

std::string fill(std::string_view name, std::string_view colour, std::string_view outline,
                 std::string_view width_mm, std::string_view style, std::string_view size_m) {
    return symbol(name, "fill", "SimpleFill",
                  {{"color", colour},
                   {"style", style},
                   {"outline_color", outline},
                   {"outline_style", "solid"},
                   {"outline_width", width_mm},
                   {"outline_width_unit", "MM"},
                   {"joinstyle", joins}},
                  {{"outlineWidth", width_by_scale(width_mm)},
                   {"outlineColor", faded_by_size(outline, size_m)}});
}

std::string line(std::string_view name, std::string_view colour, std::string_view width_mm,
                 std::string_view style, std::string_view size_m) {
    return symbol(name, "line", "SimpleLine",
                  {{"line_color", colour},
                   {"line_style", style},
                   {"line_width", width_mm},
                   {"line_width_unit", "MM"},
                   {"joinstyle", joins},
                   {"capstyle", "round"}},
                  {{"outlineWidth", width_by_scale(width_mm)},
                   {"outlineColor", faded_by_size(colour, size_m)}});
}

std::string marker(std::string_view name, std::string_view shape, std::string_view colour,
                   std::string_view size_mm, std::string_view size_expression) {
    return symbol(name, "marker", "SimpleMarker",
                  {{"name", shape},
                   {"color", colour},
                   {"outline_color", "255,255,255,255"},
                   {"outline_width", "0.3"},
                   {"outline_style", "solid"},
                   {"size", size_mm},
                   {"size_unit", "MM"}},
                  size_expression.empty() ? Properties{} : Properties{{"size", size_expression}});
}

std::string rules(Wording wording, const std::vector<Rule>& rules) {
    constexpr std::string_view pass = R"(pass="0")";
    const bool has_top =
        std::any_of(rules.begin(), rules.end(), [](const Rule& r) { return r.on_top; });
    std::string text = fmt::format(
        R"(<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="{}"><rules key="root">)",
        has_top ? 1 : 0);
    std::string symbols;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const std::string scale = rules[i].from_scale == 0
                                      ? ""
                                      : fmt::format(R"( scalemaxdenom="{}")", rules[i].from_scale);
        text += fmt::format(R"(<rule key="rule{0}" symbol="{0}" filter="{1}" label="{2}"{3}/>)", i,
                            escaped_xml(rules[i].filter),
                            escaped_xml(told(wording, rules[i].label)), scale);
        std::string symbol = rules[i].symbol;
        symbols += rules[i].on_top ? symbol.replace(symbol.find(pass), pass.size(), R"(pass="1")")
                                   : symbol;
    }
    return text + "</rules><symbols>" + symbols + "</symbols></renderer-v2>";
}

std::string fields(Wording wording, const std::vector<Field>& fields) {
    std::string aliases = "<aliases>";
    std::string widgets = "<fieldConfiguration>";
    for (const Field& field : fields) {
        aliases += fmt::format(R"(<alias field="{}" name="{}"/>)", field.name,
                               escaped_xml(told(wording, field.alias)));
        if (field.meanings.empty()) {
            continue;
        }
        widgets += fmt::format(
            R"(<field name="{}"><editWidget type="ValueMap"><config><Option type="Map"><Option type="List" name="map">)",
            field.name);
        for (const Meaning& meaning : field.meanings) {
            widgets += R"(<Option type="Map">)" +
                       option(escaped_xml(told(wording, meaning.phrase)), meaning.value) +
                       "</Option>";
        }
        widgets += "</Option></Option></config></editWidget></field>";
    }
    return widgets + "</fieldConfiguration>" + aliases + "</aliases>";
}

std::string labels(const Labels& labels) {
    // Placements as QGIS numbers them: 4 lies inside the polygon, 6 around the point by
    // cartography.
    return fmt::format(
        R"(<labeling type="simple"><settings calloutType="simple"><text-style fieldName="{}" isExpression="1" fontFamily="Sans Serif" fontSize="{}" fontSizeUnit="Point" fontWeight="{}" textColor="{}" textOpacity="1" multilineHeight="0.9"><text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.85" bufferNoFill="1" bufferJoinStyle="128"/></text-style><text-format multilineAlign="1"/><placement placement="{}" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" dist="1" distUnits="MM" centroidWhole="1" centroidInside="1" fitInPolygonOnly="{}" polygonPlacementFlags="2" priority="5"/><rendering drawLabels="1" obstacle="0" fontLimitPixelSize="0" displayAll="0" upsidedownLabels="0"/>{}</settings></labeling>)",
        escaped_xml(labels.expression), labels.size_pt, labels.is_bold ? 75 : 50, labels.colour,
        labels.at_point ? 6 : 4, labels.at_point ? 0 : 1,
        driven("dd_properties", {{"Show", labels.shown}}));
}

std::string code_after(std::string_view field) {
    return fmt::format(
        R"(if(left("code", length("{0}")) <> "{0}", "code", regexp_replace(substr("code", length("{0}") + 1), '^[-_ ]+', '')))",
        field);
}

std::string html_of_field(std::string_view field) {
    return fmt::format(
        R"([% replace(to_string(coalesce("{}", '')), map('&', '&amp;', '<', '&lt;', '>', '&gt;')) %])",
        field);
}

std::string map_tip(std::string_view name_expression, const std::string& html) {
    return fmt::format("<mapTip>{}</mapTip><previewExpression>{}</previewExpression>",
                       escaped_xml(html), escaped_xml(name_expression));
}

std::string from_scale(int denominator) {
    return fmt::format(R"( hasScaleBasedVisibilityFlag="1" minScale="{}" maxScale="0")",
                       denominator);
}

} // namespace qml

} // namespace evengrid::io
