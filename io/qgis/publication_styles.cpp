#include "io/qgis/publication_styles.hpp"

#include <fmt/format.h>

namespace evengrid::io {

namespace {

/// A layer of areas of one level: an outline, so that those of several levels lie on each other,
/// and labels at the scales at which those of the next level would be too many.
struct Level {
    std::string layer;
    Phrase title;
    std::string_view width_mm;
    std::string_view labelled; ///< QGIS expression
    double label_pt;
};

/// Code, name and counts; a dash for one that is not shown.
std::string tip(Wording wording) {
    const auto count = [&](const Phrase& word, const char* field) {
        return fmt::format("<br>{}: [% coalesce(\"{}\", '–') %]", told(wording, word), field);
    };
    return qml::map_tip(R"("code")", "<b>" + qml::html_of_field("code") + "</b> " +
                                         qml::html_of_field("name") +
                                         count({"People", "人口"}, "population") +
                                         count({"Households", "户数"}, "households"));
}

LayerStyle published(Wording wording, const Level& level) {
    constexpr std::string_view outline = "70,70,70,255";
    const qml::Rule shown{
        R"(not "hidden")",
        {"counts shown", "公开数据"},
        qml::fill("0", "255,255,255,0", outline, level.width_mm),
    };
    const qml::Rule hidden{
        R"("hidden")",
        {"counts not shown", "数据不公开"},
        qml::fill("1", "150,150,150,255", outline, level.width_mm, "b_diagonal"),
    };
    return {level.layer,
            told(wording, level.title),
            "geom",
            std::string(level.title.english),
            R"( labelsEnabled="1")",
            qml::rules(wording, {shown, hidden}) +
                qml::labels({.expression = R"("code" || '\n' || coalesce("population", '–'))",
                             .size_pt = level.label_pt,
                             .is_bold = level.layer != "grids",
                             .shown = level.labelled}) +
                tip(wording) +
                qml::fields(wording, {{"code", {"Code", "代码"}},
                                      {"name", {"Name", "名称"}},
                                      {"within", {"Within", "上级"}},
                                      {"grids", {"Grids", "网格数"}},
                                      {"population", {"People", "人口"}},
                                      {"households", {"Households", "户数"}},
                                      {"area_m2", {"Area (m²)", "面积"}},
                                      {"hidden",
                                       {"Counts not shown", "数据不公开"},
                                       {{"true", {"yes", "是"}}, {"false", {"no", "否"}}}}})};
}

} // namespace

std::vector<LayerStyle> publication_styles(Wording wording) {
    return {
        published(wording, {"grids", {"Grids", "网格"}, "0.2", "@map_scale <= 15000", 7}),
        published(
            wording,
            {"units", {"Units", "社区"}, "0.5", "@map_scale > 15000 and @map_scale <= 60000", 8}),
        published(wording, {"streets", {"Streets", "街道"}, "1", "@map_scale > 60000", 9})};
}

} // namespace evengrid::io
