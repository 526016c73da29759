// nounscope-cli: what the desktop program does, without a window.
#include <c10/util/Exception.h>
#include <poll.h>
#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <new>
#include <string>

#include "app/cli/commands.h"
#include "core/model/error.h"
#include "core/version.h"

namespace {

enum ExitCode { done = 0, wrongUsage = 2, unusableInput = 3 };

// OpenMP's threads must sleep while they wait: spinning, as they do unasked, makes a run three times as long
// where other programs want the cores too. libgomp reads this when it is loaded, before main, so the program
// starts itself once more.
void restartWithSleepingThreads(char** argv) {
    if (std::getenv("OMP_WAIT_POLICY")) return;
    setenv("OMP_WAIT_POLICY", "PASSIVE", 1);
    execv("/proc/self/exe", argv);
}

int fail(int code, const std::string& message) {
    std::fprintf(stderr, "nounscope-cli: %s\n", message.c_str());
    return code;
}

// As `head` does. errno may be long gone when a text is longer than the stream's buffer.
bool readerLeft() {
    pollfd out{STDOUT_FILENO, POLLOUT, 0};
    return poll(&out, 1, 0) == 1 && (out.revents & POLLERR);
}

// Results that did not reach standard output are a failure, unless its reader chose to leave.
int finish() {
    std::cout.flush();
    const bool printed = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good();
    return printed || readerLeft() ? done : fail(unusableInput, "standard output cannot be written");
}

bool knows(const CLI::App& app, const std::string& command) {
    const auto commands = app.get_subcommands([](const CLI::App*) { return true; });
    return std::any_of(commands.begin(), commands.end(),
                       [&](const CLI::App* known) { return known->get_name() == command; });
}

int run(CLI::App& app, int argc, char** argv) try {
    const std::string command = argc > 1 ? argv[1] : "";
    if (!command.empty() && command[0] != '-' && !knows(app, command))
        return fail(wrongUsage, "there is no command \"" + command + "\"; nounscope-cli --help lists them");
    app.parse(argc, argv);
    return finish();
} catch (const CLI::CallForHelp& help) {
    app.exit(help);
    return finish();
} catch (const CLI::CallForVersion& version) {
    app.exit(version);
    return finish();
} catch (const CLI::ParseError& error) {
    return fail(wrongUsage,
                std::string(error.what()) + "\nnounscope-cli COMMAND --help lists what there is.");
} catch (const nounscope::Cancelled&) {
    return fail(nounscope::Interrupt::exitCode, "interrupted");
} catch (const nounscope::Error& error) {
    return fail(error.kind() == nounscope::ErrorKind::Usage ? wrongUsage : unusableInput, error.what());
} catch (const c10::Error& error) {
    return fail(unusableInput, std::string("LibTorch cannot go on: ") + error.what_without_backtrace());
} catch (const std::bad_alloc&) {
    return fail(unusableInput,
                "there is not enough memory for this; try fewer pictures or nouns, or a smaller --batch");
}

}  // namespace

int main(int argc, char** argv) {
    restartWithSleepingThreads(argv);
    nounscope::Interrupt interrupt;
    CLI::App app(
        "NounScope: what is in these pictures? Finds the nouns that describe them, groups them and names the "
        "groups.",
        "nounscope-cli");
    app.require_subcommand(1);
    app.set_version_flag("--version", nounscope::programVersion());
    app.get_formatter()->column_width(34);
    app.footer(
        "nounscope-cli COMMAND --help tells more.\n"
        "Exit codes: 0 done, 2 wrong usage, 3 unusable input, 130 interrupted.");
    nounscope::addClusterCommand(app, interrupt);
    nounscope::addExportCommand(app, interrupt);
    nounscope::addScoreCommand(app, interrupt);
    nounscope::addEmbedImagesCommand(app, interrupt);
    nounscope::addEmbedTextsCommand(app, interrupt);
    nounscope::addTokenizeCommand(app, interrupt);
    nounscope::addPreprocessCommand(app, interrupt);
    nounscope::addEvaluateCommand(app);
    nounscope::addSeparabilityCommand(app);
    nounscope::addNounsCommand(app);
    nounscope::addModelsCommand(app, interrupt);
    nounscope::addCacheCommand(app);
    nounscope::addVersionCommand(app);
    return run(app, argc, argv);
}
