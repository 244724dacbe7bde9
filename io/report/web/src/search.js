import { byId, data, el } from "./dom.js";
import { say } from "./words.js";

const most = 8;

/** Where a grid is found by its code, name or unit: a combobox as WAI-ARIA describes it. */
export function createSearch(plan, choose) {
    const input = byId("search");
    const list = byId("matches");
    let matches = [];
    let active = -1;

    const texts = plan.grids.map((grid) => [
        grid,
        [grid.code, grid.name, grid.unit.name].join("\n").toLowerCase(),
        grid.code.toLowerCase(),
    ]);

    function find(word) {
        const found = texts.filter(([, text]) => text.includes(word));
        const rank = ([, , code]) => (code === word ? 0 : code.endsWith(word) ? 1 : code.includes(word) ? 2 : 3);
        return found.sort((a, b) => rank(a) - rank(b)).slice(0, most).map(([grid]) => grid);
    }

    function draw() {
        const word = input.value.trim().toLowerCase();
        matches = word ? find(word) : [];
        active = Math.min(active, matches.length - 1);
        const options = matches.map((grid, i) =>
            el(
                "li",
                { role: "option", id: `match-${i}`, "aria-selected": String(i === active), onmousedown: () => pick(i) },
                el("b", {}, data(grid.code)),
                el("span", {}, data([grid.name, grid.unit.name].filter(Boolean).join(" · "))),
            ),
        );
        list.replaceChildren(...(word && options.length === 0 ? [el("li", { class: "quiet" }, say("no_match"))] : options));
        list.hidden = !word;
        input.setAttribute("aria-expanded", String(!list.hidden));
        input.setAttribute("aria-activedescendant", active >= 0 ? `match-${active}` : "");
    }

    function pick(i) {
        const grid = matches[i];
        input.value = grid.code;
        list.hidden = true;
        input.setAttribute("aria-expanded", "false");
        choose(grid);
    }

    input.addEventListener("input", () => {
        active = 0;
        draw();
    });
    input.addEventListener("blur", () => (list.hidden = true));
    input.addEventListener("keydown", (event) => {
        const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (move && matches.length > 0) {
            event.preventDefault();
            active = (active + move + matches.length) % matches.length;
            draw();
        } else if (event.key === "Enter" && matches.length > 0) {
            pick(Math.max(0, active));
        } else if (event.key === "Escape") {
            input.value = "";
            draw();
        }
    });
}
