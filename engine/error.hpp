#pragma once

#include <stdexcept>
#include <string>

namespace evengrid::engine {

/// Why a command could not do its work; the command line turns each into its own exit status.
enum class ErrorCode {
    failed, ///< something went wrong that fits nowhere else (status 1)
    usage,  ///< options that do not make sense together (status 2)
    input,  ///< a file, layer, field or value that cannot be used (status 4)
    crs,    ///< a coordinate reference system that is missing or cannot be used (status 5)
    output, ///< the output exists, is locked, or cannot be written (status 6)
    limit,  ///< more memory, rows or size than allowed (status 7)
};

/// The world is wrong: a person has to do something before the command can work.
///
/// `what()` says what failed and where, the offending value in quotes and what is allowed;
/// `hint()` says what to try.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message, std::string hint = {})
        : std::runtime_error(message), m_code(code), m_hint(std::move(hint)) {}

    ErrorCode code() const { return m_code; }
    const std::string& hint() const { return m_hint; }

private:
    ErrorCode m_code;
    std::string m_hint;
};

} // namespace evengrid::engine
