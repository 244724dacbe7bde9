#include "io/cli/command.hpp"

namespace evengrid::io::cli {

std::vector<Option> under(const std::string& title, std::vector<Option> options) {
    for (Option& option : options) {
        option.title = title;
    }
    return options;
}

std::vector<Option> joined(std::initializer_list<std::vector<Option>> lists) {
    std::vector<Option> all;
    for (const std::vector<Option>& list : lists) {
        all.insert(all.end(), list.begin(), list.end());
    }
    return all;
}

} // namespace evengrid::io::cli
