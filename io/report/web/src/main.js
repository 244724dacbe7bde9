import { scheme } from "./colours.js";
import { byId, data, el } from "./dom.js";
import { drawHistogram } from "./histogram.js";
import { createMap } from "./map.js";
import { drawFigures, drawGrid, drawKinds, drawReasons, drawRun, peopleCell, peopleMark } from "./panels.js";
import { readPlan } from "./plan.js";
import { createSearch } from "./search.js";
import { createState } from "./state.js";
import { createTable } from "./table.js";
import { count, inLanguage, language, learn, percent, say, signedPercent, speak } from "./words.js";

const plan = readPlan(byId("plan").textContent);
learn(plan.chinese);
const state = createState();
const darkByDefault = matchMedia("(prefers-color-scheme: dark)");
let dark = darkByDefault.matches;

// The map and what lies on it.

const tooltip = byId("tooltip");

function showTooltip(grid, building, pixel) {
    tooltip.hidden = !grid;
    if (!grid) {
        return;
    }
    const lines = [
        el("b", {}, data(grid.code)),
        el("span", {}, data([grid.name, grid.unit.name].filter(Boolean).join(" · "))),
        el("span", {}, `${peopleMark(grid, plan.bounds)}${count(grid.people)} · ${signedPercent(grid.deviation)}`),
    ];
    if (building) {
        lines.push(el("span", {}, `${say("building")} ${building.fid}: ${count(building.people)}`));
    }
    tooltip.replaceChildren(...lines);
    const { clientWidth, clientHeight } = byId("map");
    tooltip.style.left = `${Math.min(pixel[0] + 14, clientWidth - tooltip.offsetWidth - 8)}px`;
    tooltip.style.top = `${Math.min(pixel[1] + 14, clientHeight - tooltip.offsetHeight - 8)}px`;
}

const map = createMap(byId("map"), plan, state, {
    pointed: showTooltip,
    chosen: (grid) => select(grid, { stay: true }),
});

function select(grid, { stay = false } = {}) {
    state.set({ selected: grid });
    if (grid && !stay) {
        map.showGrid(grid);
    }
    if (grid) {
        grids.showCurrent();
    }
}

// Tables.

const link = (text) => el("span", { class: "link" }, data(text));

const units = createTable({
    id: "units-table",
    filterWord: "filter_units",
    columns: [
        { key: "unit", value: (unit) => unit.name || unit.code, show: (unit) => link(unit.name || unit.code) },
        { key: "code", value: (unit) => unit.code, show: (unit) => data(unit.code) },
        { key: "people", value: (unit) => unit.people, show: (unit) => count(unit.people), number: true },
        { key: "grids", value: (unit) => unit.grids, show: (unit) => count(unit.grids), number: true },
        { key: "out_of_bounds", value: (unit) => unit.outside, show: (unit) => (unit.outside ? count(unit.outside) : "–"), number: true },
    ],
    current: (unit) => unit === state.unit,
    choose(unit) {
        const chosen = state.unit === unit ? null : unit;
        state.set({ unit: chosen });
        const own = plan.grids.filter((grid) => grid.unit === chosen);
        if (own.length > 0) {
            map.showGrids(own);
        } else {
            map.showAll();
        }
    },
});

const grids = createTable({
    id: "grids-table",
    filterWord: "filter_grids",
    columns: [
        { key: "code", value: (grid) => grid.code, show: (grid) => link(grid.code) },
        { key: "unit", value: (grid) => grid.unit.name || grid.unit.code, show: (grid) => data(grid.unit.name || grid.unit.code) },
        { key: "people", value: (grid) => grid.people, show: (grid) => peopleCell(grid, plan.bounds), number: true },
        { key: "deviation", value: (grid) => grid.deviation, show: (grid) => signedPercent(grid.deviation), number: true },
        { key: "reason", value: (grid) => say(grid.reason) },
    ],
    current: (grid) => grid === state.selected,
    choose: (grid) => select(grid),
});

const severities = ["error", "warning", "note"];

