#pragma once

#include <filesystem>
#include <string_view>

namespace evengrid::io {

/// Writes a file that must not exist yet, and reads it back to see that it is what was written.
/// Nothing is written through a link.
/// \throws engine::Error (output), with what the operating system says
void write_file(const std::filesystem::path& path, std::string_view bytes);

} // namespace evengrid::io
