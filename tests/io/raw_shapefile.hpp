#pragma once

#include "io/folder.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace evengrid::test {

using tests::Folder;
using tests::write_file;

struct RawField {
    std::string name;
    char type = 'C';
    int width = 10;
    int decimals = 0;
};

/// A polygon shapefile written byte by byte, so that it can be wrong in every way.
struct RawShapefile {
    std::vector<RawField> fields;
    std::vector<std::vector<std::string>> rows; ///< bytes as they are to stand in the table
    std::string prj;                            ///< empty: no file
    std::string cpg;                            ///< empty: no file
    int language_byte = 0;

    /// Row i is drawn as a square of 10 m at (20 i, 0) on the origin.
    double origin_x = 500000;
    double origin_y = 2700000;

    void write(const std::string& stem) const {
        write_file(stem + ".dbf", table());
        write_shapes(stem);
        if (!prj.empty()) {
            write_file(stem + ".prj", prj);
        }
        if (!cpg.empty()) {
            write_file(stem + ".cpg", cpg);
        }
    }

private:
    static std::string little(std::uint64_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i) {
            text += static_cast<char>(value >> (8 * i) & 0xFF);
        }
        return text;
    }
    static std::string big(std::uint64_t value, int bytes) {
        const std::string text = little(value, bytes);
        return {text.rbegin(), text.rend()};
    }
    static std::string real(double value) {
        return {reinterpret_cast<const char*>(&value), sizeof value}; // little-endian machines
    }

    std::string table() const {
        std::size_t width = 1;
        std::string columns;
        for (const RawField& field : fields) {
            std::string name = field.name;
            name.resize(11, '\0');
            columns += name + field.type + std::string(4, '\0') + static_cast<char>(field.width) +
                       static_cast<char>(field.decimals) + std::string(14, '\0');
            width += static_cast<std::size_t>(field.width);
        }
        std::string bytes = std::string("\x03\x7a\x01\x01", 4) + little(rows.size(), 4) +
                            little(33 + columns.size(), 2) + little(width, 2) +
                            std::string(17, '\0') + static_cast<char>(language_byte) +
                            std::string(2, '\0') + columns + '\r';
        for (const auto& row : rows) {
            bytes += ' ';
            for (std::size_t i = 0; i < fields.size(); ++i) {
                std::string value = row[i];
                value.resize(static_cast<std::size_t>(fields[i].width), ' ');
                bytes += value;
            }
        }
        return bytes + '\x1a';
    }

    void write_shapes(const std::string& stem) const {
        std::string shapes;
        std::string index;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double west = origin_x + 20.0 * static_cast<double>(i);
            const double south = origin_y;
            const std::string box = real(west) + real(south) + real(west + 10) + real(south + 10);
            const std::string shape = little(5, 4) + box + little(1, 4) + little(5, 4) +
                                      little(0, 4) + real(west) + real(south) + real(west) +
                                      real(south + 10) + real(west + 10) + real(south + 10) +
                                      real(west + 10) + real(south) + real(west) + real(south);
            index += big((100 + shapes.size()) / 2, 4) + big(shape.size() / 2, 4);
            shapes += big(i + 1, 4) + big(shape.size() / 2, 4) + shape;
        }
        const double east = origin_x + 20.0 * static_cast<double>(rows.size());
        for (const auto& [name, body] : {std::pair{".shp", shapes}, {".shx", index}}) {
            const std::string head = big(9994, 4) + std::string(20, '\0') +
                                     big((100 + body.size()) / 2, 4) + little(1000, 4) +
                                     little(5, 4) + real(origin_x) + real(origin_y) + real(east) +
                                     real(origin_y + 10) + std::string(32, '\0');
            write_file(stem + name, head + body);
        }
    }
};

} // namespace evengrid::test
