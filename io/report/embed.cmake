# Writes OUTPUT, a source file whose function NAME returns the bytes of PAGE.
file(READ "${PAGE}" bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
file(WRITE "${OUTPUT}" "#include \"io/report/page_template.hpp\"

namespace evengrid::io {

namespace {

constexpr unsigned char bytes[] = {${bytes}};

} // namespace

std::string_view ${NAME}() {
    return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}

} // namespace evengrid::io
")
