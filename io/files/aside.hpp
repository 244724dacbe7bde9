#pragma once

#include <filesystem>
#include <string>

namespace evengrid::io {

/// Complains about a target that cannot be written or may not be replaced.
///
/// \param is_folder the target is a folder of files. Only a folder that holds nothing but a plan is
///        ever replaced.
/// \throws engine::Error (output): the target exists and `overwrite` is off; it is something else
///         than wanted; another program has the database open (a -wal, -shm or -journal file stands
///         beside it); its folder is missing or cannot be written.
void check_target(const std::filesystem::path& target, bool is_folder, bool overwrite);

/// A place in the target's folder where output grows until it is complete, so that the target is
/// absent, old or complete at every moment, whatever ends the program.
///
/// The place is a hidden folder that only the user can enter. It is removed at the end; what a
/// killed run left behind is removed by the next run for the same target.
class Aside {
public:
    /// \throws engine::Error (output), as `check_target` and when the folder cannot be made.
    Aside(std::filesystem::path target, bool is_folder, bool overwrite);
    ~Aside();
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

    /// What to write: the file, or the folder, which exists already.
    const std::filesystem::path& path() const { return m_path; }

    /// Brings everything to the disk and gives it the target's name, in one step.
    /// \throws engine::Error (output); then the target is as it was.
    void put_in_place();

private:
    std::filesystem::path m_target;
    bool m_is_folder;
    bool m_overwrite;
    std::filesystem::path m_folder; ///< ours
    std::filesystem::path m_path;   ///< in it, named as the target
    int m_lock = -1;                ///< held while we live: says that the folder is in use
};

/// What stands at its target by now, "nothing was written" or "only "plan.gpkg" was written": the
/// last line of every failure.
std::string what_was_written();

/// Ends all writing, for a process that is about to end without unwinding: what grows aside is
/// removed, and whoever wants to begin or to put in place from now on waits for ever. Output that
/// is being put in place at this moment gets there first.
void end_writing();

} // namespace evengrid::io
