#include "io/json_text.hpp"

#include "engine/quote.hpp"

#include <nlohmann/json.hpp>

namespace evengrid::io {

std::string json_text(const nlohmann::ordered_json& json, int indent) {
    return engine::printable_json(
        json.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

} // namespace evengrid::io
