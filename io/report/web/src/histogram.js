import { scheme, step } from "./colours.js";
import { svg } from "./dom.js";
import { count, say } from "./words.js";

const size = { width: 480, height: 190, left: 42, right: 22, top: 22, bottom: 24 };

/** The next of 1, 2, 5, 10, 20, 50, .. that is no smaller. */
function roundStep(atLeast) {
    const power = 10 ** Math.floor(Math.log10(atLeast));
    return [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= atLeast);
}

/** Bins of people such that the bounds lie on their edges; everything far above is in the last one. */
export function bins({ grids, bounds }) {
    const most = grids.reduce((highest, grid) => Math.max(highest, grid.people), 0);
    const width = Math.max(1, Math.round((bounds.max - bounds.min) / 10) || roundStep((most + 1) / 20));
    const first = bounds.min - width * Math.min(12, Math.ceil(bounds.min / width));
    const last = bounds.max + 1 + width * Math.min(8, Math.max(0, Math.ceil((most - bounds.max) / width)));
    const edges = first > 0 ? [0] : [];
    for (let edge = first; edge < bounds.max; edge += width) {
        edges.push(Math.max(0, edge));
    }
    for (let edge = bounds.max + 1; edge <= last; edge += width) {
        edges.push(edge);
    }
    const found = edges.slice(0, -1).map((from, i) => ({ from, to: edges[i + 1], grids: 0 }));
    found[found.length - 1].to = Math.max(edges[edges.length - 1], most + 1);
    for (const grid of grids) {
        found.find((bin) => grid.people >= bin.from && grid.people < bin.to).grids += 1;
    }
    return found;
}

/** How many grids have how many people, with the bounds drawn. A bar is a button. */
export function drawHistogram(plan, state, dark) {
    const all = bins(plan);
    const tallest = Math.max(1, ...all.map((bin) => bin.grids));
    const tick = roundStep(tallest / 3);
    const inner = { width: size.width - size.left - size.right, height: size.height - size.top - size.bottom };
    const colours = scheme(dark);
    // In bounds a middle tone: the neutral of the map would be lost on the paper.
    const barColour = (people) =>
        people >= plan.bounds.min && people <= plan.bounds.max
            ? colours.within
            : colours.grid[step(people, plan.bounds)];
    const barWidth = inner.width / all.length;
    const x = (people) => {
        const i = all.findIndex((bin) => people < bin.to);
        const bin = all[i < 0 ? all.length - 1 : i];
        return size.left + barWidth * (all.indexOf(bin) + Math.min(1, (people - bin.from) / (bin.to - bin.from)));
    };
    const y = (grids) => size.top + inner.height * (1 - grids / tallest);

    const chart = svg("svg", {
        viewBox: `0 0 ${size.width} ${size.height}`,
        class: "histogram",
        role: "group",
        "aria-label": say("histogram"),
    });
    for (let value = 0; value <= tallest; value += tick) {
        chart.append(
            svg("line", { x1: size.left, x2: size.width - size.right, y1: y(value), y2: y(value), class: "rule" }),
            svg("text", { x: size.left - 5, y: y(value) + 4, "text-anchor": "end" }, count(value)),
        );
    }
    for (const [i, bin] of all.entries()) {
        const range = [bin.from, bin.to];
        const pressed = state.bin !== null && state.bin[0] === bin.from;
        const choose = () => state.set({ bin: pressed ? null : range });
        const left = size.left + i * barWidth;
        chart.append(
            svg(
                "g",
                {
                    class: "bar",
                    role: "button",
                    tabindex: bin.grids > 0 ? 0 : -1,
                    "aria-pressed": String(pressed),
                    "data-from": bin.from,
                    onclick: choose,
                    onkeydown: (event) => {
                        if (event.key === "Enter" || event.key === " ") {
                            event.preventDefault();
                            choose();
                        }
                    },
                },
                svg("title", {}, say("bar", count(bin.from), count(bin.to - 1), count(bin.grids))),
                svg("rect", { x: left, y: size.top, width: barWidth, height: inner.height, fill: "transparent" }),
                svg("rect", {
                    x: left + 0.5,
                    y: y(bin.grids),
                    width: Math.max(1, barWidth - 1),
                    height: size.top + inner.height - y(bin.grids),
                    fill: barColour(bin.from),
                    class: "fill",
                }),
            ),
        );
    }
    for (const [name, people] of [["minimum", plan.bounds.min], ["target", plan.bounds.target], ["maximum", plan.bounds.max + 1]]) {
        const at = x(people);
        chart.append(
            svg("line", { x1: at, x2: at, y1: size.top - 6, y2: size.top + inner.height, class: `bound ${name}` }),
            svg("text", { x: at, y: size.top - 10, "text-anchor": "middle", class: "bound-label" }, say(name)),
        );
    }
    for (const people of new Set([all[0].from, plan.bounds.min, plan.bounds.target, plan.bounds.max])) {
        chart.append(svg("text", { x: x(people), y: size.height - 6, "text-anchor": "middle" }, count(people)));
    }
    return chart;
}
