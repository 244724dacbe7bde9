#include "io/qgis/qml.hpp"

#include "io/escaped_xml.hpp"

#include <fmt/format.h>

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

std::string symbol(std::string_view name, std::string_view type, std::string_view drawn,
                   const Properties& properties, std::string_view fill_expression) {
    std::string text = fmt::format(
        R"(<symbol type="{}" name="{}" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="{}" enabled="1" locked="0" pass="0"><Option type="Map">)",
        type, name, drawn);
    for (const auto& [property, value] : properties) {
        text += option(property, value);
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

std::string fill(std::string_view name, std::string_view colour, std::string_view outline,
                 std::string_view width_mm, std::string_view style) {
    return symbol(name, "fill", "SimpleFill",
                  {{"color", colour},
                   {"style", style},
                   {"outline_color", outline},
                   {"outline_style", "solid"},
                   {"outline_width", width_mm},
                   {"outline_width_unit", "MM"},
                   {"joinstyle", "round"}});
}

std::string line(std::string_view name, std::string_view colour, std::string_view width_mm,
                 std::string_view style) {
    return symbol(name, "line", "SimpleLine",
                  {{"line_color", colour},
                   {"line_style", style},
                   {"line_width", width_mm},
                   {"line_width_unit", "MM"},
                   {"joinstyle", "round"},
                   {"capstyle", "round"}});
}

std::string marker(std::string_view name, std::string_view shape, std::string_view colour,
                   std::string_view size_mm) {
    return symbol(name, "marker", "SimpleMarker",
                  {{"name", shape},
                   {"color", colour},
                   {"outline_color", "255,255,255,255"},
                   {"outline_width", "0.3"},
                   {"outline_style", "solid"},
                   {"size", size_mm},
                   {"size_unit", "MM"}});
}

std::string rules(Wording wording, const std::vector<Rule>& rules) {
    std::string text =
        R"(<renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0"><rules key="root">)";
    std::string symbols;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const std::string scale = rules[i].from_scale == 0
                                      ? ""
                                      : fmt::format(R"( scalemaxdenom="{}")", rules[i].from_scale);
        text += fmt::format(R"(<rule key="rule{0}" symbol="{0}" filter="{1}" label="{2}"{3}/>)", i,
                            escaped_xml(rules[i].filter),
                            escaped_xml(told(wording, rules[i].label)), scale);
        symbols += rules[i].symbol;
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

std::string html_of_field(std::string_view field) {
    return fmt::format(
        R"([% replace(to_string(coalesce("{}", '')), map('&', '&amp;', '<', '&lt;', '>', '&gt;')) %])",
        field);
}

} // namespace qml

} // namespace evengrid::io
