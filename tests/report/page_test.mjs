/**
 * The report's page in real Chromium.
 *
 *   EVENGRID=build/release/evengrid node --test tests/report/page_test.mjs
 *
 * Packages are those that io/report/web/rebuild.sh keeps in build/report_web. Screenshots go to
 * build/report_screenshots, for people to look at.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { drawTown, payloads } from "./hostile_town.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const program = resolve(process.env.EVENGRID ?? join(root, "build/release/evengrid"));
const packages = join(root, "build/report_web/node_modules/any.js");
const { chromium } = createRequire(packages)("playwright-core");
const screenshots = join(root, "build/report_screenshots");

const folder = mkdtempSync(join(tmpdir(), "evengrid-report-"));
const townPage = join(folder, "town.html");
let browser;

function evengrid(...args) {
    try {
        execFileSync(program, args, { stdio: ["ignore", "ignore", "pipe"] });
    } catch (error) {
        // 3: the plan was written, but some grid is out of bounds.
        assert.equal(error.status, 3, String(error.stderr));
    }
}

function divideTown() {
    const town = (name) => join(root, `samples/town/${name}.shp`);
    evengrid(
        "partition", "--buildings", town("buildings"), "--population-field", "POP",
        "--units", town("communities"), "--roads", town("roads"), "--water", town("rivers"),
        "--output", join(folder, "town.gpkg"), "--report", townPage,
    );
}

/** Opens a page and hears everything that it does and should not do. */
async function open(file, { size = { width: 1440, height: 900 }, colorScheme = "light", locale = "en-GB" } = {}) {
    const context = await browser.newContext({ viewport: size, colorScheme, locale });
    const page = await context.newPage();
    const heard = [];
    page.on("console", (message) => heard.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => heard.push(`error: ${error.message}`));
    page.on("request", (request) => request.url() === `file://${file}` || heard.push(`request: ${request.url()}`));
    page.on("dialog", (dialog) => {
        heard.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    await page.goto(`file://${file}`);
    return { page, heard, close: () => context.close() };
}

/** Opens the report's page and waits until it is drawn. */
async function openReport(file, look) {
    const view = await open(file, look);
    await view.page.locator("html[data-ready]").waitFor();
    return view;
}

async function clickMap(page) {
    const box = await page.locator("#map").boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.locator("#selected h2").waitFor();
    return page.locator("#selected h2 bdi").first().textContent();
}

before(async () => {
    mkdirSync(screenshots, { recursive: true });
    divideTown();
    browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});

after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
});

