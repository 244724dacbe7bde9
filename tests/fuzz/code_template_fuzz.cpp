// A template of any text is understood or refused. An input is the template, a NUL, and the unit's
// code.

#include "engine/error.hpp"
#include "engine/plan/code_template.hpp"

#include <string_view>

using namespace evengrid;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const auto end = input.find('\0');
    const std::string unit(end == input.npos ? "110101001001" : input.substr(end + 1));
    try {
        const engine::CodeTemplate code(input.substr(0, end));
        code({.unit_code = unit, .unit_name = unit, .seq = 7, .grid_id = 1234});
    } catch (const engine::Error&) {
        return 0;
    }
    return 0;
}
