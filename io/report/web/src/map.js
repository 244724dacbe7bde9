import OlMap from "ol/Map.js";
import View from "ol/View.js";
import Feature from "ol/Feature.js";
import VectorLayer from "ol/layer/Vector.js";
import VectorSource from "ol/source/Vector.js";
import MultiLineString from "ol/geom/MultiLineString.js";
import MultiPolygon from "ol/geom/MultiPolygon.js";
import Point from "ol/geom/Point.js";
import Projection from "ol/proj/Projection.js";
import ScaleLine from "ol/control/ScaleLine.js";
import { buffer, createEmpty, extend, getCenter, getHeight, getWidth } from "ol/extent.js";
import { getRenderPixel } from "ol/render.js";
import { Circle, Fill, Stroke, Style, Text } from "ol/style.js";

import { scheme, step } from "./colours.js";
import { colourNeighbours } from "./plan.js";
import { count } from "./words.js";

const severityColours = { error: "#d0342c", warning: "#e5a000", note: "#3b82c4" };
const font = "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";

/** Features of a table that has shapes; each carries its row as `row`. */
function features(rows, geometry) {
    return rows
        .filter((row) => row.shape)
        .map((row) => {
            const feature = new Feature(geometry(row.shape));
            feature.row = row;
            return feature;
        });
}

/**
 * The map: layers by name, of which those that are empty do not exist.
 *
 * `pointed(grid, building, pixel)` is told what the pointer is on, `chosen(grid)` what was clicked.
 */
