// What a person has not saved yet outlives a crash: a session file of the program's own, beside nothing of theirs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/io/session.h"

namespace nounscope {

// One a window; not thread-safe. Its files are locked while the process lives, and removed when it ends well.
class Autosave {
public:
    // Creates the folder (for its owner only). Throws Error(Io) naming it.
    explicit Autosave(std::filesystem::path folder);
    ~Autosave();
    Autosave(const Autosave&) = delete;
    Autosave& operator=(const Autosave&) = delete;

    // Whole or not at all. origin: the session file that it belongs to, empty where there is none yet. Throws Error(Io).
    void write(const Session& session, const std::filesystem::path& origin);

    // There is nothing to recover: it was saved, or is not wanted.
    void discard();

private:
    std::filesystem::path m_lock, m_file;
    std::string m_origin;  // as it stands in the lock file
    int m_descriptor = -1;
};

struct Recovery {
    std::filesystem::path file;    // what openSession takes
    std::filesystem::path origin;  // where it was going to be saved; empty: nowhere yet
    std::filesystem::file_time_type time;
};

// What programs left behind that no longer run, the newest first. Never throws for files that cannot be read.
std::vector<Recovery> findRecoveries(const std::filesystem::path& folder);

void forget(const Recovery& recovery);

}  // namespace nounscope