describe("the page of the sample town", () => {
    let view;
    let page;
    before(async () => {
        view = await openReport(townPage);
        page = view.page;
    });
    after(async () => {
        // Whatever the tests did, nothing was fetched and nothing went wrong.
        assert.deepEqual(view.heard, []);
        await view.close();
    });

    test("is one small file with a strict policy", async () => {
        assert.ok(statSync(townPage).size < 5e6);
        const policy = await page.locator("meta[http-equiv]").getAttribute("content");
        assert.match(policy, /^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-[^ ]+';/);
        assert.doesNotMatch(policy, /unsafe/);
    });

    test("says how many people and grids there are", async () => {
        const rows = await page.locator("#grids-table tbody tr").count();
        assert.equal(await page.locator(".figure.grids dd").textContent(), String(rows));
        assert.match(await page.locator(".figure.people dd").textContent(), /^\d+,\d{3}$/);
    });

    test("draws the map", async () => {
        const colours = await page.evaluate(() => {
            const canvas = document.querySelector("#map canvas");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size;
        });
        assert.ok(colours > 10, `${colours} colours on the map`);
    });

    test("marks the row of the grid that was clicked on the map", async () => {
        const code = await clickMap(page);
        await page.click("#grids-tab");
        assert.equal(await page.locator("#grids-table tr[aria-current] td.code").textContent(), code);
        await page.keyboard.press("Escape");
        assert.equal(await page.locator("#selected h2").count(), 0);
    });

    test("shows the grid whose row was chosen with the keyboard", async () => {
        await page.locator("#grids-table tbody tr").first().focus();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        const code = await page.locator("#grids-table tbody tr").nth(1).locator("td.code").textContent();
        assert.equal(await page.locator("#selected h2 bdi").first().textContent(), code);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        const next = await page.locator("#grids-table tbody tr").nth(2).locator("td.code").textContent();
        assert.equal(await page.locator("#selected h2 bdi").first().textContent(), next, "the keyboard goes on from the chosen row");
    });

    test("finds a grid by its code", async () => {
        const code = await page.locator("#grids-table tbody tr").nth(3).locator("td.code").textContent();
        await page.locator("#map").focus();
        await page.keyboard.press("/");
        await page.keyboard.type(code);
        await page.keyboard.press("Enter");
        assert.equal(await page.locator("#selected h2 bdi").first().textContent(), code);
    });

    test("says when a search finds nothing", async () => {
        await page.fill("#search", "no such grid");
        assert.equal(await page.locator("#matches li").textContent(), "No grid of this code or name");
        await page.keyboard.press("Escape");
    });

    test("shows the grids of the chosen unit only", async () => {
        await page.click("#units-tab");
        const row = page.locator("#units-table tbody tr").first();
        const expected = await row.locator("td.grids").textContent();
        await row.click();
        assert.equal(await page.locator("#grids-table tbody tr").count(), Number(expected));
        await page.click("#choice button");
        assert.ok((await page.locator("#grids-table tbody tr").count()) > Number(expected));
    });

    test("shows the grids of the chosen bar only", async () => {
        await page.click("#overview-tab");
        const bars = page.locator("#histogram .bar[tabindex='0']");
        const title = await bars.first().locator("title").textContent();
        await bars.first().click();
        const grids = Number(title.match(/: (\d+) grids/)[1]);
        assert.equal(await page.locator("#grids-table tbody tr").count(), grids);
        await page.click("#choice button");
    });

    test("sorts a table by the heading that was clicked", async () => {
        await page.click("#grids-tab");
        await page.click("#grids-table th.number >> nth=0");
        const people = await page.locator("#grids-table td.people").allTextContents();
        const numbers = people.map((text) => Number(text.replace(/[^\d]/g, "")));
        assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
    });

    test("moves between tabs by arrow keys", async () => {
        await page.locator("#overview-tab").click();
        await page.keyboard.press("ArrowRight");
        assert.equal(await page.locator("#units-tab").getAttribute("aria-selected"), "true");
        assert.ok(await page.locator("#units-panel").isVisible());
        assert.ok(!(await page.locator("#overview-panel").isVisible()));
    });

    test("switches layers off and on", async () => {
        await page.click("#layers summary");
        const box = page.locator("input[data-layer=labels]");
        await box.uncheck();
        await box.check();
        assert.ok(await box.isChecked());
        await page.click("#layers summary");
    });

    test("speaks Chinese when asked to", async () => {
        await page.click("#language");
        assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
        assert.equal(await page.locator("#units-tab").textContent(), "社区");
        assert.equal(await page.locator(".figure.people dt").textContent(), "人口");
        const sentences = await page.locator("#findings-table .finding span").allTextContents();
        assert.ok(sentences.length > 0 && sentences.every((sentence) => /[\u4e00-\u9fff]/.test(sentence)));
        await page.click("#language");
        assert.equal(await page.locator("#units-tab").textContent(), "Units");
    });

    test("says in both languages who was counted how, and what was read", async () => {
        await page.click("#run-tab");
        const ledger = page.locator("#run section", { hasText: /Where every person is|人口台账/ });
        const inputs = page.locator("#run section", { hasText: /Input files|输入文件/ });
        assert.match(await ledger.locator("dd").first().textContent(), /^\d+,\d{3} people of .*buildings\.shp, by field POP$/);
        assert.match(await inputs.locator("dd").first().textContent(), /, \d+ features, .*, SHA-256 [0-9a-f]{64}$/);
        await page.click("#language");
        assert.match(await ledger.locator("dd").first().textContent(), /^\d+,\d{3} 人，来源 .*buildings\.shp，依据 字段 POP$/);
        assert.match(await inputs.locator("dd").first().textContent(), /，\d+ 个要素，.*，SHA-256 [0-9a-f]{64}$/);
        await page.click("#language");
    });

    test("says how to make the same plan again", async () => {
        await page.click("#run-tab");
        assert.match(await page.locator("#run pre").textContent(), /^evengrid partition .*--population-field POP/);
    });

    test("prints everything, not the open tab only", async () => {
        await page.emulateMedia({ media: "print" });
        for (const panel of ["overview", "units", "grids", "findings", "run"]) {
            assert.ok(await page.locator(`#${panel}-panel`).isVisible(), panel);
        }
        assert.ok(!(await page.locator("#bar nav").isVisible()));
        await page.emulateMedia({ media: "screen" });
    });

    test("prints the whole of the map that is seen, on white", async () => {
        const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
        const width = (selector) => page.locator(selector).first().evaluate((box) => box.getBoundingClientRect().width);
        // The map follows its frame one animation frame later, and the test before this one has changed the frame.
        await page.waitForFunction(() => {
            const [frame, canvas] = ["#map", "#map canvas"].map((selector) => document.querySelector(selector).getBoundingClientRect().width);
            return Math.abs(frame - canvas) < 1;
        });
        const before = await width("#map canvas");
        await page.click("#theme");
        await page.emulateMedia({ media: "print" });
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        assert.equal(await theme(), "light");
        const [stage, drawn] = [await width("#stage"), await page.locator("#map canvas").first().evaluate((canvas) => canvas.width / devicePixelRatio)];
        assert.ok(Math.abs(stage - drawn) < 4, `${drawn} pixels on paper that is ${stage} wide`);
        await page.emulateMedia({ media: "screen" });
        await page.evaluate(() => dispatchEvent(new Event("afterprint")));
        assert.equal(await theme(), "dark");
        await page.click("#theme");
        assert.equal(await width("#map canvas"), before);
    });
});

describe("the page with an existing plan", () => {
    const file = join(folder, "before.html");
    let view;
    let page;
    before(async () => {
        evengrid(
            "report", join(folder, "town.gpkg"), "--html", file,
            "--existing", join(root, "samples/town/existing_grids.shp"),
        );
        view = await openReport(file);
        page = view.page;
    });
    after(async () => {
        assert.deepEqual(view.heard, []);
        await view.close();
    });

    /** A strip of the map in its left or right half, as it looks. */
    async function strip(left) {
        const box = await page.locator("#map").boundingBox();
        const clip = { x: box.x + (left ? 0.25 : 0.65) * box.width, y: box.y + 60, width: box.width / 10, height: box.height - 120 };
        await page.waitForTimeout(300);
        return page.screenshot({ clip });
    }

    test("says how many people move and lists the handover, to the person", async () => {
        assert.match(await page.locator(".figure.moved dd").textContent(), /%$/);
        await page.click("#handover-tab");
        const people = await page.locator("#handover-table td.people").allTextContents();
        const sum = people.reduce((total, text) => total + Number(text.replace(/,/g, "")), 0);
        const all = await page.locator(".figure.people dd").textContent();
        assert.equal(sum, Number(all.replace(/,/g, "")));
    });

    test("shows the existing plan left of the divider and the new one right of it", async () => {
        await page.click("#layers summary");
        await page.uncheck("input[data-layer=labels]"); // they make room for each other
        await page.click("#layers summary");
        const [left, right] = [await strip(true), await strip(false)];
        await page.click("#layers summary");
        await page.check("#swipe-on");
        await page.click("#layers summary");
        assert.notDeepEqual(await strip(true), left);
        assert.deepEqual(await strip(false), right);
        await page.locator("#divider").focus();
        await page.keyboard.press("Home");
        assert.deepEqual(await strip(true), left);
        await page.keyboard.press("End");
        assert.notDeepEqual(await strip(false), right);
    });
});

test("the page looks as it should in every light, language and size", async () => {
    const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
    for (const [name, size] of Object.entries(sizes)) {
        for (const [colorScheme, locale] of [["light", "en-GB"], ["dark", "zh-CN"]]) {
            const { page, heard, close } = await openReport(townPage, { size, colorScheme, locale });
            assert.equal(await page.locator("html").getAttribute("data-theme"), colorScheme);
            assert.equal(await page.locator("html").getAttribute("lang"), locale === "zh-CN" ? "zh-CN" : "en");
            const width = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(width <= size.width, `${name} is ${width} wide`);
            await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}.png`) });
            assert.deepEqual(heard, []);
            await close();
        }
    }
});

describe("the manual as a page", () => {
    const file = join(folder, "manual.html");
    before(() => evengrid("report", join(folder, "town.gpkg"), "--manual", file, "--lang", "zh",
        "--existing", join(root, "samples/town/existing_grids.shp")));

    test("opens without a script, a request or a word of complaint", async () => {
        const { page, heard, close } = await open(file, { locale: "zh-CN" });
        const policy = await page.locator("meta[http-equiv]").getAttribute("content");
        assert.match(policy, /^default-src 'none'; style-src 'sha256-[^ ]+';/);
        assert.equal(await page.locator("script, img, link, style ~ style").count(), 0);
        assert.match(await page.title(), /^网格工作手册 · town\.gpkg$/);
        const look = await page.locator("section").first().evaluate((sheet) => getComputedStyle(sheet).display);
        assert.equal(look, "flex", "the style of the page is allowed by its policy");
        await page.locator("header a").nth(7).focus();
        await page.keyboard.press("Enter");
        assert.ok(await page.locator("section").nth(7).evaluate((sheet) => Math.abs(sheet.getBoundingClientRect().top) < 200));
        await page.screenshot({ path: join(screenshots, "manual.png") });
        assert.deepEqual(heard, []);
        await close();
    });

    test("prints every sheet on a page of A4", async () => {
        const { page, close } = await open(file);
        const sheets = await page.locator("section").count();
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
        assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, sheets);
        assert.match(pdf, /\/MediaBox \[0 0 594\.9\d* 841\.9\d*\]/);
        await close();
    });

    test("is not wider than a telephone", async () => {
        const { page, close } = await open(file, { size: { width: 390, height: 844 } });
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 390, `${width} wide`);
        await page.locator("section").nth(7).scrollIntoViewIfNeeded();
        await page.screenshot({ path: join(screenshots, "manual-phone.png") });
        await close();
    });
});

test("no text of a plan is ever run or read as markup", async () => {
    const town = drawTown();
    const write = (name, content) => {
        const path = join(folder, name);
        writeFileSync(path, JSON.stringify(content));
        return path;
    };
    const file = join(folder, "hostile.html");
    evengrid(
        "partition", "--blocks", write("blocks.geojson", town.blocks), "--unit-field", "unit",
        "--population-field", "people", "--min", "500", "--max", "2000",
        "--output", join(folder, "hostile.gpkg"), "--report", file,
    );
    const { page, heard, close } = await openReport(file);
    const elements = () =>
        page.evaluate(() => document.querySelectorAll("script, img, iframe, object, embed, link, form, base, a").length);
    assert.equal(await elements(), 2, "the plan and the page's own script");
    await page.click("#units-tab");
    const shown = await page.locator("#units-table tbody td.unit").allTextContents();
    assert.deepEqual(shown.sort(), payloads.slice().sort());
    for (const tab of ["grids", "findings", "run"]) {
        await page.click(`#${tab}-tab`);
    }
    await clickMap(page);
    for (const payload of payloads.slice(0, 40)) {
        await page.fill("#search", payload);
    }
    assert.equal(await elements(), 2);
    assert.equal(await page.evaluate(() => globalThis.hit), undefined);
    assert.deepEqual(heard, []);
    await close();
});

test("a script that is not the page's own does not run", async () => {
    const { page, close } = await openReport(townPage);
    await page.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.hit = true";
        document.body.append(script);
    });
    assert.equal(await page.evaluate(() => globalThis.hit), undefined);
    await close();
});