export function createMap(target, plan, state, { pointed, chosen }) {
    const polygons = (shape) => new MultiPolygon(plan.polygons(shape));
    const gridFeatures = features(plan.grids, polygons);
    const featureOf = new Map(gridFeatures.map((feature) => [feature.row, feature]));
    const neighbourColours = colourNeighbours(plan.grids);
    let colours = scheme(false);
    let colourBy = "deviation";
    let swipe = null;

    const extent = gridFeatures.reduce(
        (whole, feature) => extend(whole, feature.getGeometry().getExtent()),
        createEmpty(),
    );

    function fillOf(grid) {
        const colour =
            colourBy === "grid"
                ? colours.neighbours[neighbourColours.get(grid) % colours.neighbours.length]
                : colours.grid[step(grid.people, plan.bounds)];
        return state.shows(grid) ? colour : colour + "30";
    }

    // Lines are thin where grids are small, or a whole country would be black with them.
    const areas = plan.grids.map((grid) => grid.area_m2).sort((a, b) => a - b);
    const usualSide = Math.sqrt(areas[areas.length >> 1] ?? 0);
    const thinned = (width, resolution) => width * Math.min(1, Math.max(0.1, usualSide / resolution / 12));

    // From afar they are faint as well, or where grids are dense their colours could not be seen:
    // in a country some are of a town, others of a valley.
    const faded = (colour, resolution, grid) => {
        const side = Math.sqrt(grid?.area_m2 ?? 0);
        const opacity = Math.min(1, Math.max(0.06, side / resolution / 6));
        return colour + Math.round(255 * opacity).toString(16).padStart(2, "0");
    };

    const gridStyle = ({ row }, resolution) =>
        new Style({
            fill: new Fill({ color: fillOf(row) }),
            stroke: new Stroke({
                color: faded(colours.edge, resolution, row),
                width: thinned(state.shows(row) ? 1 : 0.3, resolution),
            }),
        });

    /** While plans are swiped, a label stands where its plan is seen: the existing one on the left. */
    function isSeen(feature, isExisting) {
        if (swipe === null) {
            return true;
        }
        const [width] = map.getSize();
        const divider = map.getCoordinateFromPixel([width * swipe, 0])?.[0] ?? 0;
        return getCenter(feature.getGeometry().getExtent())[0] < divider === isExisting;
    }

    const labelStyle = (feature, resolution) => {
        const { row } = feature;
        return state.shows(row) && isSeen(feature, false)
            ? new Style({
                  text: new Text({
                      text:
                          resolution < 4
                              ? [row.short, `bold 13px ${font}`, "\n", "", count(row.people), `12px ${font}`]
                              : [row.short, `12px ${font}`],
                      fill: new Fill({ color: colours.ink }),
                      stroke: new Stroke({ color: colours.halo, width: 3 }),
                      overflow: false,
                  }),
              })
            : undefined;
    };

    const lineStyle = (color, width) => ({ row }, resolution) =>
        new Style({
            stroke: new Stroke({
                color: faded(colours[color], resolution, plan.gridById.get(row.a ?? row.grid)),
                width: thinned(width, resolution),
            }),
        });

    const unitLabelStyle = ({ row }) =>
        new Style({
            text: new Text({
                text: row.name || row.code,
                font: `bold 12px ${font}`,
                fill: new Fill({ color: colours.ink }),
                stroke: new Stroke({ color: colours.halo, width: 3 }),
                padding: [0, 3, 0, 3], // room that no other label takes
            }),
        });

    const buildingStyle = ({ row }) =>
        new Style({
            fill: new Fill({ color: colours.building + (row.people > 0 ? "b0" : "50") }),
            stroke: new Stroke({ color: colours.halo, width: 0.5 }),
        });

    // Opaque while it is swiped, so that nothing of the new plan shines through.
    const existingStyle = (feature, resolution) =>
        new Style({
            fill: new Fill({ color: swipe === null ? "#0000" : colours.halo }),
            stroke: new Stroke({ color: colours.existing, width: 1.5, lineDash: [6, 4] }),
            text:
                resolution < 4 && swipe !== null && isSeen(feature, true)
                    ? new Text({
                          text: feature.row.code,
                          font: `11px ${font}`,
                          fill: new Fill({ color: colours.existing }),
                          stroke: new Stroke({ color: colours.halo, width: 3 }),
                      })
                    : undefined,
        });

    const findingStyle = ({ row }) =>
        new Style({
            image: new Circle({
                radius: row.severity === "error" ? 5 : 4,
                fill: new Fill({ color: severityColours[row.severity] ?? severityColours.note }),
                stroke: new Stroke({ color: colours.halo, width: 1.5 }),
            }),
        });

    const places = plan.findings
        .filter((finding) => finding.place)
        .map((finding) => {
            const feature = new Feature(new Point(plan.place(finding.place)));
            feature.row = finding;
            return feature;
        });

    /** Unit borders: what runs along a unit, which the outer edge of the plan does as well. */
    const unitBorders = features(
        plan.borders.filter((border) => border.along === "unit" || border.b === null),
        (shape) => new MultiLineString(plan.lines(shape)),
    );

    /** The units, each at the middle of its grids; they are named where grids are too small for it. */
    const unitExtents = new Map(plan.units.map((unit) => [unit, createEmpty()]));
    for (const feature of gridFeatures) {
        extend(unitExtents.get(feature.row.unit), feature.getGeometry().getExtent());
    }
    const unitPlaces = [...unitExtents].map(([unit, whole]) => {
        const feature = new Feature(new Point(getCenter(whole)));
        feature.row = unit;
        return feature;
    });
    const usualUnitSide = usualSide * Math.sqrt(plan.grids.length / Math.max(1, plan.units.length));

    const layers = {};
    function addLayer(name, content, style, options = {}) {
        if (content.length === 0) {
            return;
        }
        layers[name] = new VectorLayer({
            source: new VectorSource({ features: content }),
            style,
            updateWhileAnimating: true,
            updateWhileInteracting: content.length < 30000,
            ...options,
        });
    }
    addLayer("grids", gridFeatures, gridStyle);
    addLayer("blocks", features(plan.blocks, polygons), lineStyle("block", 0.7), { maxResolution: 6 });
    addLayer("existing", features(plan.existing, polygons), existingStyle, { visible: false });
    addLayer("buildings", features(plan.buildings, polygons), buildingStyle, { maxResolution: 5 });
    addLayer("unit_borders", unitBorders, lineStyle("unit", 2));
    addLayer("findings", places, findingStyle, { maxResolution: 8 });
    const gridLabelsFrom = 12;
    addLayer("labels", gridFeatures, labelStyle, { declutter: true, maxResolution: gridLabelsFrom });
    addLayer("unit_labels", unitPlaces, unitLabelStyle, {
        declutter: true,
        minResolution: gridLabelsFrom,
        maxResolution: Math.max(gridLabelsFrom, usualUnitSide / 30),
    });

    const marked = new VectorSource();
    const markedLayer = new VectorLayer({
        source: marked,
        style: (feature) =>
            new Style({
                stroke: new Stroke({ color: colours.select, width: feature.row === state.selected ? 3.5 : 2 }),
                image: new Circle({ radius: 13, stroke: new Stroke({ color: colours.select, width: 3 }) }),
            }),
    });

    const view = new View({
        projection: new Projection({ code: "plan", units: "m", extent, metersPerUnit: 1 }),
        center: getCenter(extent),
        // Room around the plan, so that it can be seen whole beside what lies on the map.
        extent: buffer(extent, Math.max(getWidth(extent), getHeight(extent)) / 2),
        showFullExtent: true,
        minResolution: 0.05,
    });
    const scale = new ScaleLine({ minWidth: 80 });
    const map = new OlMap({
        view,
        layers: [...Object.values(layers), markedLayer],
        controls: [scale],
    });

    const padding = [30, 30, 60, 30];
    const paper = [688, 567]; // pixels of 182 mm by 150 mm
    function goTo(where, options = {}) {
        const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        view.fit(where, { padding, duration: calm ? 0 : 350, ...options });
    }

    function under(pixel) {
        const coordinate = map.getCoordinateFromPixel(pixel);
        const at = (layer) => layer?.getSource().getFeaturesAtCoordinate(coordinate)[0]?.row ?? null;
        const grid = at(layers.grids);
        const buildings = layers.buildings;
        const close = buildings?.getVisible() && view.getResolution() < buildings.getMaxResolution();
        return [grid, close ? at(buildings) : null];
    }

    let hovered = null;
    function mark() {
        marked.clear();
        for (const grid of new Set([hovered, state.selected])) {
            if (grid && featureOf.has(grid)) {
                marked.addFeature(Object.assign(featureOf.get(grid).clone(), { row: grid }));
            }
        }
    }
    map.on("pointermove", (event) => {
        if (event.dragging) {
            pointed(null, null, null);
            return;
        }
        const [grid, building] = under(event.pixel);
        if (grid !== hovered) {
            hovered = grid;
            mark();
        }
        pointed(grid, building, event.pixel);
    });
    target.addEventListener("pointerleave", () => {
        hovered = null;
        mark();
        pointed(null, null, null);
    });
    map.on("singleclick", (event) => chosen(under(event.pixel)[0]));

    // Before / after: the existing plan, opaque, is drawn left of the divider only.
    layers.existing?.on("prerender", (event) => {
        const context = event.context;
        context.save();
        if (swipe !== null) {
            const [width, height] = map.getSize();
            const corners = [[0, 0], [width * swipe, 0], [width * swipe, height], [0, height]];
            context.beginPath();
            for (const corner of corners) {
                context.lineTo(...getRenderPixel(event, corner));
            }
            context.clip();
        }
    });
    layers.existing?.on("postrender", (event) => event.context.restore());

    function restyle() {
        for (const layer of [...Object.values(layers), markedLayer]) {
            layer.changed();
        }
    }

    state.onChange((changes) => {
        mark();
        if ("unit" in changes || "bin" in changes || "reason" in changes) {
            restyle();
        }
    });

    return {
        /** Shows the map, once the page around it has its size. */
        start() {
            map.setTarget(target);
            map.updateSize();
            goTo(extent, { duration: 0 });
        },
        /** Draws what is seen as large as the style sheet has the map on paper, or on the screen again. */
        toPaper(on) {
            const seen = view.calculateExtent(map.getSize());
            if (on) {
                map.setSize(paper);
            } else {
                map.updateSize();
            }
            view.fit(seen, { size: map.getSize() });
            map.renderSync();
        },
        names: Object.keys(layers),
        isVisible: (name) => layers[name].getVisible(),
        setVisible: (name, visible) => layers[name].setVisible(visible),
        setDark(dark) {
            colours = scheme(dark);
            restyle();
        },
        setColourBy(what) {
            colourBy = what;
            restyle();
        },
        /** Share of the width where the existing plan ends and the new one starts; null: no swipe. */
        setSwipe(share) {
            if ((swipe === null) !== (share === null)) {
                layers.existing.setVisible(share !== null);
            }
            swipe = share;
            layers.existing.changed();
            layers.labels.changed();
        },
        showGrid: (grid) => goTo(featureOf.get(grid).getGeometry().getExtent(), { maxZoom: 30, minResolution: 1 }),
        showGrids: (grids) =>
            goTo(
                grids.reduce(
                    (whole, grid) => extend(whole, featureOf.get(grid).getGeometry().getExtent()),
                    createEmpty(),
                ),
            ),
        showPlace(place) {
            const feature = new Feature(new Point(plan.place(place)));
            mark();
            marked.addFeature(feature);
            goTo(feature.getGeometry().getExtent(), { minResolution: 1.5 });
        },
        showAll: () => goTo(extent),
        zoom: (by) => view.animate({ zoom: view.getZoom() + by, duration: 150 }),
    };
}