const findings = createTable({
    id: "findings-table",
    filterWord: "filter_findings",
    columns: [
        {
            key: "findings",
            value: (finding) => `${severities.indexOf(finding.severity)} ${finding.kind} ${say(finding.kind)} ${inLanguage(finding, "message")}`,
            show: (finding) =>
                el(
                    "div",
                    { class: `finding ${severities.includes(finding.severity) ? finding.severity : "note"}` },
                    el("b", {}, say(finding.severity)),
                    el("strong", {}, data(say(finding.kind))),
                    el("span", {}, data(inLanguage(finding, "message"))),
                    finding.source
                        ? el("small", { class: "quiet" }, data(finding.source), finding.fid === null ? null : " · " + say("feature", finding.fid))
                        : null,
                    finding.place || plan.gridById.has(finding.grid) ? el("small", { class: "link" }, say("show_place")) : null,
                ),
        },
    ],
    choose(finding) {
        const grid = plan.gridById.get(finding.grid) ?? null;
        state.set({ selected: grid });
        if (finding.place) {
            map.showPlace(finding.place);
        } else if (grid) {
            map.showGrid(grid);
        }
    },
});

const handover = createTable({
    id: "handover-table",
    filterWord: "filter_grids",
    columns: [
        { key: "before", value: (row) => row.existing?.code ?? "", show: (row) => data(row.existing?.code ?? "–") },
        { key: "after", value: (row) => row.grid?.code ?? "", show: (row) => [row.stays ? "✓ " : "→ ", link(row.grid?.code ?? "–")] },
        { key: "people", value: (row) => row.people, show: (row) => count(row.people), number: true },
        { key: "buildings", value: (row) => row.buildings, show: (row) => count(row.buildings), number: true },
    ],
    choose: (row) => row.grid && select(row.grid),
});

// Tabs, as WAI-ARIA describes them: arrow keys move between them.

const tabs = [...document.querySelectorAll("[role=tab]")];

function openTab(tab, focus = false) {
    for (const each of tabs) {
        const open = each === tab;
        each.setAttribute("aria-selected", String(open));
        each.tabIndex = open ? 0 : -1;
        byId(each.getAttribute("aria-controls")).classList.toggle("open", open);
    }
    if (focus) {
        tab.focus();
    }
}

for (const tab of tabs) {
    tab.addEventListener("click", () => openTab(tab));
    tab.addEventListener("keydown", (event) => {
        const shown = tabs.filter((each) => !each.hidden);
        const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (by) {
            openTab(shown[(shown.indexOf(tab) + by + shown.length) % shown.length], true);
        }
    });
}

// What is drawn again when the language, the theme or a choice changes.

function drawLegend() {
    const { min, max } = plan.bounds;
    const steps = [
        [1, "below", [count(min)]],
        [3, "within", [count(min), count(max)]],
        [5, "above", [count(max)]],
    ];
    const swatches = scheme(dark).grid;
    byId("legend").replaceChildren(
        ...steps.map(([middle, word, values]) => {
            const colours = middle === 3 ? swatches.slice(2, 5) : middle === 1 ? swatches.slice(0, 2) : swatches.slice(5);
            const patches = colours.map((colour) => {
                const patch = el("i");
                patch.style.background = colour;
                return patch;
            });
            return el("span", {}, patches, say(word, ...values));
        }),
    );
}

function drawLayers() {
    byId("layer-list").replaceChildren(
        ...map.names.map((name) => {
            const box = el("input", {
                type: "checkbox",
                "data-layer": name,
                onchange: () => map.setVisible(name, box.checked),
            });
            box.checked = map.isVisible(name);
            return el("label", {}, box, say(name));
        }),
    );
}

