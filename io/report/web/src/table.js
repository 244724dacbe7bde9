import { el } from "./dom.js";
import { count, say } from "./words.js";

/**
 * A table that sorts by a click on a heading and narrows by a word.
 *
 * A column is {key, value(row), show(row), number}; `key` is its heading's word. `choose(row)` is told
 * of the row that was clicked; `current(row)` says whether it is the chosen one. Rows beyond `page`
 * are shown on demand, all of them in print.
 */
export function createTable({ id, columns, filterWord, choose, current, page = 200 }) {
    let rows = [];
    let sortBy = 0;
    let down = false;
    let filter = "";
    let limit = page;

    const body = el("tbody");
    const head = el("thead");
    const footer = el("p", { class: "quiet", "aria-live": "polite" });
    const input = el("input", {
        type: "search",
        class: "filter",
        oninput: () => {
            filter = input.value.trim().toLowerCase();
            limit = page;
            draw();
        },
    });
    const root = el(
        "div",
        { class: "table", id },
        input,
        el("div", { class: "scroll", tabindex: 0 }, el("table", {}, head, body)),
        footer,
    );

    function matching() {
        const shown = rows.filter((row) =>
            columns.some((column) => String(column.value(row) ?? "").toLowerCase().includes(filter)),
        );
        const { value } = columns[sortBy];
        const order = (a, b) => {
            const [x, y] = [value(a), value(b)];
            return typeof x === "number" ? x - y : String(x ?? "").localeCompare(String(y ?? ""));
        };
        return shown.sort((a, b) => (down ? -order(a, b) : order(a, b)));
    }

    function drawHead() {
        const cells = columns.map((column, i) => {
            const sorted = i === sortBy ? (down ? "descending" : "ascending") : "none";
            const sort = () => {
                down = i === sortBy ? !down : Boolean(column.number);
                sortBy = i;
                draw();
                head.querySelectorAll("button")[i].focus();
            };
            return el(
                "th",
                { scope: "col", "aria-sort": sorted, class: column.number ? "number" : null },
                el("button", { type: "button", onclick: sort }, say(column.key)),
            );
        });
        head.replaceChildren(el("tr", {}, cells));
    }

    function drawRow(row) {
        const isCurrent = current?.(row) ?? false;
        return el(
            "tr",
            {
                tabindex: choose ? 0 : null,
                "aria-current": isCurrent ? "true" : null,
                onclick: choose && (() => choose(row)),
                onkeydown: (event) => {
                    const to = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
                    if (event.key === "Enter" && choose) {
                        choose(row);
                    } else if (to) {
                        event.preventDefault();
                        event.currentTarget[to]?.focus();
                    }
                },
            },
            columns.map((column) =>
                el("td", { class: column.number ? `${column.key} number` : column.key }, (column.show ?? column.value)(row)),
            ),
        );
    }

    function draw() {
        const shown = matching();
        input.placeholder = say(filterWord);
        input.setAttribute("aria-label", say(filterWord));
        drawHead();
        const focused = [...body.children].indexOf(document.activeElement);
        body.replaceChildren(...shown.slice(0, limit).map(drawRow));
        if (focused >= 0) {
            // Whoever walks by keyboard goes on from where they were.
            (body.querySelector("[aria-current]") ?? body.children[focused])?.focus();
        }
        footer.replaceChildren(say("shown", count(Math.min(limit, shown.length)), count(rows.length)));
        if (shown.length > limit) {
            const rest = Math.min(page * 5, shown.length - limit);
            const more = () => {
                limit += rest;
                draw();
            };
            footer.append(" ", el("button", { type: "button", onclick: more }, say("more", count(rest))));
        }
    }

    return {
        root,
        /** Shows these rows, in the reader's order. */
        show(newRows) {
            rows = [...newRows];
            draw();
        },
        /** Marks the current row again and brings it into sight. */
        showCurrent() {
            const at = matching().findIndex((row) => current(row));
            limit = Math.max(limit, at + 1);
            draw();
            body.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
        },
        /** Narrows it to what holds a word, as if that had been typed; the same word again: to all. */
        narrow(word) {
            input.value = input.value === word ? "" : word;
            input.dispatchEvent(new Event("input"));
        },
        expand() {
            limit = Infinity;
            draw();
        },
    };
}
