#include "io/city/rule_pack.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/layer_name.hpp"
#include "io/files/raw_file.hpp"
#include "io/files/sha256.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string_view>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;

/// A table of the file, asked for one key after another.
class Table {
public:
    Table(const std::string& path, std::string name, const toml::table& table)
        : m_path(path), m_name(std::move(name)), m_table(table) {}

    [[noreturn]] void refuse(const toml::node& at, const std::string& what) const {
        throw Error(ErrorCode::input,
                    fmt::format("cannot use the rules {}, line {}: {}", quote(m_path),
                                at.source().begin.line, what),
                    "the keys that the manual lists under \"Rule packs\"");
    }
    [[noreturn]] void refuse(const std::string& what) const { refuse(m_table, what); }

    /// Refuses every other key.
    void allow(std::initializer_list<std::string_view> keys) const {
        for (const auto& [key, node] : m_table) {
            if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
                refuse(node,
                       fmt::format("the key {} is not known in {}", quote(key.str()), m_name));
            }
        }
    }

    std::optional<std::string> text(std::string_view key) const {
        return value<std::string>(key, "text", [](const std::string& text) {
            return !text.empty() && text.find('\0') == std::string::npos;
        });
    }

    std::string needed_text(std::string_view key) const {
        auto found = text(key);
        if (!found) {
            refuse(fmt::format("{} needs the key {}", m_name, quote(key)));
        }
        return *found;
    }

    /// A text with its Chinese, which stands under a key of its own.
    std::optional<engine::Message> message(const std::string& key) const {
        const auto said = text(key);
        const auto chinese = text(key + "_zh");
        if (chinese && !said) {
            refuse(fmt::format("{} needs the key {} beside {}", m_name, quote(key),
                               quote(key + "_zh")));
        }
        return said ? std::optional(engine::Message{*said, chinese.value_or(*said)}) : std::nullopt;
    }

    engine::Message needed_message(const std::string& key) const {
        needed_text(key);
        return *message(key);
    }

    std::optional<std::int64_t> whole(std::string_view key, std::int64_t least) const {
        constexpr std::int64_t most = 1'000'000'000;
        return value<std::int64_t>(key, fmt::format("a whole number from {} to {}", least, most),
                                   [&](std::int64_t n) { return n >= least && n <= most; });
    }

    std::optional<double> number(std::string_view key) const {
        return value<double>(key, "a number, 0 or more",
                             [](double n) { return std::isfinite(n) && n >= 0; });
    }

    std::vector<std::string> texts(std::string_view key) const {
        std::vector<std::string> found;
        const toml::node* node = m_table.get(key);
        if (node == nullptr) {
            return found;
        }
        if (!node->is_array() || !node->as_array()->is_homogeneous<std::string>()) {
            refuse(*node, fmt::format("{} has to be a list of texts", quote(key)));
        }
        for (const toml::node& text : *node->as_array()) {
            found.push_back(**text.as_string());
        }
        return found;
    }

    /// A table of numbers, 0 or more, by key.
    std::map<std::string, double> weights(std::string_view key) const {
        const auto inner = table(key);
        if (!inner || inner->m_table.empty()) {
            refuse(fmt::format("{} needs the key {}: {{ FIELD = 1 }}", m_name, quote(key)));
        }
        std::map<std::string, double> found;
        for (const auto& [name, node] : inner->m_table) {
            found[std::string(name.str())] = *inner->number(name.str());
        }
        return found;
    }

    /// A table in it, where there is one.
    std::optional<Table> table(std::string_view key) const {
        const toml::node* node = m_table.get(key);
        if (node == nullptr) {
            return std::nullopt;
        }
        if (!node->is_table()) {
            refuse(*node, fmt::format("{} has to be a table: [{}]", quote(key), key));
        }
        return Table(m_path, fmt::format("[{}]", key), *node->as_table());
    }

    std::vector<Table> tables(std::string_view key) const {
        std::vector<Table> found;
        const toml::node* node = m_table.get(key);
        if (node == nullptr) {
            return found;
        }
        if (!node->is_array_of_tables()) {
            refuse(*node, fmt::format("{} has to be tables: [[{}]]", quote(key), key));
        }
        for (const toml::node& row : *node->as_array()) {
            found.emplace_back(m_path, fmt::format("[[{}]]", key), *row.as_table());
        }
        return found;
    }

