#include "io/files/sha256.hpp"

#include "engine/error.hpp"
#include "io/files/raw_file.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <memory>

namespace evengrid::io {

namespace {

struct FreeDigest {
    void operator()(EVP_MD_CTX* digest) const { EVP_MD_CTX_free(digest); }
};

void require(int answer) {
    if (answer != 1) {
        throw engine::Error(engine::ErrorCode::failed, "libcrypto cannot compute a SHA-256");
    }
}

} // namespace

std::string sha256_of_files(const std::vector<std::string>& paths) {
    constexpr std::int64_t piece_bytes = 1 << 20;
    const std::unique_ptr<EVP_MD_CTX, FreeDigest> digest(EVP_MD_CTX_new());
    require(EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr));
    for (const std::string& path : paths) {
        RawFile file(path);
        for (std::string piece = file.read(piece_bytes); !piece.empty();
             piece = file.read(piece_bytes)) {
            require(EVP_DigestUpdate(digest.get(), piece.data(), piece.size()));
        }
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned count = 0;
    require(EVP_DigestFinal_ex(digest.get(), bytes.data(), &count));
    std::string hexadecimal;
    for (unsigned i = 0; i < count; ++i) {
        hexadecimal += fmt::format("{:02x}", bytes[i]);
    }
    return hexadecimal;
}

} // namespace evengrid::io
