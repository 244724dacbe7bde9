#include "io/gdal_messages.hpp"

#include <cpl_error.h>

namespace evengrid::io {

namespace {

void CPL_STDCALL keep(CPLErr severity, CPLErrorNum, const char* message) {
    constexpr std::size_t most = 1000; // a broken file may complain about every feature
    auto& kept = *static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
    if (severity == CE_Warning && kept.warnings.size() < most) {
        kept.warnings.emplace_back(message);
    } else if (severity >= CE_Failure && kept.failures.size() < most) {
        kept.failures.emplace_back(message);
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
