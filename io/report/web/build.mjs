/**
 * Builds dist/report.html, the page that io/report fills with a plan, from src/.
 *
 *   node build.mjs MODULES [--check]
 *
 * MODULES is the node_modules folder of package-lock.json's packages; rebuild.sh makes it. With
 * --check nothing is written and the status says whether dist/report.html is what src/ makes.
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

const script = await bundle("main.js");
const style = await bundle("report.css");
if (/<\/(script|style)|<!--/i.test(script.text + style.text)) {
    throw new Error("the bundle would end its own element");
}
const parts = {
    script: script.text,
    style: style.text,
    "script-hash": hash(script.text),
    "style-hash": hash(style.text),
    licences: "This page holds code of these packages:\n\n" + licences(script.inputs),
};
const page = readFileSync(join(here, "src/report.html"), "utf8").replace(/\{\{([\w-]+)\}\}/g, (slot, name) =>
    name in parts ? parts[name] : slot,
);

const target = join(here, "dist/report.html");
if (process.argv.includes("--check")) {
    if (readFileSync(target, "utf8") !== page) {
        console.error("dist/report.html is not what src/ makes; run io/report/web/rebuild.sh");
        process.exit(1);
    }
} else {
    writeFileSync(target, page);
}