function drawChoice() {
    const shown = plan.grids.filter((grid) => state.shows(grid));
    const chips = [
        state.unit && (state.unit.name || state.unit.code),
        state.bin && `${count(state.bin[0])}–${count(state.bin[1] - 1)}`,
        state.reason !== null && say(state.reason),
    ].filter(Boolean);
    byId("choice").hidden = !state.filtered();
    byId("choice").replaceChildren(
        el("span", {}, say("only"), " ", chips.map((chip) => el("b", {}, data(chip))), ` (${say("in_bounds_of", count(shown.length), count(plan.grids.length))})`),
        el("button", { type: "button", onclick: () => state.clear() }, say("clear")),
    );
    byId("selected").replaceChildren(
        ...(state.selected
            ? [drawGrid(state.selected, plan, { close: () => select(null), choose: (grid) => select(grid) })]
            : []),
    );
    byId("histogram").replaceChildren(drawHistogram(plan, state, dark));
    byId("reasons").replaceChildren(...drawReasons(plan, state));
    units.show(plan.units);
    grids.show(shown);
}

function draw() {
    document.title = `${say("title")} · ${plan.name}`;
    byId("name").replaceChildren(data(plan.name));
    for (const node of document.querySelectorAll("[data-say]")) {
        node.textContent = say(node.dataset.say);
    }
    for (const node of document.querySelectorAll("[data-label]")) {
        node.setAttribute("aria-label", say(node.dataset.label));
        node.title = node.tagName === "BUTTON" ? say(node.dataset.label) : "";
    }
    byId("search").placeholder = say("search");
    byId("figures").replaceChildren(...drawFigures(plan));
    byId("bounds-hint").textContent = say(
        "bounds_hint",
        count(plan.bounds.min),
        count(plan.bounds.max),
        count(plan.bounds.target),
    );
    byId("left-out").textContent = plan.left_out?.length
        ? say("left_out", plan.left_out.map((name) => say(name)).join(", "))
        : "";
    byId("findings-count").textContent = count(plan.findings.length);
    byId("run").replaceChildren(...drawRun(plan));
    byId("kinds").replaceChildren(...drawKinds(plan, severities, (kind) => findings.narrow(say(kind))));
    findings.show(plan.findings);
    handover.show(plan.handover);
    drawLegend();
    drawLayers();
    drawChoice();
}

function setTheme(isDark) {
    dark = isDark;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    map.setDark(dark);
    draw();
}

// The page.

byId("units-panel").append(units.root);
byId("grids-panel").append(grids.root);
byId("findings-panel").append(findings.root);
byId("handover-panel").append(handover.root);
byId("handover-tab").hidden = plan.handover.length === 0;
byId("swipe-choice").hidden = plan.existing.length === 0;

byId("language").addEventListener("click", () => {
    speak(language() === "en" ? "zh" : "en");
    draw();
});
byId("theme").addEventListener("click", () => setTheme(!dark));
darkByDefault.addEventListener("change", () => setTheme(darkByDefault.matches));
byId("print").addEventListener("click", () => window.print());
byId("zoom-in").addEventListener("click", () => map.zoom(1));
byId("zoom-out").addEventListener("click", () => map.zoom(-1));
byId("whole").addEventListener("click", () => map.showAll());
byId("colour-by").addEventListener("change", (event) => map.setColourBy(event.target.value));

const divider = byId("divider");
function swipe() {
    const on = byId("swipe-on").checked;
    byId("swipe").hidden = !on;
    byId("swipe").style.setProperty("--at", `${divider.value}%`);
    map.setSwipe(on ? divider.value / 100 : null);
    drawLayers();
}
byId("swipe-on").addEventListener("change", swipe);
divider.addEventListener("input", swipe);

window.addEventListener("beforeprint", () => {
    for (const table of [units, grids, findings, handover]) {
        table.expand();
    }
    const onScreen = dark;
    setTheme(false);
    map.toPaper(true);
    window.addEventListener("afterprint", () => {
        setTheme(onScreen);
        map.toPaper(false);
    }, { once: true });
});
document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement?.tagName ?? "")) {
        event.preventDefault();
        byId("search").focus();
    } else if (event.key === "Escape" && state.selected) {
        select(null);
    }
});

createSearch(plan, (grid) => select(grid));
state.onChange(drawChoice);
speak(navigator.language?.toLowerCase().startsWith("zh") ? "zh" : "en");
openTab(tabs[0]);
setTheme(dark);
map.start();
document.documentElement.dataset.ready = "true";
