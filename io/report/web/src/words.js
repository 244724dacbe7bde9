/** Every word of the page: English, Chinese. `{0}` is the first argument. */
const words = {
    title: ["Grid plan", "网格划分方案"],
    grids: ["Grids", "网格"],
    grid: ["Grid", "网格"],
    units: ["Units", "社区"],
    unit: ["Unit", "社区"],
    people: ["People", "人口"],
    households: ["Households", "户数"],
    buildings: ["Buildings", "建筑物"],
    building: ["Building", "建筑物"],
    blocks: ["Blocks", "街区"],
    findings: ["Findings", "检查结果"],
    handover: ["Handover", "交接"],
    run: ["Run", "运行记录"],
    overview: ["Overview", "概览"],
    mean: ["Mean people per grid", "网格平均人口"],
    in_bounds: ["In bounds", "符合范围"],
    out_of_bounds: ["Out of bounds", "超出范围"],
    in_bounds_of: ["{0} of {1}", "{0} / {1}"],
    code: ["Code", "编码"],
    name: ["Name", "名称"],
    deviation: ["Deviation from target", "目标偏差"],
    reason: ["Reason", "原因"],
    area: ["Area", "面积"],
    compact: ["Compactness", "紧凑度"],
    neighbours: ["Neighbours", "相邻网格"],
    histogram: ["People per grid", "各网格人口分布"],
    bounds_hint: ["Bounds {0} to {1}, target {2}.", "范围 {0} 至 {1}，目标 {2}。"],
    histogram_hint: ["Choose a bar to see only its grids.", "点选柱条只看该区间的网格。"],
    bar: ["{0} to {1} people: {2} grids", "{0} 至 {1} 人：{2} 个网格"],
    minimum: ["min", "下限"],
    maximum: ["max", "上限"],
    target: ["target", "目标"],
    count_axis: ["grids", "网格数"],
    why_out: ["Why grids are out of bounds", "超出范围的原因"],
    all_in_bounds: ["Every grid is in bounds.", "全部网格符合范围。"],
    search: ["Search a grid by code or name", "按编码或名称查找网格"],
    no_match: ["No grid of this code or name", "没有此编码或名称的网格"],
    layers: ["Layers", "图层"],
    labels: ["Labels", "标注"],
    unit_labels: ["Names of units", "社区名称"],
    existing: ["Existing plan", "现行网格"],
    unit_borders: ["Unit borders", "社区边界"],
    colour_by: ["Colour by", "着色"],
    by_deviation: ["people and bounds", "人口与范围"],
    by_grid: ["grid", "网格"],
    swipe: ["Existing plan on the left, new plan on the right", "左侧为现行网格，右侧为新方案"],
    before: ["Before", "现行"],
    after: ["After", "新方案"],
    compare: ["Before / after", "前后对比"],
    zoom_in: ["Zoom in", "放大"],
    zoom_out: ["Zoom out", "缩小"],
    whole: ["Whole plan", "全图"],
    map_label: [
        "Map of the plan. Arrow keys move it, plus and minus zoom.",
        "方案地图。方向键平移，加减号缩放。",
    ],
    below: ["below {0}", "少于 {0}"],
    within: ["{0} to {1}", "{0} 至 {1}"],
    above: ["above {0}", "多于 {0}"],
    filter_units: ["Filter units", "筛选社区"],
    filter_grids: ["Filter grids", "筛选网格"],
    filter_findings: ["Filter findings", "筛选检查结果"],
    shown: ["{0} of {1} shown", "显示 {0} / {1}"],
    more: ["Show {0} more", "再显示 {0} 项"],
    only: ["Only", "仅显示"],
    clear: ["Show all", "显示全部"],
    show_place: ["Show on the map", "在地图上查看"],
    no_findings: ["Nothing was found.", "未发现问题。"],
    error: ["error", "错误"],
    warning: ["warning", "警告"],
    note: ["note", "提示"],
    source: ["Source", "来源"],
    feature: ["feature {0}", "要素 {0}"],
    handover_hint: [
        "✓ the new grid carries the existing one on; → people move to another",
        "✓ 新网格延续现行网格；→ 人口调整到其他网格",
    ],
    moved: ["People who move", "调整人口"],
    print: ["Print", "打印"],
    theme: ["Light or dark", "浅色/深色"],
    language: ["中文", "English"],
    close: ["Close", "关闭"],
    ledger: ["Where every person is", "人口台账"],
    options: ["Options", "参数"],
    inputs: ["Input files", "输入文件"],
    reproduce: ["How to reproduce", "如何复现"],
    reproduce_hint: [
        "The same files, options and seed give the same plan, byte for byte, on any number of threads.",
        "相同的文件、参数和种子，无论线程数多少，都得到逐字节相同的方案。",
    ],
    counts: ["Counts", "统计"],
    ledger_entry: ["{0} people of {1}, by {2}", "{0} 人，来源 {1}，依据 {2}"],
    left_out_for: ["Left out, {0}", "未计入：{0}"],
    rules_entry: ["{0}: {1}, {2} rules; {3}, SHA-256 {4}", "{0}：{1}，{2} 条规则；{3}，SHA-256 {4}"],
    input_entry: ["{0}, {1} features, {2}, SHA-256 {3}", "{0}，{1} 个要素，{2}，SHA-256 {3}"],
    versions: ["Versions", "版本"],
    left_out: [
        "Left out of this page to keep it small: {0}. The plan file has them.",
        "为控制页面大小未包含：{0}。方案文件中有完整数据。",
    ],
    hint: ["Point at a grid to see it, choose it to keep it.", "指向网格查看，点选固定。"],

    // The words that a plan file uses for itself, as docs/manual.md lists them. What reasons are in
    // Chinese comes with the plan.
    "block above maximum": ["a single block holds more than the maximum"],
    "unit below minimum": ["the whole unit is below the minimum"],
    "component below minimum": ["a separate part of the unit is below the minimum"],
    "no whole number of grids": ["no number of grids fits the bounds"],
    bottleneck: ["the blocks hang together too narrowly"],
    street: ["between streets", "街道围合"],
    given: ["given", "给定"],
    tessellation: ["ground around a building", "建筑周边"],
    cell: ["cell of an oversize block", "超大街区的分割单元"],
    water: ["water", "水域"],

    // The keys of its summary that need words.
    units_area_m2: ["Area of the units", "社区面积"],
    grids_in_bounds: ["Grids in bounds", "符合范围的网格"],
    people_input: ["People of the source", "来源人口"],
    people_in_grids: ["People in grids", "网格内人口"],
    people_left_out: ["People left out", "未计入人口"],
    existing_grids: ["Existing grids", "现行网格"],
    existing_grids_kept: ["Existing grids kept", "保留的现行网格"],
    people_moved: ["People who move", "调整人口"],
    people_moved_at_least: ["No plan moves fewer than", "任何方案至少调整"],
    border_changes_for_points: ["Borders changed for a point", "为服务点调整的边界"],
    crs: ["Reference system", "坐标参考系"],
    crs_computed: ["Computed in", "计算所用坐标系"],
    effort: ["Effort", "计算强度"],
    fast: ["fast", "快速"],
    default: ["default", "默认"],
    high: ["high", "精细"],
    seed: ["Seed", "随机种子"],
    rules: ["Rule pack", "规则包"],
    rules_overruled_by: ["Options that win over it", "优先于规则包的参数"],
    "in grids": ["In grids", "在网格内"],
    roads: ["Roads", "道路"],
    points: ["Service points", "服务点"],
};

