#include "core/io/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

bool flushToDisk(const fs::path& file) {
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool flushed = fsync(descriptor) == 0;
    close(descriptor);
    return flushed;
}

}  // namespace

AtomicFile::AtomicFile(fs::path destination) : m_destination(std::move(destination)) {
    const std::string name =
        "." + m_destination.filename().string() + "." + std::to_string(getpid()) + ".part";
    m_hidden = m_destination.parent_path() / name;
    std::error_code ignored;
    // A folder would only be noticed by the rename, when the work is done.
    if (fs::is_directory(m_destination, ignored))
        errno = EISDIR;
    else
        m_stream.open(m_hidden, std::ios::binary | std::ios::trunc);
    if (!m_stream.is_open()) fail();
}

AtomicFile::~AtomicFile() {
    if (m_hidden.empty()) return;
    m_stream.close();
    std::error_code ignored;
    fs::remove(m_hidden, ignored);
}

void AtomicFile::commit() {
    errno = 0;
    m_stream.close();
    if (!m_stream || !flushToDisk(m_hidden)) fail();
    std::error_code failure;
    fs::rename(m_hidden, m_destination, failure);
    if (failure) {
        errno = failure.value();
        fail();
    }
    m_hidden.clear();
}

void AtomicFile::fail() const {
    const int code = errno;
    const std::string reason = code ? std::generic_category().message(code) : "the disk may be full";
    throw Error(ErrorKind::Io, m_destination.string() + " cannot be written: " + reason);
}

}  // namespace nounscope
