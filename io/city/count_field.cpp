#include "io/city/count_field.hpp"

#include "engine/error.hpp"
#include "engine/people.hpp"
#include "engine/quote.hpp"
#include "io/files/trimmed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace evengrid::io {

namespace {

using engine::Error;
using engine::ErrorCode;
using engine::quote;
using engine::say;
using engine::Severity;

constexpr double most_people = 9007199254740991.0; // 2^53 - 1: 2^53 + 1 reads as 2^53

/// The number that a value is; none where it is none. Null must have been seen to before.
std::optional<double> number_of(const Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        return static_cast<double>(*whole);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return std::isfinite(*real) ? std::optional(*real) : std::nullopt;
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        const std::string_view figures = trimmed(*text);
        double number = 0;
        const auto [end, error] = std::from_chars(figures.data(), figures.data() + figures.size(),
                                                  number, std::chars_format::fixed);
        const bool is_whole_text = error == std::errc{} && end == figures.data() + figures.size();
        return is_whole_text && std::isfinite(number) ? std::optional(number) : std::nullopt;
    }
    return std::nullopt;
}

/// A number with a unit of floors or metres, as "6层", "12 F" or "18.5 m".
std::optional<double> number_with_unit(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) {
        return std::nullopt;
    }
    const std::string_view whole = trimmed(*text);
    const std::size_t figures = std::min(whole.find_first_not_of("0123456789."), whole.size());
    const std::string_view unit = trimmed(whole.substr(figures));
    constexpr std::array<std::string_view, 8> units{"层", "層", "F", "f", "floors", "m", "M", "米"};
    return std::find(units.begin(), units.end(), unit) == units.end()
               ? std::nullopt
               : number_of(std::string(whole.substr(0, figures)));
}

bool is_null(const Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return std::holds_alternative<std::monostate>(value) ||
           (text != nullptr && trimmed(*text).empty());
}

std::string shown(const Value& value) {
    if (const auto* bad = std::get_if<BadNumber>(&value)) {
        return quote(bad->raw);
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        return quote(*text);
    }
    if (const auto* real = std::get_if<double>(&value)) {
        return fmt::format("\"{}\"", *real);
    }
    return fmt::format("\"{}\"", std::get<std::int64_t>(value));
}

engine::Finding finding(const CountField& field, std::size_t i, std::string kind,
                        engine::Message message) {
    return {.kind = std::move(kind),
            .severity = Severity::warning,
            .message = std::move(message),
            .source = field.source,
            .src_fid = field.fids[i]};
}

Error refusal(const CountField& field, const std::vector<std::size_t>& bad) {
    constexpr std::size_t most_named = 5;
    std::string others;
    for (std::size_t i = 1; i < std::min(bad.size(), most_named + 1); ++i) {
        others += fmt::format("{}{}", i == 1 ? "" : ", ", field.fids[bad[i]]);
    }
    if (!others.empty()) {
        others = fmt::format("; {} more such features: {}{}", bad.size() - 1, others,
                             bad.size() > most_named + 1 ? ", ..." : "");
    }
    return {ErrorCode::input,
            fmt::format("cannot {} by field {} of {}: feature {} holds {}, which is no number{}",
                        field.purpose, quote(field.field), quote(field.source), field.fids[bad[0]],
                        shown(field.values[bad[0]]), others),
            field.remedy};
}

} // namespace

std::vector<std::int64_t> read_counts(const CountField& field, bool exclude_bad,
                                      std::vector<engine::Finding>& findings) {
    std::vector<double> people(field.values.size(), 0.0);
    std::vector<std::size_t> bad;
    double sum = 0;
    bool has_fractions = false;
    for (std::size_t i = 0; i < field.values.size(); ++i) {
        if (is_null(field.values[i])) {
            findings.push_back(
                finding(field, i, "no count",
                        say("{} is null; counted as 0", "{} 为空，计为 0", quote(field.field))));
            continue;
        }
        const auto number = number_of(field.values[i]);
        if (!number) {
            bad.push_back(i);
        } else if (*number < 0) {
            findings.push_back(finding(field, i, "negative count",
                                       say("{} is {}; counted as 0", "{} 为 {}，计为 0",
                                           quote(field.field), shown(field.values[i]))));
        } else {
            people[i] = *number;
            sum += *number;
            has_fractions = has_fractions || std::floor(*number) != *number;
        }
    }
    if (!bad.empty() && !exclude_bad) {
        throw refusal(field, bad);
    }
    for (const std::size_t i : bad) {
        findings.push_back(
            finding(field, i, "bad count",
                    say("{} is {}, which is no number; counted as 0", "{} 为 {}，不是数字，计为 0",
                        quote(field.field), shown(field.values[i]))));
    }
    if (sum > most_people) {
        throw Error(
            ErrorCode::limit,
            fmt::format("field {} of {} counts {} people; at most {} can be counted exactly",
                        quote(field.field), quote(field.source), sum, most_people),
            "check the field");
    }
    if (has_fractions) {
        findings.push_back({.kind = "fractions of people",
                            .severity = Severity::note,
                            .message = say("{} has fractions; they became whole people, {} in all",
                                           "{} 含小数，已化为整数，共 {} 人", quote(field.field),
                                           std::llround(sum)),
                            .source = field.source});
        return engine::whole_people(people);
    }
    std::vector<std::int64_t> counts;
    counts.reserve(people.size());
    for (const double count : people) {
        counts.push_back(static_cast<std::int64_t>(count));
    }
    return counts;
}

std::vector<std::optional<double>> read_measures(const CountField& field,
                                                 std::vector<engine::Finding>& findings) {
    std::vector<std::optional<double>> measures;
    std::int64_t unknown = 0;
    for (const Value& value : field.values) {
        const auto number = is_null(value) ? std::nullopt : number_of(value);
        measures.push_back(number ? number : number_with_unit(value));
        unknown += measures.back() && *measures.back() > 0 ? 0 : 1;
    }
    if (unknown > 0) {
        findings.push_back(
            {.kind = "unknown measure",
             .severity = Severity::note,
             .message = say("{} is unknown for {} of {} features (null, 0, or no number)",
                            "{2} 个要素中有 {1} 个的 {0} 未知（为空、0 或不是数字）",
                            quote(field.field), unknown, field.values.size()),
             .source = field.source});
    }
    return measures;
}

} // namespace evengrid::io