private:
    template <class Value, class Check>
    std::optional<Value> value(std::string_view key, const std::string& wanted,
                               const Check& check) const {
        const toml::node* node = m_table.get(key);
        if (node == nullptr) {
            return std::nullopt;
        }
        const bool is_of_type =
            std::is_same_v<Value, double> ? node->is_number() : node->is<Value>();
        const auto found = node->value<Value>();
        if (!is_of_type || !found || !check(*found)) {
            refuse(*node, fmt::format("{} has to be {}", quote(key), wanted));
        }
        return *found;
    }

    const std::string& m_path;
    std::string m_name;
    const toml::table& m_table;
};

/// Refuses limits that contradict each other.
template <class Number>
void check_order(const Table& table, const char* low_key, const std::optional<Number>& low,
                 const char* high_key, const std::optional<Number>& high) {
    if (low && high && *low > *high) {
        table.refuse(
            fmt::format("{} {} is above {} {}", quote(low_key), *low, quote(high_key), *high));
    }
}

GivenBounds bounds_in(const Table& table) {
    const GivenBounds bounds{table.whole("min", 0), table.whole("max", 1),
                             table.whole("target", 0)};
    check_order(table, "min", bounds.minimum, "max", bounds.maximum);
    check_order(table, "min", bounds.minimum, "target", bounds.target);
    check_order(table, "target", bounds.target, "max", bounds.maximum);
    return bounds;
}

/// The rule that asks for the bounds, so that their clause is tried like any other.
engine::Rule bounds_rule(const Table& table, engine::Message id, const RulePack& pack) {
    engine::Rule rule;
    rule.id = std::move(id.english);
    rule.id_zh = std::move(id.chinese);
    rule.clause = table.needed_message("clause");
    rule.source = table.message("source").value_or(pack.source);
    return rule;
}

void read_bounds(const Table& file, RulePack& pack) {
    if (const auto table = file.table("bounds")) {
        table->allow({"min", "max", "target", "clause", "clause_zh", "source", "source_zh"});
        pack.bounds = bounds_in(*table);
        pack.rules.push_back(bounds_rule(*table, {"population", "人口"}, pack));
    }
    for (const Table& table : file.tables("bounds_of_kind")) {
        table.allow({"kind", "min", "max", "target", "clause", "clause_zh", "source", "source_zh"});
        const std::string kind = table.needed_text("kind");
        const GivenBounds bounds = bounds_in(table);
        if (!bounds.minimum || !bounds.maximum) {
            table.refuse("[[bounds_of_kind]] needs the keys \"min\" and \"max\"");
        }
        if (!pack.bounds_of_kind
                 .emplace(kind, algorithms::Bounds{*bounds.minimum, *bounds.maximum, bounds.target})
                 .second) {
            table.refuse(fmt::format("the kind {} has bounds already", quote(kind)));
        }
        if (file.table("bounds")) {
            pack.rules.front().not_kinds.push_back(kind);
        }
        pack.rules.push_back(bounds_rule(table, {"population, " + kind, "人口，" + kind}, pack));
        pack.rules.back().kinds = {kind};
    }
}

void read_weights(const Table& file, RulePack& pack) {
    if (const auto table = file.table("weights")) {
        table->allow({"deviation", "compactness", "moved", "coverage"});
        pack.deviation = table->number("deviation");
        pack.compactness = table->number("compactness");
        pack.moved = table->number("moved");
        pack.coverage = table->number("coverage");
    }
}

void read_organisation(const Table& file, RulePack& pack) {
    if (const auto table = file.table("codes")) {
        table->allow({"code", "name"});
        pack.code = table->text("code");
        pack.name = table->text("name");
    }
    if (const auto table = file.table("staff")) {
        table->allow({"people_per_worker", "grids_per_chief"});
        pack.people_per_worker = table->whole("people_per_worker", 1);
        pack.grids_per_chief = table->whole("grids_per_chief", 1);
    }
}

void read_measures(const Table& file, RulePack& pack) {
    for (const Table& table : file.tables("measure")) {
        table.allow({"name", "fields"});
        FieldMeasure measure{table.needed_text("name"), table.weights("fields")};
        engine::Rule rule;
        if (set_measure(measure.name, pack.measures, rule)) {
            table.refuse(fmt::format("there is a measure {} already", quote(measure.name)));
        }
        pack.measures.push_back(std::move(measure));
    }
}

