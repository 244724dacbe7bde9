#include "io/qgis/organisation_styles.hpp"

namespace evengrid::io {

namespace {

using qml::Field;

const Field grid_field{"grid_id", {"Grid", "网格编号"}};
const Field code_field{"code", {"Code", "代码"}};
const Field kind_field{"kind", {"Kind", "类别"}};
const Field group_field{"group_code", {"Group", "网格组"}};
const Field unit_field{"unit_code", {"Unit code", "社区代码"}};

/// A level of areas above the grids: its outline, and its names within a range of scales.
struct Level {
    std::string layer;
    Phrase title;
    std::string_view colour;
    std::string_view width_mm;
    qml::Labels labels;
    int from_scale = 0;
};

LayerStyle level(Wording wording, const Level& level) {
    const std::string shown = level.from_scale > 0 ? qml::from_scale(level.from_scale) : "";
    return {level.layer,
            told(wording, level.title),
            "geom",
            std::string(level.title.english) + " by their outline",
            R"( labelsEnabled="1")" + shown,
            qml::rules(wording,
                       {{"", level.title,
                         qml::fill("0", "255,255,255,0", level.colour, level.width_mm, "no")}}) +
                qml::labels(level.labels) +
                qml::fields(wording, {code_field,
                                      {"name", {"Name", "名称"}},
                                      {"within", {"Within", "上级"}},
                                      {"grids", {"Grids", "网格数"}},
                                      {"population", {"People", "人口"}},
                                      {"households", {"Households", "户数"}},
                                      {"buildings", {"Buildings", "建筑数"}},
                                      {"area_m2", {"Area (m²)", "面积"}}}) +
                qml::map_tip(R"("code")", "<b>" + qml::html_of_field("code") + "</b> " +
                                              qml::html_of_field("name"))};
}

LayerStyle points(Wording wording) {
    return {"points",
            told(wording, {"Service points", "服务点"}),
            "geom",
            "Service points",
            R"( labelsEnabled="1")" + qml::from_scale(25'000),
            qml::rules(wording, {{R"("grid_id" is not null)",
                                  {"service point", "服务点"},
                                  qml::marker("0", "circle", "27,120,80,255", "2")},
                                 {R"("grid_id" is null)",
                                  {"service point outside all grids", "网格外服务点"},
                                  qml::marker("1", "cross_fill", "27,120,80,255", "2")}}) +
                qml::labels({R"("name")", 7, false, "20,90,60,255", "@map_scale < 4000", true}) +
                qml::fields(wording, {{"src_fid", {"Feature of the source", "源要素"}},
                                      kind_field,
                                      {"name", {"Name", "名称"}},
                                      {"capacity", {"People it can serve", "容量"}},
                                      grid_field}) +
                qml::map_tip(R"("name")", "<b>" + qml::html_of_field("name") + "</b><br>" +
                                              qml::html_of_field("kind"))};
}

LayerStyle table(Wording wording, std::string layer, Phrase title,
                 const std::vector<Field>& fields) {
    return {std::move(layer),
            told(wording, title),
            "",
            std::string(title.english),
            "",
            qml::fields(wording, fields)};
}

} // namespace

std::vector<LayerStyle> organisation_styles(Wording wording) {
    const std::string code_in_unit = qml::code_after("within");
    const std::string_view name_or_code = R"(coalesce(nullif("name", ''), "code"))";
    return {
        level(wording, {"levels_groups",
                        {"Working groups", "网格组"},
                        "0,120,120,255",
                        "0.7",
                        {code_in_unit, 7, false, "0,90,90,255", "@map_scale < 12000"},
                        30'000}),
        level(wording, {"levels_units",
                        {"Units", "社区"},
                        "20,20,20,255",
                        "0.7",
                        {name_or_code, 9, true, "33,37,41,255",
                         "@map_scale >= 12000 and @map_scale < 80000"}}),
        level(wording, {"levels_streets",
                        {"Streets (sub-districts)", "街道"},
                        "20,20,20,255",
                        "1.1",
                        {name_or_code, 11, true, "33,37,41,255", "@map_scale >= 80000"}}),
        points(wording),
        table(wording, "levels", {"Levels", "层级"},
              {grid_field, code_field, group_field, unit_field, {"street", {"Street", "街道"}}}),
        table(wording, "staff", {"Staff", "网格力量"},
              {{"post", {"Post", "岗位"}},
               {"role",
                {"Role", "角色"},
                {{"chief", {"chief", "网格总长"}},
                 {"leader", {"leader", "网格长"}},
                 {"staff", {"staff", "网格员"}}}},
               {"people", {"Workers", "人数"}},
               {"reports_to", {"Reports to", "上级岗位"}},
               unit_field,
               group_field,
               grid_field}),
        table(wording, "coverage", {"Coverage", "服务覆盖"},
              {grid_field,
               code_field,
               kind_field,
               {"points", {"Points in it", "网格内服务点"}},
               {"near_fid", {"Nearest point", "最近服务点"}},
               {"near_m", {"Way there (m)", "距离（米）"}},
               {"demand", {"People in need", "需求人口"}},
               {"served", {"People served", "已服务人口"}}}),
        table(wording, "docking", {"Docking", "服务对接"},
              {grid_field,
               code_field,
               {"point_fid", {"Point", "服务点"}},
               {"people", {"People", "人口"}},
               {"dist_m", {"Way there (m)", "距离（米）"}}}),
        table(wording, "rules", {"Rules", "规则"},
              {grid_field,
               code_field,
               {"rule", {"Rule", "规则原名"}},
               {"rule_zh", {"Rule in Chinese", "规则"}},
               {"measure", {"Measure", "度量"}},
               {"point_kind", {"Kind of point", "服务点类别"}},
               {"measured", {"Measured", "实测值"}},
               {"limit", {"Limit", "限值（英文）"}},
               {"limit_zh", {"Limit in Chinese", "限值"}},
               {"at_least", {"At least", "不低于"}},
               {"at_most", {"At most", "不高于"}},
               {"passed", {"Kept", "是否符合"}, {{"true", {"yes", "是"}}, {"false", {"no", "否"}}}},
               {"clause", {"Clause", "条款原文"}},
               {"clause_zh", {"Clause in Chinese", "条款"}},
               {"source", {"Source", "出处原文"}},
               {"source_zh", {"Source in Chinese", "出处"}}})};
}

} // namespace evengrid::io
