#include "io/city/field_choice.hpp"

#include "engine/quote.hpp"
#include "io/files/lower.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace evengrid::io {

namespace {

using Names = std::vector<const char*>;

const Names code_names{"code", "unit_code", "社区编码",       "社区代码",  "编码",
                       "代码", "区划代码",  "community_code", "comm_code", "code_insee",
                       "id",   "gid",       "unit_id"};

const Names grid_code_names{"grid_code", "网格编码", "网格代码", "网格编号",
                            "code",      "编码",     "代码"};

std::optional<std::size_t> first_called(const VectorSource& source, const Names& names) {
    for (const char* name : names) {
        if (const auto found = source.find_field(name)) {
            return found;
        }
    }
    return std::nullopt;
}

/// "VILLNAME", "town_name", "村名称".
bool ends_like_name(const Field& field) {
    const std::string name = lower(field.name);
    return !field.is_number &&
           (name.ends_with("name") || name.ends_with("名称") || name.ends_with("名稱"));
}

/// Whether every feature has a value of its own in the n-th field read.
bool tells_apart(const std::vector<Feature>& features, std::size_t n) {
    std::set<std::string> seen;
    return std::all_of(features.begin(), features.end(), [&](const Feature& feature) {
        const std::string text = text_of(feature.values[n]);
        return !text.empty() && seen.insert(text).second;
    });
}

} // namespace

std::optional<std::size_t> choose_code_field(const VectorSource& source,
                                             const std::vector<Feature>& features) {
    for (const char* name : code_names) {
        const auto found = source.find_field(name);
        if (found && tells_apart(features, *found)) {
            return found;
        }
    }
    for (std::size_t field = 0; field < source.fields().size(); ++field) {
        if (tells_apart(features, field)) {
            return field;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> choose_grid_code_field(const VectorSource& source,
                                                  const std::vector<Feature>& features) {
    constexpr std::size_t features_of_a_mistake = 10; // a field with more mistakes is no code
    for (const char* name : grid_code_names) {
        const auto found = source.find_field(name);
        std::set<std::string> seen;
        for (std::size_t i = 0; found && i < features.size(); ++i) {
            seen.insert(text_of(features[i].values[*found]));
        }
        seen.erase("");
        const std::size_t mistakes = features.size() - seen.size();
        if (found && mistakes * features_of_a_mistake <= features.size()) {
            return found;
        }
    }
    return choose_code_field(source, features);
}

void note_repeated_codes(CityLayer& layer, const std::optional<std::size_t>& chosen) {
    for (const char* name : code_names) {
        const auto field = layer.source().find_field(name);
        if (field && field == chosen) {
            return;
        }
        std::map<std::string, std::int64_t> seen;
        for (std::size_t i = 0; field && i < layer.features.size(); ++i) {
            const Feature& feature = layer.features[i];
            const std::string text = text_of(feature.values[*field]);
            const auto [earlier, is_new] = seen.emplace(text, feature.fid);
            if (!text.empty() && !is_new) {
                layer.note("duplicate id", engine::Severity::warning,
                           engine::say("{} is {}, as of feature {}; it was not taken as the code",
                                       "{} 为 {}，与要素 {} 相同，未用作编码",
                                       engine::quote(layer.source().fields()[*field].name),
                                       engine::quote(text), earlier->second),
                           &feature);
                break;
            }
        }
    }
}

std::optional<std::size_t> choose_id_field(const VectorSource& source) {
    const auto field =
        first_called(source, {"bld_id", "building_id", "bldg_id", "id", "gid", "osm_id", "建筑编号",
                              "建筑编码", "楼栋编号", "楼栋编码", "编号"});
    const std::vector<Encoding>& columns = source.table_encodings().columns;
    const bool is_readable = field && (*field >= columns.size() || !columns[*field].name.empty());
    return is_readable ? field : std::nullopt;
}

std::optional<std::size_t> choose_name_field(const VectorSource& source,
                                             const std::vector<Feature>& features) {
    if (const auto known = first_called(source, {"name", "unit_name", "社区名称", "名称", "社区",
                                                 "community", "comm_name", "nom", "label"})) {
        return known;
    }
    std::optional<std::size_t> finest;
    std::size_t most_values = features.size() / 2; // a town or a county has the name of many
    for (std::size_t field = 0; field < source.fields().size(); ++field) {
        std::set<std::string> values;
        for (std::size_t i = 0; ends_like_name(source.fields()[field]) && i < features.size();
             ++i) {
            values.insert(text_of(features[i].values[field]));
        }
        values.erase("");
        if (values.size() > most_values) {
            finest = field;
            most_values = values.size();
        }
    }
    return finest;
}

std::optional<std::size_t> choose_street_field(const VectorSource& source) {
    return first_called(source, {"street", "street_code", "street_name", "subdist", "subdistrict",
                                 "街道", "街道名称", "所属街道", "镇街"});
}

std::optional<std::size_t> choose_kind_field(const VectorSource& source) {
    return first_called(source, {"kind", "type", "category", "class", "类别", "类型"});
}

std::optional<std::size_t> choose_capacity_field(const VectorSource& source) {
    return first_called(source, {"cap", "capacity", "容量", "服务人数"});
}

std::optional<std::size_t> choose_population_field(const VectorSource& source) {
    for (const char* name : {"population", "pop", "people", "persons", "residents", "人口",
                             "人口数", "人数", "常住人口", "实有人口", "总人口"}) {
        const auto found = source.find_field(name);
        if (found && source.fields()[*found].is_number) {
            return found;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> choose_floors_field(const VectorSource& source) {
    return first_called(source, {"floors", "floor", "levels", "building:levels", "层数", "楼层",
                                 "storeys", "stories"});
}

std::optional<std::size_t> choose_height_field(const VectorSource& source) {
    return first_called(
        source, {"height", "height_m", "height_mea", "pred_h_r", "高度", "建筑高度", "hauteur"});
}

std::optional<std::size_t> choose_use_field(const VectorSource& source) {
    return first_called(source, {"use", "building", "bldg_type", "usage", "function", "用途",
                                 "建筑用途", "性质", "nature"});
}

engine::Message field_in_words(const VectorSource& source, const std::optional<std::size_t>& field,
                               const engine::Message& otherwise) {
    if (!field) {
        return otherwise;
    }
    const std::string name = engine::quote(source.fields()[*field].name);
    return {name, name};
}

engine::Message code_in_words(const VectorSource& source, const std::optional<std::size_t>& field) {
    return field_in_words(source, field, {"their feature id", "要素编号"});
}

} // namespace evengrid::io
