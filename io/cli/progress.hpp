#pragma once

#include <string>

namespace evengrid::io::cli {

/// Tells on stderr how far a run is: one line that is written over. Says nothing where stderr is
/// not a terminal, so that logs stay clean.
class Progress {
public:
    explicit Progress(bool is_wanted);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// \param share of the stage that is done, 0 to 1
    void show(const std::string& stage, double share);
    /// Wipes the line away.
    void end();

private:
    bool m_is_shown;
    std::string m_line;
};

} // namespace evengrid::io::cli
