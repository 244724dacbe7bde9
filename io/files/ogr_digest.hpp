#pragma once

#include <ogrsf_frmts.h>

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>

namespace evengrid::io {

/// What a layer holds, in a few numbers that do not depend on the order of its features: to see
/// whether it reads back as it was written. Private to this folder.
struct OgrDigest {
    /// Every field and coordinate counts; otherwise, for formats that round numbers, shorten text
    /// or know fewer types, whole numbers and the corners of shapes do.
    bool is_exact = true;
    std::filesystem::path file;
    std::set<std::string> fields; ///< those that count
    std::int64_t features = 0;
    std::uint64_t sum = 0; ///< of the features' hashes

    OgrDigest(std::filesystem::path in, bool exact, const OGRFeatureDefn& layer);

    /// Hashes by FNV-1a (draft-eastlake-fnv), which guards against accidents, not malice.
    void add(OGRFeature& feature);
};

} // namespace evengrid::io
