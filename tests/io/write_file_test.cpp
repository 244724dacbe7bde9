#include "io/files/write_file.hpp"

#include "engine/error.hpp"
#include "io/folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace evengrid::io {
namespace {

namespace fs = std::filesystem;

struct WriteFile : testing::Test {
    tests::Folder own;
    fs::path folder = own.path();

    static std::string read(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

TEST_F(WriteFile, WritesEveryByte) {
    std::string bytes(200'000, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<char>(i * 31);
    }
    write_file(folder / "file", bytes);
    EXPECT_EQ(read(folder / "file"), bytes);
    write_file(folder / "empty", "");
    EXPECT_EQ(fs::file_size(folder / "empty"), 0U);
}

TEST_F(WriteFile, ReplacesNothing) {
    write_file(folder / "file", "precious");
    EXPECT_THROW(write_file(folder / "file", "other"), engine::Error);
    EXPECT_EQ(read(folder / "file"), "precious");
}

TEST_F(WriteFile, FollowsNoLink) {
    fs::create_symlink(folder / "elsewhere", folder / "link");
    EXPECT_THROW(write_file(folder / "link", "bytes"), engine::Error);
    EXPECT_FALSE(fs::exists(folder / "elsewhere"));
}

TEST_F(WriteFile, SaysWhatTheOperatingSystemSays) {
    try {
        write_file(folder / "missing" / "file", "bytes");
        FAIL() << "wrote into a folder that is not there";
    } catch (const engine::Error& error) {
        EXPECT_EQ(error.code(), engine::ErrorCode::output);
        EXPECT_NE(std::string(error.what()).find("No such file or directory"), std::string::npos);
    }
}

} // namespace
} // namespace evengrid::io
