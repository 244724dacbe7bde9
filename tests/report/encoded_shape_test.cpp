#include "io/report/encoded_shape.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>

namespace evengrid::io {
namespace {

using engine::Line;
using engine::Point;

/// Reads a line back, as the format's own description says it is done.
Line decoded(const std::string& text, const ShapeEncoder& encoder) {
    Line line;
    std::int64_t at[2] = {0, 0};
    std::size_t i = 0;
    for (int axis = 0; i < text.size(); axis = 1 - axis) {
        std::uint64_t bits = 0;
        int shift = 0;
        std::uint64_t piece = 0;
        do {
            piece = static_cast<std::uint64_t>(text[i++] - 63);
            bits |= (piece & 0x1f) << shift;
            shift += 5;
        } while (piece >= 0x20);
        at[axis] += static_cast<std::int64_t>(bits & 1 ? ~(bits >> 1) : bits >> 1);
        if (axis == 1) {
            line.push_back({encoder.origin.x_m + static_cast<double>(at[0]) * encoder.step_m,
                            encoder.origin.y_m + static_cast<double>(at[1]) * encoder.step_m});
        }
    }
    return line;
}

TEST(EncodedShape, IsTheExampleOfTheFormatsDescription) {
    // Latitude and longitude of the three points there, in that order, in steps of 1e-5.
    const ShapeEncoder encoder{{0, 0}, 1e-5};
    const std::vector<Line> lines{{{38.5, -120.2}, {40.7, -120.95}, {43.252, -126.453}}};
    EXPECT_EQ(encoder(lines), "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
}

TEST(EncodedShape, KeepsEveryCornerToHalfAStep) {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        const auto coordinate = [&] { return static_cast<double>(random() % 40'000'000) / 1000; };
        const ShapeEncoder encoder{{coordinate(), coordinate()}, 0.1};
        Line line;
        for (std::uint32_t i = 0; i < 2 + random() % 30; ++i) {
            line.push_back({coordinate(), coordinate()});
        }
        const Line back = decoded(encoder(std::vector<Line>{line}), encoder);
        ASSERT_EQ(back.size(), line.size());
        for (std::size_t i = 0; i < line.size(); ++i) {
            EXPECT_NEAR(back[i].x_m, line[i].x_m, 0.0501);
            EXPECT_NEAR(back[i].y_m, line[i].y_m, 0.0501);
        }
    }
}

TEST(EncodedShape, PartsPolygonsByCommasAndRingsByBlanks) {
    const ShapeEncoder encoder{{0, 0}, 1};
    const engine::Ring shell{{0, 0}, {9, 0}, {9, 9}, {0, 0}}, hole{{5, 1}, {8, 1}, {8, 4}, {5, 1}};
    EXPECT_EQ(encoder(engine::MultiPolygon{{shell, {hole}}, {shell, {}}}), "??Q??Q IAE??E,??Q??Q");
}

TEST(EncodedShape, DropsRingsThatAreTooSmallToSee) {
    const ShapeEncoder encoder{{0, 0}, 1};
    const engine::Ring shell{{0, 0}, {9, 0}, {9, 9}, {0, 0}};
    const engine::Ring speck{{5, 5}, {5.1, 5}, {5.1, 5.1}, {5, 5}};
    EXPECT_EQ(encoder(engine::MultiPolygon{{shell, {speck}}}),
              encoder(engine::MultiPolygon{{shell, {}}}));
    EXPECT_EQ(encoder(engine::MultiPolygon{{speck, {}}}), "");
}

TEST(EncodedShape, HoldsNoCharacterThatEndsAScript) {
    const ShapeEncoder encoder{{0, 0}, 0.1};
    std::mt19937 random(7);
    Line line;
    for (int i = 0; i < 10'000; ++i) {
        line.push_back(
            {static_cast<double>(random() % 100'000), static_cast<double>(random() % 100'000)});
    }
    for (const char c : encoder(std::vector<Line>{line})) {
        EXPECT_TRUE(c >= '?' && c <= '~');
    }
}

} // namespace
} // namespace evengrid::io
