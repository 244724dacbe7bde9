#include "io/files/aside.hpp"

#include "engine/error.hpp"
#include "engine/quote.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <list>
#include <mutex>
#include <set>
#include <system_error>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

namespace evengrid::io {

namespace fs = std::filesystem;
using engine::Error;
using engine::ErrorCode;
using engine::quote;

namespace {

[[noreturn]] void fail(std::string_view what, const fs::path& path, int error) {
    throw Error(ErrorCode::output,
                fmt::format("cannot {} {}: {}", what, quote(path.string()),
                            std::generic_category().message(error)),
                "another folder for --output, or room and rights in this one");
}

fs::path folder_of(const fs::path& target) {
    const fs::path folder = target.parent_path();
    return folder.empty() ? fs::path(".") : folder;
}

/// The target without a slash at its end, which would hide its name.
fs::path named(const fs::path& target) {
    return target.has_filename() ? target : target.parent_path();
}

void refuse_to_replace(const fs::path& target, std::string_view why, std::string_view hint) {
    throw Error(ErrorCode::output, fmt::format("cannot write {}: {}", quote(target.string()), why),
                std::string(hint));
}

/// Whether a folder is a plan and nothing else, so that replacing it loses nothing else.
bool is_plan_folder(const fs::path& folder) {
    std::set<std::string> layers;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.is_regular_file()) {
            return false;
        }
        layers.insert(entry.path().stem().string());
    }
    const bool is_plan = layers.count("grids") && layers.count("summary");
    for (const char* layer : {"grids", "blocks", "buildings", "borders", "findings", "summary"}) {
        layers.erase(layer);
    }
    return is_plan && layers.empty();
}

/// A file descriptor that is closed at the end.
class Descriptor {
public:
    Descriptor(const fs::path& path, int flags) : m_number(open(path.c_str(), flags | O_CLOEXEC)) {
        if (m_number < 0) {
            fail("open", path, errno);
        }
    }
    ~Descriptor() { close(m_number); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return m_number; }

private:
    int m_number;
};

void bring_to_disk(const fs::path& path) {
    const Descriptor file(path, O_RDONLY);
    if (fsync(file.number()) != 0) {
        fail("bring to the disk", path, errno);
    }
}

void bring_all_to_disk(const fs::path& path) {
    if (fs::is_directory(path)) {
        for (const auto& entry : fs::recursive_directory_iterator(path)) {
            bring_to_disk(entry.path());
        }
    }
    bring_to_disk(path);
}

bool rename_as(const fs::path& from, const fs::path& to, unsigned flags) {
    return renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0;
}

std::string hidden_prefix(const fs::path& target) {
    return fmt::format(".{}.evengrid-", target.filename().string());
}

/// What every Aside of this process has to agree on.
struct Writing {
    std::recursive_mutex mutex; ///< recursive: memory may run out while it is held
    std::list<fs::path> drafts;
    std::string written;
};

Writing& writing() {
    static Writing& shared = *new Writing; // an interrupt may need it when statics are gone
    return shared;
}

/// Removes what runs that were killed left beside the target. A folder in use is locked by its
/// owner.
void remove_leftovers(const fs::path& target) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_of(target), ignored)) {
        if (entry.path().filename().string().rfind(hidden_prefix(target), 0) != 0) {
            continue;
        }
        const int lock =
            open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (lock < 0) {
            continue;
        }
        if (flock(lock, LOCK_EX | LOCK_NB) == 0) {
            fs::remove_all(entry.path(), ignored);
        }
        close(lock);
    }
}

} // namespace

