#include "io/qgis/qgis_project.hpp"

#include "engine/error.hpp"
#include "engine/geometry/geometry.hpp"
#include "engine/quote.hpp"
#include "io/escaped_xml.hpp"
#include "io/files/drivers.hpp"
#include "io/qgis/styles.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace evengrid::io {

namespace fs = std::filesystem;

namespace {

/// A layer of the plan as the project shows it.
struct ProjectLayer {
    LayerStyle style;
    std::string source; ///< from the folder of the project
    OGRwkbGeometryType type = wkbNone;

    /// QGIS replaces ids that are shorter than eleven characters.
    std::string id() const { return "evengrid_" + style.layer; }
};

struct Opened {
    std::vector<ProjectLayer> layers; ///< from the top of the map to its bottom
    engine::Box extent;               ///< of the grids
    std::string wkt;
    std::string proj4;
    std::string authority; ///< "EPSG:4547"; empty where the reference system has none
    std::string title;
};

std::string as_text(const OGRSpatialReference& crs, bool proj4) {
    char* text = nullptr;
    const char* const wkt2[] = {"FORMAT=WKT2_2019", nullptr};
    const OGRErr failed = proj4 ? crs.exportToProj4(&text) : crs.exportToWkt(&text, wkt2);
    std::string exported = failed == OGRERR_NONE && text ? text : "";
    CPLFree(text);
    return exported;
}

Opened open_plan(const std::string& plan, const std::string& project, Wording wording) {
    register_drivers();
    const GDALDatasetUniquePtr data(
        GDALDataset::Open(plan.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    OGRLayer* grids = data ? data->GetLayerByName("grids") : nullptr;
    OGREnvelope extent;
    if (!grids || grids->GetExtent(&extent) != OGRERR_NONE || !grids->GetSpatialRef()) {
        throw engine::Error(engine::ErrorCode::input,
                            "cannot read a plan from " + engine::quote(plan),
                            "a GeoPackage that evengrid partition wrote");
    }
    Opened opened;
    constexpr double margin = 0.04; // so that no border lies on the edge of the window
    const double x = margin * (extent.MaxX - extent.MinX), y = margin * (extent.MaxY - extent.MinY);
    opened.extent = {extent.MinX - x, extent.MinY - y, extent.MaxX + x, extent.MaxY + y};
    const OGRSpatialReference& crs = *grids->GetSpatialRef();
    opened.wkt = as_text(crs, false);
    opened.proj4 = as_text(crs, true);
    if (crs.GetAuthorityName(nullptr) && crs.GetAuthorityCode(nullptr)) {
        opened.authority =
            fmt::format("{}:{}", crs.GetAuthorityName(nullptr), crs.GetAuthorityCode(nullptr));
    }
    opened.title = fs::path(plan).stem().string();
    const fs::path folder = fs::absolute(project).parent_path();
    const std::string way = fs::proximate(fs::absolute(plan), folder).generic_string();
    for (LayerStyle& style : plan_styles(wording)) {
        if (OGRLayer* layer = data->GetLayerByName(style.layer.c_str())) {
            const std::string source = fmt::format("./{}|layername={}", way, style.layer);
            opened.layers.insert(opened.layers.begin(),
                                 {std::move(style), source, layer->GetGeomType()});
        }
    }
    return opened;
}

std::string reference_system(const Opened& opened) {
    return fmt::format(
        "<spatialrefsys><wkt>{}</wkt><proj4>{}</proj4><authid>{}</authid></spatialrefsys>",
        escaped_xml(opened.wkt), escaped_xml(opened.proj4), escaped_xml(opened.authority));
}

/// Corners to the millimetre, or to as much of a degree.
std::string extent(std::string_view tag, const engine::Box& box, const std::string& elements = {}) {
    return fmt::format(
        R"(<{0} xmin="{1:.12g}" ymin="{2:.12g}" xmax="{3:.12g}" ymax="{4:.12g}">{5}</{0}>)", tag,
        box.min_x_m, box.min_y_m, box.max_x_m, box.max_y_m, elements);
}

std::string_view geometry_word(OGRwkbGeometryType type) {
    switch (wkbFlatten(type)) {
    case wkbPoint:
    case wkbMultiPoint:
        return "Point";
    case wkbLineString:
    case wkbMultiLineString:
        return "Line";
    case wkbNone:
        return "No geometry";
    default:
        return "Polygon";
    }
}

std::string map_layer(const ProjectLayer& layer, const std::string& crs) {
    return fmt::format(
        R"(<maplayer type="vector" geometry="{}" styleCategories="AllStyleCategories"{}><id>{}</id><datasource>{}</datasource><layername>{}</layername><srs>{}</srs><provider encoding="UTF-8">ogr</provider>{}</maplayer>)",
        geometry_word(layer.type), layer.style.attributes, layer.id(), escaped_xml(layer.source),
        escaped_xml(layer.style.title), crs, layer.style.elements);
}

std::string tree_layer(const ProjectLayer& layer) {
    return fmt::format(
        R"(<layer-tree-layer id="{}" name="{}" source="{}" providerKey="ogr" checked="Qt::Checked" expanded="0"/>)",
        layer.id(), escaped_xml(layer.style.title), escaped_xml(layer.source));
}

/// The layers in groups; drawn in their own order, since grids lie under the buildings.
std::string layer_tree(const Opened& opened, Wording wording) {
    struct Group {
        Phrase title;
        std::vector<std::string_view> layers;
    };
    const Group groups[] = {{{"Check", "核查"}, {"findings", "rules", "summary"}},
                            {{"Organisation", "组织"},
                             {"points", "levels_streets", "levels_units", "levels_groups", "levels",
                              "staff", "coverage", "docking"}},
                            {{"Before", "现行方案"}, {"existing"}},
                            {{"Plan", "方案"}, {"borders", "grids"}},
                            {{"Ground", "底图"}, {"buildings", "blocks"}}};
    std::string tree = "<layer-tree-group>";
    for (const Group& group : groups) {
        std::string members;
        for (const std::string_view name : group.layers) {
            for (const ProjectLayer& layer : opened.layers) {
                members += layer.style.layer == name ? tree_layer(layer) : "";
            }
        }
        if (members.empty()) {
            continue;
        }
        tree += fmt::format(R"(<layer-tree-group name="{}" checked="Qt::Checked" expanded="1">)",
                            escaped_xml(told(wording, group.title)));
        tree += members + "</layer-tree-group>";
    }
    tree += R"(<custom-order enabled="1">)";
    for (const ProjectLayer& layer : opened.layers) {
        tree += fmt::format("<item>{}</item>", layer.id());
    }
    return tree + "</custom-order></layer-tree-group>";
}

// ---- the sheets ----

/// A place on a sheet, in millimetres from its upper left corner.
struct Place {
    double x_mm, y_mm, wide_mm, high_mm;
};

constexpr Place page{0, 0, 210, 297};
constexpr Place title_place{12, 10, 186, 10};
constexpr Place facts_place{12, 20, 186, 8};
constexpr Place map_place{12, 30, 186, 210};
constexpr Place arrow_place{182, 34, 12, 14};
constexpr Place legend_place{12, 244, 186, 46};
constexpr Place scale_place{14, 227, 54, 11}; // in the map: the legend needs its room

/// QGIS wants every item to have an id of its own; these are numbered.
std::string item_id(int number) {
    return fmt::format("{{e7e9617d-0000-4000-8000-{:012}}}", number);
}

/// An item of a layout. \param type as QGIS numbers the kinds of items
std::string item(int number, int type, const Place& place, const std::string& attributes,
                 const std::string& elements) {
    return fmt::format(
        R"(<LayoutItem type="{}" uuid="{}" templateUuid="{}" position="{},{},mm" positionOnPage="{},{},mm" size="{},{},mm" visibility="1" opacity="1" itemRotation="0" referencePoint="0" zValue="{}"{}>{}</LayoutItem>)",
        type, item_id(number), item_id(number), place.x_mm, place.y_mm, place.x_mm, place.y_mm,
        place.wide_mm, place.high_mm, number, attributes, elements);
}

constexpr int page_number = 0, map_number = 1, title_number = 2, facts_number = 3, arrow_number = 4,
              legend_number = 5, scale_number = 6;

std::string label(int number, const Place& place, const std::string& text, int points, bool bold) {
    return item(
        number, 65641, place,
        fmt::format(
            R"( labelText="{}" halign="1" valign="128" htmlState="0" marginX="0" marginY="0" background="false" frame="false")",
            escaped_xml(text)),
        fmt::format(R"(<LabelFont description="Sans Serif,{},-1,5,{},0,0,0,0,0" style=""/>)",
                    points, bold ? 75 : 50));
}

/// The map; its extent is grown to the shape of its place, since QGIS would shrink the place
/// instead.
std::string map_item(const engine::Box& box) {
    const double m_per_mm = std::max((box.max_x_m - box.min_x_m) / map_place.wide_mm,
                                     (box.max_y_m - box.min_y_m) / map_place.high_mm);
    const double x = (box.min_x_m + box.max_x_m) / 2, half_x = m_per_mm * map_place.wide_mm / 2;
    const double y = (box.min_y_m + box.max_y_m) / 2, half_y = m_per_mm * map_place.high_mm / 2;
    return item(
        map_number, 65639, map_place,
        R"( frame="true" background="true" keepLayerSet="false" followPreset="false" drawCanvasItems="false" mapRotation="0")",
        extent("Extent", {x - half_x, y - half_y, x + half_x, y + half_y}) +
            R"(<LayerSet/><AtlasMap atlasDriven="1" scalingMode="2" margin="0.15"/>)");
}

std::string legend_item(const Opened& opened, Wording wording) {
    std::string tree;
    for (const ProjectLayer& layer : opened.layers) {
        const std::string& name = layer.style.layer;
        tree += name == "grids" || name == "borders" || name == "existing" || name == "points"
                    ? tree_layer(layer)
                    : "";
    }
    std::string styles;
    for (const auto& [name, points] : {std::pair{"title", 9},
                                       {"group", 9},
                                       {"subgroup", 9},
                                       {"symbol", 8},
                                       {"symbolLabel", 8}}) {
        styles += fmt::format(
            R"(<style name="{}" alignment="1" marginTop="1.5" marginLeft="{}"><styleFont description="Sans Serif,{},-1,5,50,0,0,0,0,0" style=""/></style>)",
            name, name == std::string_view("symbolLabel") ? 2 : 0, points);
    }
    return item(
        legend_number, 65642, legend_place,
        fmt::format(
            R"( title="{}" map_uuid="{}" columnCount="3" splitLayer="0" equalColumnWidth="0" columnSpace="4" symbolWidth="6" symbolHeight="3" boxSpace="0" resizeToContents="0" legendFilterByAtlas="0" background="false" frame="false" fontColor="#212529")",
            escaped_xml(told(wording, {"Legend", "图例"})), item_id(map_number)),
        "<styles>" + styles + "</styles><layer-tree-group>" + tree + "</layer-tree-group>");
}

std::string scale_item() {
    return item(
        scale_number, 65646, scale_place,
        fmt::format(
            R"( mapUuid="{}" style="Single Box" segmentSizeMode="1" minBarWidth="20" maxBarWidth="30" numSegments="2" numSegmentsLeft="0" height="2" unitType="meters" unitLabel="m" numMapUnitsPerScaleBarUnit="1" numUnitsPerSegment="100" alignment="0" boxContentSpace="1" labelBarSpace="1" outlineWidth="0.2" background="true" frame="false")",
            item_id(map_number)),
        R"(<BackgroundColor red="255" green="255" blue="255" alpha="200"/><text-style fontFamily="Sans Serif" fontSize="8" fontSizeUnit="Point" textColor="33,37,41,255"/>)");
}

std::string arrow_item() {
    return item(
        arrow_number, 65640, arrow_place,
        fmt::format(
            R"( file="arrows/NorthArrow_02.svg" mode="2" mapUuid="{}" northMode="0" northOffset="0" pictureRotation="0" resizeMode="0" anchorPoint="4" svgFillColor="33,37,41,255" svgBorderColor="33,37,41,255" svgBorderWidth="0.2" background="false" frame="false")",
            item_id(map_number)),
        "");
}

/// A layout with one sheet for every grid.
std::string layouts(const Opened& opened, Wording wording) {
    const auto grids =
        std::find_if(opened.layers.begin(), opened.layers.end(),
                     [](const ProjectLayer& layer) { return layer.style.layer == "grids"; });
    const auto fact = [&](Phrase name, std::string_view expression) {
        return fmt::format("{}: [% {} %]    ", told(wording, name), expression);
    };
    const std::string facts = fact({"Unit", "社区"}, R"(coalesce("unit_name", "unit_code"))") +
                              fact({"People", "人口"}, R"(format_number("population", 0))") +
                              fact({"Households", "户数"},
                                   R"(if("households" > 0, format_number("households", 0), '–'))") +
                              fact({"Buildings", "建筑"}, R"(format_number("buildings", 0))") +
                              R"([% if("in_bounds", '', represent_value("reason")) %])";
    std::string text = fmt::format(
        R"(<Layouts><Layout name="{}" units="mm" printResolution="200"><PageCollection><symbol type="fill" name="" alpha="1"><layer class="SimpleFill" enabled="1" pass="0" locked="0"><Option type="Map">{}{}</Option></layer></symbol>)",
        escaped_xml(told(wording, {"Grid sheets", "网格图"})),
        qml::option("color", "255,255,255,255"), qml::option("outline_style", "no"));
    text += item(page_number, 65638, page, "", "") + "</PageCollection>";
    text += scale_item() + legend_item(opened, wording) + arrow_item();
    text += label(facts_number, facts_place, facts, 10, false);
    text += label(title_number, title_place,
                  R"([% "code" %]  [% if("name" = "code", '', "name") %])", 16, true);
    text += map_item(opened.extent);
    text += fmt::format(
        R"(<Atlas enabled="1" coverageLayer="{}" coverageLayerName="{}" coverageLayerSource="{}" coverageLayerProvider="ogr" filenamePattern="&quot;code&quot;" pageNameExpression="&quot;code&quot;" sortFeatures="1" sortKey="&quot;grid_id&quot;" sortAscending="1" hideCoverage="0" filterFeatures="0"/>)",
        grids->id(), escaped_xml(grids->style.title), escaped_xml(grids->source));
    return text + "</Layout></Layouts>";
}

} // namespace

std::string qgis_project(const std::string& plan, const std::string& project, Wording wording) {
    const Opened opened = open_plan(plan, project, wording);
    const std::string crs = reference_system(opened);
    std::string layers, order;
    for (const ProjectLayer& layer : opened.layers) {
        layers += map_layer(layer, crs);
        order += fmt::format(R"(<layer id="{}"/>)", layer.id());
    }
    return fmt::format(
        R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" projectname="{0}"><title>{0}</title><projectCrs>{1}</projectCrs>{2}<projectlayers>{3}</projectlayers><layerorder>{4}</layerorder><properties><SpatialRefSys><ProjectionsEnabled type="int">1</ProjectionsEnabled></SpatialRefSys><Paths><Absolute type="bool">false</Absolute></Paths></properties>{5}<ProjectViewSettings UseProjectScales="0"><Scales/>{6}</ProjectViewSettings></qgis>
)",
        escaped_xml(opened.title), crs, layer_tree(opened, wording), layers, order,
        layouts(opened, wording), extent("DefaultViewExtent", opened.extent, crs));
}

} // namespace evengrid::io
