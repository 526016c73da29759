#include "app/cli/interrupt.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace nounscope {

namespace {

constexpr int graceMs = 50;  // for core to unwind by itself before the process is ended

// A signal handler reaches only what is static.
CancelToken interrupted;
std::array<int, 2> wakeUp{-1, -1};
constexpr char signalled = 's', finished = 'f';

void onSignal(int) {
    if (interrupted.isCancelled()) _exit(Interrupt::exitCode);
    interrupted.cancel();
    const int before = errno;
    [[maybe_unused]] const auto written = write(wakeUp[1], &signalled, 1);
    errno = before;
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

// The next byte of the pipe, or 0 after timeoutMs (negative: never).
char receive(int timeoutMs) {
    pollfd ready{wakeUp[0], POLLIN, 0};
    int events = 0;
    do events = poll(&ready, 1, timeoutMs);
    while (events < 0 && errno == EINTR);
    char message = 0;
    return events > 0 && read(wakeUp[0], &message, 1) == 1 ? message : char{0};
}

}  // namespace

Interrupt::Interrupt() {
    if (pipe(wakeUp.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    m_watcher = std::thread(&Interrupt::watch, this);
    handle(SIGINT, onSignal);
    handle(SIGTERM, onSignal);
    // A reader of standard output that goes away ends the printing, not the run.
    handle(SIGPIPE, SIG_IGN);
}

Interrupt::~Interrupt() {
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    [[maybe_unused]] const auto written = write(wakeUp[1], &finished, 1);
    m_watcher.join();
    close(wakeUp[0]);
    close(wakeUp[1]);
}

const CancelToken& Interrupt::token() const {
    return interrupted;
}

std::unique_lock<std::mutex> Interrupt::holdWhileWriting() {
    std::unique_lock lock(m_writing);
    interrupted.throwIfCancelled();
    return lock;
}

void Interrupt::watch() {
    if (receive(-1) != signalled || receive(graceMs) == finished) return;
    const std::lock_guard lock(m_writing);
    constexpr char message[] = "\nnounscope-cli: interrupted\n";
    [[maybe_unused]] const auto written = write(STDERR_FILENO, message, sizeof message - 1);
    _exit(exitCode);
}

}  // namespace nounscope