engine::Rule rule_in(const Table& table, const RulePack& pack) {
    table.allow({"id", "id_zh", "measure", "point_kind", "at_least", "at_most", "target", "weight",
                 "kinds", "not_kinds", "clause", "clause_zh", "source", "source_zh"});
    engine::Rule rule;
    rule.id = table.needed_text("id");
    rule.id_zh = table.text("id_zh").value_or("");
    const std::string measure = table.needed_text("measure");
    if (!set_measure(measure, pack.measures, rule)) {
        table.refuse(fmt::format("{} is no measure; there are {}, and those of [[measure]]",
                                 quote(measure), engine::measure_names()));
    }
    rule.point_kind = table.text("point_kind").value_or("");
    rule.at_least = table.number("at_least");
    rule.at_most = table.number("at_most");
    rule.target = table.number("target");
    rule.weight = table.number("weight");
    rule.kinds = table.texts("kinds");
    rule.not_kinds = table.texts("not_kinds");
    rule.clause = table.needed_message("clause");
    rule.source = table.message("source").value_or(pack.source);
    check_order(table, "at_least", rule.at_least, "at_most", rule.at_most);
    check_order(table, "at_least", rule.at_least, "target", rule.target);
    check_order(table, "target", rule.target, "at_most", rule.at_most);
    if (!rule.at_least && !rule.at_most && !rule.target) {
        table.refuse(
            fmt::format("rule {} needs \"at_least\", \"at_most\" or \"target\"", quote(rule.id)));
    }
    if ((rule.target || rule.weight) && !engine::adds_up(rule.measure)) {
        table.refuse(
            fmt::format("rule {} has a target or a weight, but its measure does not add up "
                        "from block to block",
                        quote(rule.id)));
    }
    if (rule.weight && !rule.target) {
        table.refuse(fmt::format("rule {} has a \"weight\", but no \"target\"", quote(rule.id)));
    }
    if (!rule.point_kind.empty() && rule.measure != engine::Measure::points) {
        table.refuse(fmt::format("rule {} has a \"point_kind\", but does not measure points",
                                 quote(rule.id)));
    }
    return rule;
}

RulePack pack_in(const Table& file) {
    file.allow({"title", "title_zh", "source", "source_zh", "bounds", "bounds_of_kind", "weights",
                "codes", "staff", "measure", "rule"});
    RulePack pack;
    pack.title = file.needed_message("title");
    pack.source = file.needed_message("source");
    read_bounds(file, pack);
    read_weights(file, pack);
    read_organisation(file, pack);
    read_measures(file, pack);
    for (const Table& table : file.tables("rule")) {
        const engine::Rule rule = rule_in(table, pack);
        if (std::any_of(pack.rules.begin(), pack.rules.end(),
                        [&](const engine::Rule& other) { return other.id == rule.id; })) {
            table.refuse(fmt::format("there are two rules {}", quote(rule.id)));
        }
        pack.rules.push_back(rule);
    }
    return pack;
}

} // namespace

algorithms::Bounds GivenBounds::over(const algorithms::Bounds& others) const {
    return {minimum.value_or(others.minimum), maximum.value_or(others.maximum),
            target ? target : others.target};
}

bool set_measure(const std::string& name, const std::vector<FieldMeasure>& measures,
                 engine::Rule& rule) {
    const auto known = engine::measure_named(name);
    const bool is_counted = std::any_of(measures.begin(), measures.end(),
                                        [&](const FieldMeasure& m) { return m.name == name; });
    rule.measure = known.value_or(engine::Measure::counted);
    rule.counted = is_counted ? name : "";
    return known || is_counted;
}

RulePack read_rules(const std::string& path) {
    constexpr std::int64_t most_bytes = 1 << 20;
    const std::string text = RawFile(find_layer(path).path).read(most_bytes);
    try {
        const toml::table table = toml::parse(text, path);
        RulePack pack = pack_in(Table(path, "the file", table));
        pack.sha256 = sha256_of_files({find_layer(path).path});
        return pack;
    } catch (const toml::parse_error& error) {
        throw Error(ErrorCode::input,
                    fmt::format("cannot use the rules {}, line {}: {}", quote(path),
                                error.source().begin.line, error.description()),
                    "mending the file; TOML is described on toml.io");
    }
}

} // namespace evengrid::io
