#include "io/files/gdal_messages.hpp"

#include "engine/quote.hpp"

#include <cpl_error.h>

#include <new>

namespace evengrid::io {

namespace {

void CPL_STDCALL keep(CPLErr severity, CPLErrorNum number, const char* message) {
    if (severity == CE_Fatal && number == CPLE_OutOfMemory && std::get_new_handler() != nullptr) {
        std::get_new_handler()(); // as `new` does; GDAL aborts the process otherwise
    }
    constexpr std::size_t most = 1000; // a broken file may complain about every feature
    auto& kept = *static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
    if (severity == CE_Warning && kept.warnings.size() < most) {
        kept.warnings.push_back(engine::printable(message));
    } else if (severity >= CE_Failure && kept.failures.size() < most) {
        kept.failures.push_back(engine::printable(message));
    }
}

} // namespace

GdalMessages::GdalMessages() {
    CPLPushErrorHandlerEx(keep, this);
}

GdalMessages::~GdalMessages() {
    CPLPopErrorHandler();
}

} // namespace evengrid::io
