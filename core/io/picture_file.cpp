#include "core/io/picture_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <new>
#include <string>
#include <string_view>
#include <system_error>

#include "core/io/image_codecs.h"
#include "core/io/image_format.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t longestFile = (std::int64_t{1} << 31) - 1;

class FileDescriptor {
public:
    // Non-blocking, or a named pipe would hang the run.
    explicit FileDescriptor(const fs::path& file)
        : m_fd(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    ~FileDescriptor() {
        if (m_fd >= 0) close(m_fd);
    }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    operator int() const { return m_fd; }

private:
    int m_fd;
};

std::string reasonNotOpened(const fs::path& file, int error) {
    std::error_code ignored;
    if (error == ENOENT && fs::is_symlink(file, ignored))
        return "a symbolic link to " + fs::read_symlink(file, ignored).string() + ", which does not exist";
    if (error == ENOENT || error == ENOTDIR) return "the file does not exist (any more)";
    if (error == EACCES || error == EPERM) return "no permission to read it";
    if (error == ELOOP) return "a symbolic link that leads back to itself";
    if (error == ENXIO) return "not a regular file";
    return "it cannot be opened: " + std::generic_category().message(error);
}

// Appends until there are `count` bytes or the file ends.
void readUpTo(int fd, std::size_t count, Bytes& bytes, const CancelToken* cancel) {
    constexpr std::size_t atOnce = 1 << 23;
    std::size_t have = bytes.size();
    bytes.resize(std::max(count, have));
    while (have < count) {
        if (cancel) cancel->throwIfCancelled();
        const ssize_t got = read(fd, bytes.data() + have, std::min(count - have, atOnce));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) refuse("it cannot be read: " + std::generic_category().message(errno));
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
}

std::optional<FileStamp> stampOf(const struct stat& status) {
    constexpr std::int64_t second = 1'000'000'000;
    if (!S_ISREG(status.st_mode)) return std::nullopt;
    const FileStamp stamp{status.st_size, status.st_mtim.tv_sec * second + status.st_mtim.tv_nsec};
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (stamp.changedNs > (now.tv_sec - 2) * second + now.tv_nsec) return std::nullopt;
    return stamp;
}

}  // namespace

std::optional<FileStamp> stampOf(const fs::path& file) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0) return std::nullopt;
    return stampOf(status);
}

PictureFile readPictureFile(const fs::path& file, const CancelToken* cancel) try {
    const FileDescriptor fd(file);
    if (fd < 0) refuse(reasonNotOpened(file, errno));
    struct stat status {};
    if (fstat(fd, &status) != 0) refuse("it cannot be read: " + std::generic_category().message(errno));
    if (S_ISDIR(status.st_mode)) refuse("a folder, not a file");
    if (!S_ISREG(status.st_mode)) refuse("not a regular file");

    PictureFile read{{}, stampOf(status)};
    readUpTo(fd, formatBytes, read.bytes, cancel);
    if (read.bytes.empty()) refuse("the file is empty");
    const std::string_view beginning(reinterpret_cast<const char*>(read.bytes.data()), read.bytes.size());
    if (imageFormat(beginning) == ImageFormat::Unknown)
        refuse("not a picture: " + describeContent(beginning));
    if (status.st_size > longestFile) refuse("too large: a file of more than 2 GiB");
    readUpTo(fd, static_cast<std::size_t>(std::max<off_t>(status.st_size, 0)), read.bytes, cancel);
    return read;
} catch (const std::bad_alloc&) {
    refuseForMemory();
}

}  // namespace nounscope
