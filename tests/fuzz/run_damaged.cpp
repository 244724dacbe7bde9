// Runs a fuzz target on every file of a folder, then on damaged copies of these files:
//
//   fuzz_shapefile FOLDER COPIES
//
// It stands in for libFuzzer where the compiler has none. Damage is drawn blindly here, not led by
// what it reaches; the same folder gives the same copies, so a debugger meets a fault again.

#include "algorithms/random.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

using evengrid::algorithms::Random;
using Bytes = std::vector<std::uint8_t>;

/// The files of a folder by their names, so that the order is the same on every machine.
std::vector<Bytes> read_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<Bytes> files;
    for (const auto& path : paths) {
        std::ifstream file(path, std::ios::binary);
        files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return files;
}

std::ptrdiff_t draw_place(Random& random, const Bytes& bytes) {
    return random.below(static_cast<std::uint32_t>(bytes.size()));
}

/// A bit turned, a byte that is a limit, a stretch left out or repeated, or the rest cut off.
void damage(Random& random, Bytes& bytes) {
    constexpr std::array<std::uint8_t, 6> limits{0x00, 0x01, 0x20, 0x7f, 0x80, 0xff};
    const auto begin = bytes.begin();
    const auto [from, to] = std::minmax({draw_place(random, bytes), draw_place(random, bytes)});
    switch (random.below(5)) {
    case 0:
        bytes[static_cast<std::size_t>(from)] ^= static_cast<std::uint8_t>(1U << random.below(8));
        break;
    case 1:
        bytes[static_cast<std::size_t>(from)] = limits[random.below(limits.size())];
        break;
    case 2:
        bytes.erase(begin + from, begin + to);
        break;
    case 3: {
        const Bytes stretch(begin + from, begin + std::min(to, from + 64));
        bytes.insert(begin + from, stretch.begin(), stretch.end());
        break;
    }
    default:
        bytes.resize(static_cast<std::size_t>(to));
    }
}

void run(const Bytes& bytes) { LLVMFuzzerTestOneInput(bytes.data(), bytes.size()); }

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: " << argv[0] << " FOLDER COPIES\n";
        return 2;
    }
    const std::vector<Bytes> files = read_files(argv[1]);
    const long copies = std::atol(argv[2]);
    if (files.empty() || copies <= 0) {
        std::cerr << "no files in \"" << argv[1] << "\", or no number of copies\n";
        return 1;
    }
    std::for_each(files.begin(), files.end(), run);
    Random random(1);
    for (long copy = 0; copy < copies; ++copy) {
        Bytes bytes = files[random.below(static_cast<std::uint32_t>(files.size()))];
        for (std::uint32_t times = 1 + random.below(4); times > 0 && !bytes.empty(); --times) {
            damage(random, bytes);
        }
        run(bytes);
    }
    std::cout << files.size() << " files and " << copies << " damaged copies\n";
    return 0;
}
