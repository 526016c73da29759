#include "core/io/autosave.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "core/io/session_file.h"
#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr const char* sessionEnding = ".nounscope";
constexpr const char* lockEnding = ".lock";

[[noreturn]] void fail(const fs::path& file, int code) {
    throw Error(ErrorKind::Io,
                file.string() + " cannot be written: " + std::generic_category().message(code));
}

fs::path withEnding(fs::path lock, const char* ending) {
    return lock.replace_extension(ending);
}

// Nobody else may have it: a process that runs holds its own.
bool isAbandoned(const fs::path& lock) {
    const int descriptor = open(lock.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool free = flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    close(descriptor);
    return free;
}

// The lock last: without it the others would never be found again.
void removeAll(const fs::path& lock) {
    std::error_code ignored;
    const std::string begin = "." + withEnding(lock, sessionEnding).filename().string() + ".";
    for (const fs::directory_entry& entry : fs::directory_iterator(lock.parent_path(), ignored))
        if (entry.path().filename().string().rfind(begin, 0) == 0)
            fs::remove(entry.path(), ignored);  // half-written
    fs::remove(withEnding(lock, sessionEnding), ignored);
    fs::remove(lock, ignored);
}

}  // namespace

Autosave::Autosave(fs::path folder) {
    std::error_code failure;
    if (fs::create_directories(folder, failure)) fs::permissions(folder, fs::perms::owner_all, failure);
    if (failure) fail(folder, failure.value());
    for (int n = 1; m_descriptor < 0; ++n) {
        m_lock = folder / ("unsaved-" + std::to_string(getpid()) + "-" + std::to_string(n) + lockEnding);
        m_descriptor = open(m_lock.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (m_descriptor < 0 && errno != EEXIST) fail(m_lock, errno);
    }
    if (flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) fail(m_lock, errno);
    m_file = withEnding(m_lock, sessionEnding);
}

Autosave::~Autosave() {
    removeAll(m_lock);
    close(m_descriptor);
}

void Autosave::write(const Session& session, const fs::path& origin) {
    const std::string text = origin.string();
    // Only where it is another: a kill in the middle leaves a wrong suggestion where to save.
    if (text != m_origin) {
        if (pwrite(m_descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()) ||
            ftruncate(m_descriptor, static_cast<off_t>(text.size())) != 0)
            fail(m_lock, errno);
        m_origin = text;
    }
    saveSession(m_file, session);
}

void Autosave::discard() {
    std::error_code ignored;
    fs::remove(m_file, ignored);
}

std::vector<Recovery> findRecoveries(const fs::path& folder) {
    std::vector<Recovery> found;
    std::vector<fs::path> locks;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == lockEnding) locks.push_back(entry.path());
    for (const fs::path& lock : locks) {
        if (!isAbandoned(lock)) continue;
        Recovery recovery;
        recovery.file = withEnding(lock, sessionEnding);
        recovery.time = fs::last_write_time(recovery.file, ignored);
        if (ignored) {
            removeAll(lock);
            continue;
        }
        try {
            recovery.origin = readTextFile(lock, 1 << 16);
        } catch (const Error&) {
        }
        found.push_back(std::move(recovery));
    }
    std::sort(found.begin(), found.end(), [](const Recovery& a, const Recovery& b) {
        return a.time != b.time ? a.time > b.time : a.file < b.file;
    });
    return found;
}

void forget(const Recovery& recovery) {
    removeAll(withEnding(recovery.file, lockEnding));
}

}  // namespace nounscope
