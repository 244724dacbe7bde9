#include "io/report/encoded_shape.hpp"

#include <cmath>
#include <cstdint>

namespace evengrid::io {

namespace {

struct Step {
    std::int64_t x = 0, y = 0;
    bool operator==(const Step&) const = default;
};

/// Five bits to a character, the lowest first; the sign is the lowest bit of all.
void append(std::string& text, std::int64_t number) {
    auto bits = static_cast<std::uint64_t>(number) << 1;
    if (number < 0) {
        bits = ~bits;
    }
    for (; bits >= 0x20; bits >>= 5) {
        text += static_cast<char>((0x20 | (bits & 0x1f)) + 63);
    }
    text += static_cast<char>(bits + 63);
}

std::vector<Step> steps(const std::vector<engine::Point>& points, const ShapeEncoder& encoder) {
    std::vector<Step> way;
    for (const engine::Point& point : points) {
        const Step step{std::llround((point.x_m - encoder.origin.x_m) / encoder.step_m),
                        std::llround((point.y_m - encoder.origin.y_m) / encoder.step_m)};
        if (way.empty() || way.back() != step) {
            way.push_back(step);
        }
    }
    return way;
}

std::string encoded(const std::vector<Step>& way) {
    std::string text;
    Step last;
    for (const Step& step : way) {
        append(text, step.x - last.x);
        append(text, step.y - last.y);
        last = step;
    }
    return text;
}

/// \returns nothing for a ring that has no three corners.
std::string encoded_ring(const engine::Ring& ring, const ShapeEncoder& encoder) {
    std::vector<Step> way = steps(ring, encoder);
    if (way.size() > 1 && way.front() == way.back()) {
        way.pop_back();
    }
    return way.size() < 3 ? std::string() : encoded(way);
}

/// Adds a part that is not empty, parted from what stands there.
void join(std::string& text, char parted_by, const std::string& part) {
    if (!text.empty() && !part.empty()) {
        text += parted_by;
    }
    text += part;
}

} // namespace

std::string ShapeEncoder::operator()(const engine::MultiPolygon& ground) const {
    std::string text;
    for (const engine::Polygon& polygon : ground) {
        std::string rings = encoded_ring(polygon.shell, *this);
        if (!rings.empty()) {
            for (const engine::Ring& hole : polygon.holes) {
                join(rings, ' ', encoded_ring(hole, *this));
            }
        }
        join(text, ',', rings);
    }
    return text;
}

std::string ShapeEncoder::operator()(const std::vector<engine::Line>& lines) const {
    std::string text;
    for (const engine::Line& line : lines) {
        if (const std::vector<Step> way = steps(line, *this); way.size() > 1) {
            join(text, ' ', encoded(way));
        }
    }
    return text;
}

} // namespace evengrid::io
