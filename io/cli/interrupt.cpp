#include "io/cli/interrupt.hpp"

#include "io/cli/command.hpp"
#include "io/files/aside.hpp"

#include <csignal>
#include <iostream>
#include <thread>

#include <unistd.h>

namespace evengrid::io::cli {

namespace {

[[noreturn]] void end() {
    _exit(static_cast<int>(Status::interrupted));
}

void take_back_and_end() {
    end_writing();
    std::cerr << "evengrid: interrupted\n" + what_was_written() + '\n';
    end();
}

} // namespace

// A thread waits for the signals: unlike a handler it may take locks and remove files.
void catch_interrupts() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr); // and so in every thread to come
    std::thread([signals] {
        int number = 0;
        sigwait(&signals, &number);
        std::thread(take_back_and_end).detach();
        sigwait(&signals, &number);
        end();
    }).detach();
}

} // namespace evengrid::io::cli
