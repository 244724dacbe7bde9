#pragma once

namespace evengrid::io::cli {

/// Takes out of the environment what would change how our libraries read and write: a plan depends
/// on the command line and its files alone. Where the libraries find their own data stays.
///
/// To be called before any of them is used and before there is a second thread.
void forget_library_settings();

} // namespace evengrid::io::cli
