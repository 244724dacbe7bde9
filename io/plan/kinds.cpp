#include "io/plan/kinds.hpp"

#include <array>

namespace evengrid::io {

namespace {

constexpr auto known_reasons = std::to_array<Kind>({
    {"block above maximum", "单个街区超过上限"},
    {"unit below minimum", "整个社区低于下限"},
    {"component below minimum", "社区的独立部分低于下限"},
    {"no whole number of grids", "人口无法整分为合规网格"},
    {"locked", "锁定的现行网格"},
    {"exclusive", "专属区域，超出其类别的范围"},
    {"bottleneck", "街区连接受限"},
});

constexpr auto known_findings = std::to_array<Kind>({
    {"area fields", "专属区域字段"},
    {"area in several units", "区域跨多个社区"},
    {"at risk", "有超限风险"},
    {"bad count", "人口数值无效"},
    {"ballpark transformation", "坐标转换精度不明"},
    {"block covered by others", "街区被其他街区覆盖"},
    {"block in two existing grids", "街区跨两个现行网格"},
    {"block outside units", "街区不在任何社区"},
    {"blocks overlap", "街区重叠"},
    {"border changed for a point", "为服务点调整边界"},
    {"boundary repaired", "边界已修复"},
    {"building outside every unit", "建筑不在任何社区"},
    {"buildings overlap", "建筑重叠"},
    {"compound parted", "小区可能被拆分"},
    {"computed in another CRS", "换算坐标系计算"},
    {"counts hidden", "部分数字不公开"},
    {"deleted records", "已删除记录"},
    {"demand not met", "服务需求未满足"},
    {"duplicate feature", "要素重复"},
    {"duplicate id", "编号重复"},
    {"empty layer", "图层为空"},
    {"encoding", "文字编码"},
    {"existing fields", "现行网格字段"},
    {"existing grid outside every unit", "现行网格不在任何社区"},
    {"field changed", "字段有变动"},
    {"fractions of people", "人口含小数"},
    {"grid codes", "网格编码字段"},
    {"grid of few people", "网格人口过少"},
    {"grid of several features", "网格由多个要素组成"},
    {"grid without code", "网格无编码"},
    {"grid without point", "网格无服务点"},
    {"grids overlap", "网格重叠"},
    {"invalid geometry", "几何无效，已修复"},
    {"layer elsewhere", "图层不在本地"},
    {"library warning", "程序库警告"},
    {"many buildings outside", "大量建筑在社区之外"},
    {"mixed geometry", "几何类型混杂"},
    {"negative count", "人口为负数"},
    {"no count", "人口为空"},
    {"no geometry", "要素无几何"},
    {"not written", "未能写出"},
    {"outside area of use", "超出坐标系适用范围"},
    {"parts linked", "分离部分已连接"},
    {"people estimated", "人口为估算"},
    {"people passed over", "未用的人口来源"},
    {"point outside every unit", "服务点不在任何网格"},
    {"rule about no grid", "规则无适用网格"},
    {"rule not kept", "不符合规则"},
    {"shift taken back in vain", "偏移还原无效"},
    {"shifted coordinates", "坐标有偏移"},
    {"staff by ratio", "按比例配备人员"},
    {"streets between blocks", "街区间街道"},
    {"streets through buildings", "道路穿过建筑"},
    {"table missing", "缺少属性表"},
    {"too few staff", "人员不足"},
    {"total without dwellings", "总数范围内无住宅"},
    {"transformed", "坐标已转换"},
    {"unit fields", "社区字段"},
    {"unit in parts", "社区分为多块"},
    {"units without streets", "社区无道路"},
    {"unknown measure", "层数或高度未知"},
    {"unknown use", "用途未知"},
    {"would help", "可改善"},
    {"would mend", "可解决"},
});

constexpr auto known_verdicts = std::to_array<Kind>({
    {"building cut", "建筑被切割"},
    {"geometry not valid", "几何无效"},
    {"grid in pieces", "网格不连通"},
    {"grid in two units", "网格跨社区"},
    {"grid unlike its blocks", "网格与街区不一致"},
    {"grids overlap", "网格重叠"},
    {"ground not covered", "范围未全部覆盖"},
    {"id", "编号有误"},
    {"in_bounds not true", "in_bounds 不实"},
    {"people do not add up", "人口不符"},
    {"reason not true", "原因不实"},
    {"rule not judged truly", "规则结果不实"},
});

} // namespace

std::span<const Kind> reasons() {
    return known_reasons;
}

std::span<const Kind> finding_kinds() {
    return known_findings;
}

std::span<const Kind> verdict_kinds() {
    return known_verdicts;
}

} // namespace evengrid::io
