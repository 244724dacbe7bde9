#include "io/plan/write_plan.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"
#include "io/files/aside.hpp"
#include "io/files/write_file.hpp"
#include "io/plan/organisation_layers.hpp"
#include "io/plan/plan_layers.hpp"
#include "io/qgis/styles.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evengrid::io {

namespace {

using engine::say;

const InputFile* file_of(const CityInput& input, std::string_view role) {
    const auto file = std::find_if(input.files.begin(), input.files.end(),
                                   [&](const InputFile& f) { return f.role == role; });
    return file == input.files.end() ? nullptr : &*file;
}

std::vector<engine::Finding> as_findings(const std::vector<ChangedField>& changed,
                                         const std::string& source) {
    std::vector<engine::Finding> findings;
    for (const ChangedField& field : changed) {
        engine::Finding& finding = findings.emplace_back();
        finding.kind = "field changed";
        finding.message =
            field.from == field.to
                ? say("field {} of the layer buildings: {}", "buildings 图层的字段 {}：{}",
                      engine::quote(field.from), field.why)
                : say("field {} is {} in the layer buildings: {}",
                      "字段 {} 在 buildings 图层中为 {}：{}", engine::quote(field.from),
                      engine::quote(field.to), field.why);
        finding.source = source;
    }
    return findings;
}

/// QGIS reads the style of a file from a .qml beside it.
void write_style_files(const std::filesystem::path& folder,
                       const std::vector<std::string>& layers) {
    for (const LayerStyle& style : plan_styles(Wording::both)) {
        if (std::find(layers.begin(), layers.end(), style.layer) != layers.end()) {
            write_file(folder / (style.layer + ".qml"), qml_document(style));
        }
    }
}

/// A name that says another format than the one to be written is a slip of the user's.
void check_name(const WriteOptions& options) {
    const std::string extension = std::filesystem::path(options.path).extension().string();
    const PlanFormatTraits& wanted = traits(options.format);
    const auto of_name = std::find_if(plan_formats.begin(), plan_formats.end(),
                                      [&](const auto& f) { return f.extension == extension; });
    if (!wanted.is_folder && extension != wanted.extension) {
        throw engine::Error(
            engine::ErrorCode::usage,
            fmt::format("cannot write {}: the name of a plan in the format \"{}\" ends in \"{}\"",
                        engine::quote(options.path), wanted.name, wanted.extension),
            of_name == plan_formats.end()
                ? fmt::format("--output {}{}", options.path, wanted.extension)
                : fmt::format("another name, or --format {} with the name of a folder",
                              of_name->name));
    }
    if (wanted.is_folder && of_name != plan_formats.end()) {
        throw engine::Error(
            engine::ErrorCode::usage,
            fmt::format("cannot write {}: a plan in the format \"{}\" is a folder of files, one "
                        "per layer",
                        engine::quote(options.path), wanted.name),
            fmt::format("--output {}",
                        std::filesystem::path(options.path).replace_extension().string()));
    }
}

} // namespace

void check_target(const WriteOptions& options) {
    check_name(options);
    check_target(options.path, traits(options.format).is_folder, options.overwrite);
}

std::vector<engine::Finding> write_plan(const CityInput& input, const engine::Plan& plan,
                                        const engine::Organisation& organisation,
                                        const Summary& summary, const WriteOptions& options) {
    Aside aside(options.path, traits(options.format).is_folder, options.overwrite);
    std::vector<engine::Finding> found;
    {
        VectorTarget target(aside.path(), options.format, input.written);
        const engine::Move to_written =
            way_to_written(input.metric, input.written, place_in(input.city));
        std::vector<std::string> layers{"grids", "blocks", "borders", "findings", "summary"};
        write_grids(target, input.city, plan, to_written);
        write_blocks(target, input.city, plan.blocks, plan.grid_of_block, to_written);
        if (const InputFile* file = file_of(input, "buildings")) {
            layers.push_back("buildings");
            found = as_findings(
                write_buildings(target, input.city, plan,
                                {file->path, file->layer_name, file->table, file->system,
                                 file->shift, options.keep_personal_fields}),
                file->layer);
        }
        write_borders(target, plan, to_written);
        if (plan.handover) {
            layers.push_back("existing");
            write_existing(target, input.city, plan, to_written);
        }
        const auto further = write_organisation(target, input.city, plan, organisation, to_written);
        layers.insert(layers.end(), further.begin(), further.end());
        if (!plan.rules.empty()) {
            layers.push_back("rules");
            write_rules(target, plan);
        }
        std::vector<engine::Finding> findings = plan.findings;
        findings.insert(findings.end(), found.begin(), found.end());
        write_findings(target, findings, to_written);
        write_summary(target, summary);
        if (options.format == PlanFormat::geopackage) {
            write_styles(target, plan_styles(Wording::both), layers);
        } else {
            write_style_files(aside.path(), layers);
        }
        for (const auto& [layer, count] : target.left_out()) {
            engine::Finding& finding = found.emplace_back();
            finding.kind = "not written";
            finding.severity = engine::Severity::warning;
            finding.message = say(
                "{} features of the layer {} have no shape, and the format has no room for them",
                "图层 {1} 有 {0} 个要素没有图形，该格式无法存放", count, layer);
        }
        target.finish();
    }
    aside.put_in_place();
    return found;
}

void write_blocks(const CityInput& input, const engine::Blocks& blocks, const Summary& summary,
                  const WriteOptions& options) {
    Aside aside(options.path, traits(options.format).is_folder, options.overwrite);
    {
        VectorTarget target(aside.path(), options.format, input.written);
        const engine::Move to_written =
            way_to_written(input.metric, input.written, place_in(input.city));
        write_blocks(target, input.city, blocks, {}, to_written);
        std::vector<engine::Finding> findings = input.city.findings;
        findings.insert(findings.end(), blocks.findings.begin(), blocks.findings.end());
        write_findings(target, findings, to_written);
        write_summary(target, summary);
        if (options.format == PlanFormat::geopackage) {
            write_styles(target, plan_styles(Wording::both), {"blocks", "findings"});
        } else {
            write_style_files(aside.path(), {"blocks", "findings"});
        }
        target.finish();
    }
    aside.put_in_place();
}

} // namespace evengrid::io
