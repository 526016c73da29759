// How long a person waits for a session to open and to be saved. Prints Markdown; RESULTS.md says what was found.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>

#include "core/io/session_file.h"
#include "tests/example_session.h"

namespace nounscope::bench {
namespace {

namespace fs = std::filesystem;

double medianSeconds(int runs, const std::function<void()>& work) {
    std::vector<double> seconds;
    for (int run = 0; run < runs; ++run) {
        const auto begin = std::chrono::steady_clock::now();
        work();
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(seconds.begin(), seconds.end());
    return seconds[seconds.size() / 2];
}

void row(const char* what, double seconds) {
    std::printf("| %s | %.3f |\n", what, seconds);
}

void run(const test::SessionSize& size, int runs, const fs::path& file) {
    Session session = test::exampleSession("/pictures", size);
    test::editExample(session);
    std::printf("| | median s |\n|---|---:|\n");
    row("save", medianSeconds(runs, [&] { saveSession(file, session); }));
    row("open", medianSeconds(runs, [&] { openSession(file); }));
    row("what is shown after an edit",
        medianSeconds(runs, [&] { arrangedView(session.run, session.edits, session.measures); }));
    std::printf("\nThe file has %.1f MB.\n", static_cast<double>(fs::file_size(file)) / 1e6);
    fs::remove(file);
}

}  // namespace
}  // namespace nounscope::bench

int main(int argc, char** argv) {
    nounscope::test::SessionSize size{100'000, 50, 117'798, 150, 512};
    int runs = 5;
    std::string file = "/tmp/bench.nounscope";
    CLI::App app("Opening and saving a session");
    app.add_option("--pictures", size.pictures);
    app.add_option("--nouns", size.nouns);
    app.add_option("--clusters", size.clusters);
    app.add_option("--proxies", size.proxies);
    app.add_option("--runs", runs);
    app.add_option("--file", file);
    CLI11_PARSE(app, argc, argv);
    nounscope::bench::run(size, runs, file);
}
