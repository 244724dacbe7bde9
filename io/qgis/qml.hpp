#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evengrid::io {

/// The language of what QGIS shows.
enum class Wording { both, english, chinese };

/// A phrase in both languages.
struct Phrase {
    std::string_view english;
    std::string_view chinese;
};

/// The phrase as a wording tells it: "People 人口", "People", "人口".
std::string told(Wording wording, Phrase phrase);

/// The pieces that QGIS writes its styles with (QML, as QGIS 3.22 and later read it).
namespace qml {

using Properties = std::vector<std::pair<std::string_view, std::string_view>>;

std::string option(std::string_view name, std::string_view value);

/// Properties that expressions tell feature by feature, as an element. \param properties by the
/// names that QGIS has for them, such as "fillColor"
std::string driven(std::string_view element, const Properties& properties);

/// A symbol of one layer. \param name within its renderer
/// \param expressions of what is told feature by feature
std::string symbol(std::string_view name, std::string_view type, std::string_view drawn,
                   const Properties& properties, const Properties& expressions = {});
/// \param size_m expression for how large what the line goes around or along is: it fades where
/// that
///        is small on the map, since lines as dense as hatching would hide the colours
std::string fill(std::string_view name, std::string_view colour, std::string_view outline,
                 std::string_view width_mm, std::string_view style = "solid",
                 std::string_view size_m = {});
std::string line(std::string_view name, std::string_view colour, std::string_view width_mm,
                 std::string_view style = "solid", std::string_view size_m = {});
/// \param size_expression tells the size feature by feature; empty: all the same
std::string marker(std::string_view name, std::string_view shape, std::string_view colour,
                   std::string_view size_mm, std::string_view size_expression = {});

/// Which features a symbol draws, and what the legend calls them.
struct Rule {
    std::string_view filter; ///< QGIS expression; empty: all
    Phrase label;
    std::string symbol;  ///< named by the number of the rule, from 0
    int from_scale = 0;  ///< drawn from 1 : so many on, closer up; 0: always
    bool on_top = false; ///< over the symbols of all other features of the layer
};
std::string rules(Wording wording, const std::vector<Rule>& rules);

/// A value that stands for a phrase.
struct Meaning {
    std::string_view value;
    Phrase phrase;
};

/// A field as people read it: its name, and what its values mean where they are few.
struct Field {
    std::string_view name;
    Phrase alias;
    std::vector<Meaning> meanings{};
};
std::string fields(Wording wording, const std::vector<Field>& fields);

/// Labels inside polygons or beside points, haloed.
struct Labels {
    std::string_view expression;
    double size_pt = 8;
    bool is_bold = false;
    std::string_view colour = "33,37,41,255";
    std::string_view shown = "true"; ///< expression: which features have one at which scale
    bool at_point = false;           ///< beside a point; else inside a polygon, where it fits
};
std::string labels(const Labels& labels);

/// A QGIS expression for what is left of the field "code" when it begins with another field.
std::string code_after(std::string_view field);

/// A QGIS expression for a field's value in HTML, where nothing in it is taken for a tag.
std::string html_of_field(std::string_view field);

/// What shows while the pointer rests on a feature, and what the feature is called in lists.
std::string map_tip(std::string_view name_expression, const std::string& html);

/// The attribute of a style whose layer shows from a scale on, closer up.
std::string from_scale(int denominator);

} // namespace qml

} // namespace evengrid::io
