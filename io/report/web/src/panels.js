import { data, el } from "./dom.js";
import { area, count, inLanguage, percent, say, signedPercent } from "./words.js";

/** The figures that sum a plan up. */
export function drawFigures(plan) {
    const people = plan.grids.reduce((sum, grid) => sum + grid.people, 0);
    const inBounds = plan.grids.filter((grid) => grid.in_bounds).length;
    const total = plan.grids.length;
    const figures = [
        ["grids", count(total)],
        ["in_bounds", total ? percent(inBounds / total) : "–", say("in_bounds_of", count(inBounds), count(total))],
        ["people", count(people)],
        ["mean", total ? count(Math.round(people / total)) : "–"],
        ["units", count(plan.units.length)],
    ];
    if (plan.existing.length > 0) {
        figures.push(["moved", count(plan.moved), people ? percent(plan.moved / people) : null]);
    }
    return figures.map(([word, figure, detail]) =>
        el(
            "div",
            { class: `figure ${word}` },
            el("dt", {}, say(word)),
            el("dd", {}, figure, detail ? el("small", {}, detail) : null),
        ),
    );
}

/** A mark before a number of people that says without colour which side of the bounds it is on. */
export function peopleMark(grid, bounds) {
    if (grid.in_bounds) {
        return "";
    }
    return grid.people < bounds.min ? "▼ " : "▲ ";
}

export function peopleCell(grid, bounds) {
    const side = grid.in_bounds ? null : grid.people < bounds.min ? "low" : "high";
    return el("span", { class: side }, peopleMark(grid, bounds) + count(grid.people));
}

/** All that the plan says about one grid. */
export function drawGrid(grid, plan, { close, choose }) {
    const facts = [
        ["unit", data([grid.unit.name, grid.unit.code].filter(Boolean).join(" · "))],
        ["people", peopleCell(grid, plan.bounds)],
        ["deviation", signedPercent(grid.deviation)],
        ["reason", grid.reason && say(grid.reason)],
        ["households", grid.households > 0 && count(grid.households)],
        ["buildings", count(grid.buildings)],
        ["blocks", count(grid.blocks)],
        ["area", area(grid.area_m2)],
        ["compact", grid.compact.toFixed(2)],
    ];
    const neighbours = [...grid.neighbours].map((neighbour) =>
        el(
            "button",
            { type: "button", class: "link", onclick: () => choose(neighbour) },
            data(neighbour.unit === grid.unit ? neighbour.short : neighbour.code),
        ),
    );
    return el(
        "section",
        { class: "card", "aria-label": say("grid") },
        el(
            "header",
            {},
            el("h2", {}, data(grid.code), grid.name === grid.code ? null : el("small", {}, data(grid.name))),
            el("button", { type: "button", class: "icon", "aria-label": say("close"), onclick: close }, "×"),
        ),
        el(
            "dl",
            { class: "facts" },
            facts.filter(([, fact]) => fact).map(([word, fact]) => el("div", {}, el("dt", {}, say(word)), el("dd", {}, fact))),
        ),
        neighbours.length > 0 ? el("p", { class: "neighbours" }, el("span", { class: "quiet" }, say("neighbours")), neighbours) : null,
    );
}

/** How many grids are out of bounds for which reason; a reason narrows the grids shown. */
/** What kinds of findings there are, the gravest and most frequent first; `choose(kind)` is told of a click. */
export function drawKinds(plan, severities, choose) {
    const kinds = new Map();
    for (const { kind, severity } of plan.findings) {
        const found = kinds.get(kind) ?? { kind, severity: severities.indexOf(severity), count: 0 };
        found.count += 1;
        kinds.set(kind, found);
    }
    return [...kinds.values()]
        .sort((a, b) => a.severity - b.severity || b.count - a.count)
        .map(({ kind, severity, count: findings }) =>
            el(
                "button",
                { type: "button", class: `finding ${severities[severity] ?? "note"}`, onclick: () => choose(kind) },
                el("span", {}, el("b", {}, count(findings)), " ", data(say(kind))),
            ),
        );
}

export function drawReasons(plan, state) {
    const counts = new Map();
    for (const grid of plan.grids.filter((each) => !each.in_bounds)) {
        counts.set(grid.reason, (counts.get(grid.reason) ?? 0) + 1);
    }
    if (counts.size === 0) {
        return [el("p", { class: "good" }, "✓ " + say("all_in_bounds"))];
    }
    const byCount = [...counts].sort(([, a], [, b]) => b - a);
    return [
        el("h2", {}, say("why_out")),
        el(
            "ul",
            { class: "reasons" },
            byCount.map(([reason, number]) =>
                el(
                    "li",
                    {},
                    el(
                        "button",
                        {
                            type: "button",
                            "aria-pressed": String(state.reason === reason),
                            onclick: () => state.set({ reason: state.reason === reason ? null : reason }),
                        },
                        el("b", {}, count(number)),
                        el("span", {}, say(reason)),
                    ),
                ),
            ),
        ),
    ];
}

/** What an entry of the summary is called: people who were left out go by the reason. */
function called(group, key, value) {
    const reason = group === "ledger" && inLanguage(value, "reason");
    return reason ? say("left_out_for", reason) : say(key);
}

/** A value of the summary as people read it; where it has parts, these in words. */
function readable(group, key, value) {
    if (typeof value === "object") {
        return group === "ledger"
            ? say("ledger_entry", count(value.people), value.source, inLanguage(value, "method"))
            : group === "inputs"
              ? say("input_entry", value.layer, count(value.features), value.crs, value.sha256)
              : say("rules_entry", value.file, inLanguage(value, "title"), count(value.rules), inLanguage(value, "source"), value.sha256);
    }
    if (key === "units_area_m2") {
        return area(Number(value));
    }
    return key !== "seed" && /^\d+$/.test(value) ? count(value) : key === "effort" ? say(value) : value;
}

/** The summary of the run, in groups. */
export function drawRun(plan) {
    const list = (group, entries) =>
        el(
            "dl",
            { class: "summary" },
            entries.map(([key, value]) => [
                el("dt", {}, data(called(group, key, value))),
                el("dd", {}, data(readable(group, key, value))),
            ]),
        );
    return plan.summaryGroups.map(([title, entries]) =>
        el("section", {}, el("h2", {}, say(title)), title === "reproduce" ? reproduce(entries) : list(title, entries)),
    );
}

function reproduce(entries) {
    return [
        el("p", { class: "quiet" }, say("reproduce_hint")),
        entries.map(([, command]) => el("pre", {}, command)),
    ];
}
