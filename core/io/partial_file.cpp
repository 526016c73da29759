#include "core/io/partial_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "core/io/atomic_file.h"
#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

PartialFile::PartialFile(const fs::path& destination)
    : m_destination(destination),
      m_path(destination.parent_path() / ("." + destination.filename().string() + ".part")),
      m_tagPath(m_path.string() + ".tag") {
    m_descriptor = open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_APPEND, 0644);
    if (m_descriptor < 0) fail("cannot be written");
    struct stat status {};
    if (flock(m_descriptor, LOCK_EX | LOCK_NB) != 0 || fstat(m_descriptor, &status) != 0) {
        const int code = errno;
        close(m_descriptor);
        errno = code;
        fail(code == EWOULDBLOCK ? "is being fetched by another process" : "cannot be locked");
    }
    m_size = status.st_size;
}

PartialFile::~PartialFile() {
    if (m_descriptor >= 0) close(m_descriptor);
}

std::string PartialFile::tag() const {
    std::error_code ignored;
    return fs::exists(m_tagPath, ignored) ? readTextFile(m_tagPath, 1 << 12) : "";
}

void PartialFile::restart(const std::string& tag) {
    if (ftruncate(m_descriptor, 0) != 0) fail("cannot be written");
    m_size = 0;
    AtomicFile file(m_tagPath);
    file.stream() << tag;
    file.commit();
}

void PartialFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot be written");
        m_size += written;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void PartialFile::commit() {
    if (fsync(m_descriptor) != 0) fail("cannot be written");
    std::error_code failure;
    fs::rename(m_path, m_destination, failure);
    if (failure) {
        errno = failure.value();
        fail("cannot be renamed");
    }
    fs::remove(m_tagPath, failure);
}

void PartialFile::fail(const char* what) const {
    const std::string reason = std::generic_category().message(errno);
    throw Error(ErrorKind::Io, m_destination.string() + " " + what + ": " + reason +
                                   ". What was fetched stays in " + m_path.string() +
                                   " and is gone on with next time.");
}

}  // namespace nounscope
