/** A town whose units bear names that want to be more than text. */

const run = "globalThis.hit=1";

const patterns = [
    `<script>${run}</script>`,
    `</script><script>${run}</script>`,
    `<!--<script>${run}//-->`,
    `<img src=x onerror=${run}>`,
    `<svg onload=${run}>`,
    `"><iframe src=javascript:${run}>`,
    `' onmouseover='${run}`,
    `javascript:${run}`,
    `<a href="javascript:${run}">a</a>`,
    `<base href=http://example.invalid/>`,
    `<link rel=stylesheet href=http://example.invalid/a.css>`,
    `<meta http-equiv=refresh content=0>`,
    `<style>*{display:none}</style>`,
    `{{plan}}`,
    "${" + run + "}",
    "`" + run + "`",
    `{{constructor.constructor('${run}')()}}`,
    `\\u003cscript>${run}</script>`,
    `&lt;script&gt;${run}&lt;/script&gt;`,
    `__proto__`,
    `constructor`,
    `toString`,
    `=HYPERLINK("http://example.invalid")`,
    `+cmd|' /C calc'!A0`,
    `@SUM(1)`,
    `'; DROP TABLE grids; --`,
    `" or ""="`,
    `[% eval('${run}') %]`,
    `../../etc/passwd`,
    `%0d%0aSet-Cookie:a=b`,
    `\u202eevil\u202c`,
    `a\u0301\u0301\u0301`,
    `\u2028\u2029`,
    `{0}{1}{2}`,
    `<bdi>`,
    `]]>`,
    `<?php echo 1 ?>`,
    `%s%n%x`,
    `a\tb`,
    `网格<b>甲</b>`,
];

/** 200 of them: each as it is, after a word, before one, in a comment, in an attribute. */
export const payloads = [
    (text) => text,
    (text) => `unit ${text}`,
    (text) => `${text} unit`,
    (text) => `--> ${text}`,
    (text) => `x" y='${text}`,
].flatMap((wrap) => patterns.map(wrap));

/** One unit of two blocks for every payload, in rows of twenty, near the equator. */
export function drawTown() {
    const side = 0.002;
    const square = (x, y) => [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]];
    const block = (unit, i, half) => ({
        type: "Feature",
        properties: { unit, people: 400 + (i % 7) * 50 },
        geometry: { type: "Polygon", coordinates: square((2 * (i % 20) + half) * side, Math.floor(i / 20) * side) },
    });
    return {
        blocks: {
            type: "FeatureCollection",
            features: payloads.flatMap((unit, i) => [block(unit, i, 0), block(unit, i, 1)]),
        },
    };
}
