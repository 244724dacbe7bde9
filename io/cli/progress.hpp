#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace evengrid::io::cli {

/// Tells on stderr how far a run is: its stage, how much of the stage is done, and how long the
/// rest of the stage will take if it goes on like this.
///
/// For people one line that is written over, where stderr is a terminal, so that logs stay clean.
/// For programs a line of JSON now and then, `{"stage":"dividing","share":0.5,"seconds_left":3.2}`,
/// where `seconds_left` is null as long as nobody can know.
class Progress {
public:
    /// \param look "auto": for people; "json": for programs; "none"
    explicit Progress(const std::string& look);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// \param share of the stage that is done, 0 to 1
    void show(const std::string& stage, double share);
    /// Wipes the line for people away.
    void end();

private:
    using Clock = std::chrono::steady_clock;

    std::optional<double> seconds_left(double share) const;
    void show_bar(double share);
    void show_json(double share);

    bool m_is_bar;
    bool m_is_json;
    std::string m_stage;
    Clock::time_point m_stage_began;
    Clock::time_point m_last_json;
    std::string m_line; ///< that stands on the terminal
};

} // namespace evengrid::io::cli
