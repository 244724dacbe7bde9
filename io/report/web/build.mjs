/**
 * Builds dist/report.html and dist/manual.html, the pages that io/report fills with a plan, from src/.
 *
 *   node build.mjs MODULES [--check]
 *
 * MODULES is the node_modules folder of package-lock.json's packages; rebuild.sh makes it. With
 * --check nothing is written and the status says whether both are what src/ makes.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = resolve(process.argv[2]);
const { build } = createRequire(join(modules, "any.js"))("esbuild");

async function bundle(entry) {
    const { outputFiles, metafile } = await build({
        absWorkingDir: here,
        entryPoints: [join("src", entry)],
        bundle: true,
        minify: true,
        format: "iife",
        target: "es2022",
        charset: "utf8",
        legalComments: "none",
        nodePaths: [modules],
        metafile: true,
        write: false,
    });
    return { text: outputFiles[0].text.trim(), inputs: Object.keys(metafile.inputs) };
}

/** The licence of every package that has code in the bundle, as its terms ask for. */
function licences(inputs) {
    const packages = inputs.map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
    return [...new Set(packages.filter(Boolean))]
        .sort()
        .map((name) => {
            const folder = join(modules, name);
            const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
            const file = readdirSync(folder).find((entry) => /^licen[sc]e/i.test(entry));
            return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
        })
        .join("\n\n\n");
}

const hash = (text) => "sha256-" + createHash("sha256").update(text).digest("base64");

/** Fills the slots of a page that have a part here; the others are for io/report to fill. */
async function page(name, parts) {
    const style = (await bundle(`${name}.css`)).text;
    if (/<\/(script|style)|<!--/i.test((parts.script ?? "") + style)) {
        throw new Error("the bundle would end its own element");
    }
    const all = { style, "style-hash": hash(style), ...parts };
    return readFileSync(join(here, `src/${name}.html`), "utf8").replace(/\{\{([\w-]+)\}\}/g, (slot, part) =>
        part in all ? all[part] : slot,
    );
}

const script = await bundle("main.js");
const pages = {
    report: await page("report", {
        script: script.text,
        "script-hash": hash(script.text),
        licences: "This page holds code of these packages:\n\n" + licences(script.inputs),
    }),
    manual: await page("manual", {}),
};

for (const [name, text] of Object.entries(pages)) {
    const target = join(here, `dist/${name}.html`);
    if (!process.argv.includes("--check")) {
        writeFileSync(target, text);
    } else if (readFileSync(target, "utf8") !== text) {
        console.error(`dist/${name}.html is not what src/ makes; run io/report/web/rebuild.sh`);
        process.exitCode = 1;
    }
}
