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

/// A symbol of one layer. \param name within its renderer
/// \param fill_expression tells the colour feature by feature; empty: all the same
std::string symbol(std::string_view name, std::string_view type, std::string_view drawn,
                   const Properties& properties, std::string_view fill_expression = {});
std::string fill(std::string_view name, std::string_view colour, std::string_view outline,
                 std::string_view width_mm, std::string_view style = "solid");
std::string line(std::string_view name, std::string_view colour, std::string_view width_mm,
                 std::string_view style = "solid");
std::string marker(std::string_view name, std::string_view shape, std::string_view colour,
                   std::string_view size_mm);

/// Which features a symbol draws, and what the legend calls them.
struct Rule {
    std::string_view filter; ///< QGIS expression; empty: all
    Phrase label;
    std::string symbol; ///< named by the number of the rule, from 0
    int from_scale = 0; ///< drawn from 1 : so many on, closer up; 0: always
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

/// A QGIS expression for a field's value in HTML, where nothing in it is taken for a tag.
std::string html_of_field(std::string_view field);

} // namespace qml

} // namespace evengrid::io