let column = 0;
let inChinese = {};

/** Tells the Chinese of words that are English in a plan file. */
export function learn(chinese) {
    inChinese = chinese;
}

/** Chooses the language of everything said from now on: "en" or "zh". */
export function speak(language) {
    column = language === "zh" ? 1 : 0;
    document.documentElement.lang = column ? "zh-CN" : "en";
}

export function language() {
    return column ? "zh" : "en";
}

/** A phrase of the page; a word of the plan file that has no translation stays as it is. */
export function say(key, ...values) {
    const known = Object.hasOwn(words, key) ? words[key][column] : undefined;
    const learnt = column && Object.hasOwn(inChinese, key) ? inChinese[key] : undefined;
    const phrase = known ?? learnt ?? key;
    return phrase.replace(/\{(\d)\}/g, (_, n) => values[n]);
}

/** What a thing says of itself in the language of the page: `name_zh` in Chinese, where it is there. */
export function inLanguage(thing, name) {
    return (column && thing[name + "_zh"]) || thing[name];
}

/** A whole number as people write it. */
export function count(number) {
    return Number(number).toLocaleString(column ? "zh-CN" : "en-GB");
}

/** Rounded down, so that only all of them are 100.0 %. */
export function percent(share, digits = 1) {
    const scale = 100 * 10 ** digits;
    return (Math.floor(share * scale + 1e-9) / scale).toLocaleString(column ? "zh-CN" : "en-GB", {
        style: "percent",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
    });
}

/** A deviation with its sign. */
export function signedPercent(share) {
    const whole = Math.round(share * 100) / 100;
    return (whole > 0 ? "+" : whole < 0 ? "−" : "") + percent(Math.abs(whole), 0);
}

export function area(squareMetres) {
    return squareMetres < 1e5
        ? `${count(Math.round(squareMetres))} m²`
        : `${(squareMetres / 1e6).toFixed(2)} km²`;
}
