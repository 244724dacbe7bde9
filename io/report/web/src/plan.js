import { decodeDeltas } from "ol/format/Polyline.js";

/** Columns of equal length, {a: [..], b: [..]}, as rows, [{a, b}, ..]. */
function rows(columns) {
    const names = Object.keys(columns ?? {});
    return names.length === 0
        ? []
        : columns[names[0]].map((_, i) => Object.fromEntries(names.map((name) => [name, columns[name][i]])));
}

const optionKeys = new Set([
    "minimum", "maximum", "target", "effort", "seed", "rules", "rules_overruled_by",
]);

/** The entries of the summary by what they tell; the part of a key before a colon says that. */
function summaryGroups(summary) {
    const groups = { counts: [], ledger: [], options: [], inputs: [], reproduce: [], versions: [] };
    for (const [key, value] of summary) {
        const [, kind, rest] = key.match(/^(ledger|input|version|option): (.*)$/s) ?? [null, "", key];
        const group =
            { ledger: "ledger", input: "inputs", version: "versions", option: "options" }[kind] ??
            (rest === "command" ? "reproduce" : optionKeys.has(rest) ? "options" : "counts");
        groups[group].push([rest, value]);
    }
    return Object.entries(groups).filter(([, entries]) => entries.length > 0);
}

/** Gives every grid the code that is left when its unit's goes without saying: "003" of "A-003". */
function shortenCodes(grids) {
    const rest = ({ code, unit }) => (code.startsWith(unit.code) ? code.slice(unit.code.length) : "") || code;
    const bare = (grid) => rest(grid).replace(/^[-_ ]+/, "") || rest(grid);
    const alike = new Map();
    const key = (grid) => `${grid.unit.code}\n${bare(grid)}`;
    for (const grid of grids) {
        alike.set(key(grid), (alike.get(key(grid)) ?? 0) + 1);
    }
    for (const grid of grids) {
        grid.short = alike.get(key(grid)) > 1 ? rest(grid) : bare(grid);
    }
}

/**
 * Reads the plan that stands in the page; io/report/web_page.hpp says how it is written.
 *
 * Coordinates are metres; `polygons(text)` and `lines(text)` decode a shape when it is needed.
 */
export function readPlan(text) {
    const plan = JSON.parse(text);
    const [x, y] = plan.origin;

    const ring = (encoded, closed) => {
        const flat = decodeDeltas(encoded, 2, 1 / plan.step);
        const points = [];
        for (let i = 0; i < flat.length; i += 2) {
            points.push([x + flat[i], y + flat[i + 1]]);
        }
        if (closed) {
            points.push(points[0]);
        }
        return points;
    };
    plan.polygons = (shape) =>
        shape.split(",").map((polygon) => polygon.split(" ").map((encoded) => ring(encoded, true)));
    plan.lines = (shape) => shape.split(" ").map((encoded) => ring(encoded, false));
    plan.place = ([east, north]) => [x + east * plan.step, y + north * plan.step];

    for (const table of ["units", "grids", "blocks", "buildings", "borders", "findings", "existing", "handover"]) {
        plan[table] = rows(plan[table]);
    }
    plan.summaryGroups = summaryGroups(plan.summary);
    plan.gridById = new Map(plan.grids.map((grid) => [grid.id, grid]));
    for (const unit of plan.units) {
        Object.assign(unit, { people: 0, grids: 0, outside: 0 });
    }
    for (const grid of plan.grids) {
        grid.unit = plan.units[grid.unit];
        grid.deviation = plan.bounds.target > 0 ? grid.people / plan.bounds.target - 1 : 0;
        grid.neighbours = new Set();
        grid.unit.people += grid.people;
        grid.unit.grids += 1;
        grid.unit.outside += grid.in_bounds ? 0 : 1;
    }
    shortenCodes(plan.grids);
    for (const row of plan.handover) {
        row.existing = plan.existing[row.from] ?? null;
        row.grid = plan.gridById.get(row.to) ?? null;
    }
    for (const { a, b } of plan.borders) {
        const [one, other] = [plan.gridById.get(a), plan.gridById.get(b)];
        if (one && other) {
            one.neighbours.add(other);
            other.neighbours.add(one);
        }
    }
    return plan;
}

/** The smallest number of colours, as a greedy choice finds it, such that no two neighbours share one. */
export function colourNeighbours(grids) {
    const colours = new Map();
    for (const grid of grids) {
        const taken = new Set([...grid.neighbours].map((neighbour) => colours.get(neighbour)));
        let colour = 0;
        while (taken.has(colour)) {
            colour += 1;
        }
        colours.set(grid, colour);
    }
    return colours;
}
