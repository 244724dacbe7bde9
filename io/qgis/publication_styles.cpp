#include "io/qgis/publication_styles.hpp"

namespace evengrid::io {

namespace {

/// A layer of areas of one level, the ground in its colour.
struct Level {
    std::string layer;
    Phrase title;
    std::string_view ground;
    std::string_view width_mm;
};

LayerStyle published(Wording wording, const Level& level) {
    constexpr std::string_view outline = "70,70,70,255";
    const qml::Rule shown{
        R"(not "hidden")",
        {"counts shown", "公开数据"},
        qml::fill("0", level.ground, outline, level.width_mm),
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
                qml::labels({R"("code" || coalesce('\n' || "population", ''))", 7}) +
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
    return {published(wording, {"streets", {"Streets", "街道"}, "245,243,238,255", "1.2"}),
            published(wording, {"units", {"Units", "社区"}, "240,243,246,255", "0.7"}),
            published(wording, {"grids", {"Grids", "网格"}, "250,250,248,255", "0.3"})};
}

} // namespace evengrid::io