void check_target(const fs::path& given, bool is_folder, bool overwrite) {
    const fs::path target = named(given);
    std::error_code error;
    const fs::path folder = folder_of(target);
    if (!fs::is_directory(folder, error)) {
        refuse_to_replace(target, fmt::format("there is no folder {}", quote(folder.string())),
                          "making that folder first");
    }
    if (access(folder.c_str(), W_OK | X_OK) != 0) {
        fail("write into", folder, errno);
    }
    for (const char* suffix : {"-wal", "-shm", "-journal"}) {
        if (fs::exists(target.string() + suffix, error)) {
            refuse_to_replace(target,
                              fmt::format("another program has it open, since {} stands beside it",
                                          quote(target.filename().string() + suffix)),
                              "closing it there (QGIS: remove its layers), or another name");
        }
    }
    const fs::file_status there = fs::symlink_status(target, error);
    if (!fs::exists(there)) {
        return;
    }
    if (!overwrite) {
        refuse_to_replace(target, "it exists", "--overwrite to replace it, or another name");
    }
    if (is_folder ? !fs::is_directory(there) : !fs::is_regular_file(there)) {
        refuse_to_replace(
            target, is_folder ? "it exists and is no folder" : "it exists and is no regular file",
            "another name");
    }
    if (is_folder && !is_plan_folder(target)) {
        refuse_to_replace(target, "the folder holds more than a plan",
                          "a folder that does not exist yet");
    }
}

Aside::Aside(fs::path target, bool is_folder, bool overwrite)
    : m_target(named(target)), m_is_folder(is_folder), m_overwrite(overwrite) {
    const std::lock_guard lock(writing().mutex);
    check_target(m_target, is_folder, overwrite);
    remove_leftovers(m_target);
    std::string place = (folder_of(m_target) / (hidden_prefix(m_target) + "XXXXXX")).string();
    if (!mkdtemp(place.data())) {
        fail("make a folder in", folder_of(m_target), errno);
    }
    m_folder = place;
    m_lock = open(m_folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_lock >= 0) {
        flock(m_lock, LOCK_EX | LOCK_NB);
    }
    m_path = m_folder / m_target.filename();
    writing().drafts.push_back(m_folder);
    std::error_code error;
    if (is_folder && !fs::create_directory(m_path, error)) {
        const int number = error.value();
        fs::remove_all(m_folder, error);
        writing().drafts.remove(m_folder);
        fail("make a folder in", m_folder, number);
    }
}

Aside::~Aside() {
    const std::lock_guard lock(writing().mutex);
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
    writing().drafts.remove(m_folder);
    if (m_lock >= 0) {
        close(m_lock);
    }
}

void Aside::put_in_place() {
    bring_all_to_disk(m_path);
    const std::lock_guard lock(writing().mutex);
    check_target(m_target, m_is_folder, m_overwrite);
    // The new and the old change places, so that the old can come back; in the end it is ours to
    // remove. Where nothing is to be replaced, nothing that came up in the meantime is.
    const bool replaces = m_overwrite && fs::exists(m_target);
    const bool can_undo =
        rename_as(m_path, m_target, replaces ? RENAME_EXCHANGE : RENAME_NOREPLACE);
    if (!can_undo &&
        (errno != EINVAL || (replaces && m_is_folder) || !rename_as(m_path, m_target, 0))) {
        fail("put in place", m_target, errno); // EINVAL: a file system that knows no flags
    }
    try {
        bring_to_disk(folder_of(m_target));
    } catch (const Error&) {
        if (can_undo) {
            rename_as(m_target, m_path, replaces ? RENAME_EXCHANGE : RENAME_NOREPLACE);
        }
        throw;
    }
    writing().written += (writing().written.empty() ? "" : ", ") + quote(m_target.string());
}

std::string what_was_written() {
    const std::lock_guard lock(writing().mutex);
    return writing().written.empty() ? "nothing was written"
                                     : fmt::format("only {} was written", writing().written);
}

void end_writing() {
    writing().mutex.lock(); // for ever
    for (const fs::path& draft : writing().drafts) {
        std::error_code ignored;
        fs::remove_all(draft, ignored);
    }
}

} // namespace evengrid::io
