#include "core/io/image_decode.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <opencv2/core.hpp>
#include <system_error>

#include "core/io/image_codecs.h"
#include "core/io/image_format.h"
#include "core/io/image_orientation.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

void refuse(const std::string& reason) {
    throw Error(ErrorKind::BadInput, reason);
}

void refuseTruncated(const char* format) {
    refuse(std::string("truncated ") + format + ": the file ends before the picture does");
}

void refuseDamaged(const char* format, const std::string& detail) {
    std::string line;  // libraries speak in several
    for (const char c : detail)
        if (static_cast<unsigned char>(c) > ' ')
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    while (!line.empty() && line.back() == ' ') line.pop_back();
    refuse(std::string("damaged ") + format + ": " + line);
}

void DecodeGuard::admit(std::int64_t width, std::int64_t height) const {
    const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
    if (width < 1 || height < 1) refuse("a picture without area: " + size);
    if (height > m_settings.maxPixels / width)
        refuse("too large: " + size + ", more than the limit of " + std::to_string(m_settings.maxPixels) +
               " (raise it with --max-pixels)");
    // cv::Mat's sides and libraries' row sizes are int.
    constexpr std::int64_t longest = 1 << 28;
    if (width > longest || height > longest) refuse("too large: " + size);
    if (m_control.admit) m_control.admit(width * height);
    poll();
}

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
void readUpTo(int fd, std::size_t count, Bytes& bytes, const DecodeGuard& guard) {
    constexpr std::size_t atOnce = 1 << 23;
    std::size_t have = bytes.size();
    bytes.resize(std::max(count, have));
    while (have < count) {
        guard.poll();
        const ssize_t got = read(fd, bytes.data() + have, std::min(count - have, atOnce));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) refuse("it cannot be read: " + std::generic_category().message(errno));
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    bytes.resize(have);
}

struct Content {
    Bytes bytes;
    ImageFormat format;
};

// Reads no more than the beginning of a file that is no picture.
Content readPictureFile(const fs::path& file, const DecodeGuard& guard) {
    const FileDescriptor fd(file);
    if (fd < 0) refuse(reasonNotOpened(file, errno));
    struct stat status {};
    if (fstat(fd, &status) != 0) refuse("it cannot be read: " + std::generic_category().message(errno));
    if (S_ISDIR(status.st_mode)) refuse("a folder, not a file");
    if (!S_ISREG(status.st_mode)) refuse("not a regular file");

    Content content;
    readUpTo(fd, 4096, content.bytes, guard);
    if (content.bytes.empty()) refuse("the file is empty");
    const std::string_view beginning(reinterpret_cast<const char*>(content.bytes.data()),
                                     content.bytes.size());
    content.format = imageFormat(beginning);
    if (content.format == ImageFormat::Unknown) refuse("not a picture: " + describeContent(beginning));
    if (status.st_size > longestFile) refuse("too large: a file of more than 2 GiB");
    readUpTo(fd, static_cast<std::size_t>(std::max<off_t>(status.st_size, 0)), content.bytes, guard);
    return content;
}

StoredImage decodeContent(const Content& content, const DecodeGuard& guard) {
    switch (content.format) {
        case ImageFormat::Png:
            return decodePng(content.bytes, guard);
        case ImageFormat::Jpeg:
            return decodeJpeg(content.bytes, guard);
        case ImageFormat::Webp:
            return decodeWebp(content.bytes, guard);
        case ImageFormat::Bmp:
            return decodeBmp(content.bytes, guard);
        case ImageFormat::Tiff:
            return decodeTiff(content.bytes, guard);
        case ImageFormat::Gif:
            return decodeGif(content.bytes, guard);
        case ImageFormat::Svg:
            return decodeSvg(content.bytes, guard);
        case ImageFormat::Heif:
            return decodeHeif(content.bytes, guard);
        case ImageFormat::Unknown:
            break;
    }
    refuse("not a picture");
}

}  // namespace

cv::Mat decodeImage(const fs::path& file, const PictureSettings& settings, const DecodeControl& control) {
    const DecodeGuard guard(settings, control);
    try {
        const StoredImage image = decodeContent(readPictureFile(file, guard), guard);
        return guard.asStored() ? image.pixels : turnUpright(image.pixels, image.orientation);
    } catch (const std::bad_alloc&) {
        refuse("not enough memory to decode it");
    } catch (const cv::Exception& error) {
        refuse(error.code == cv::Error::StsNoMem ? "not enough memory to decode it"
                                                 : "cannot be decoded: " + error.err);
    }
}

cv::Mat toRgb(const cv::Mat& picture, AlphaMode alpha) {
    if (picture.channels() == 3) return picture;
    cv::Mat rgb(picture.rows, picture.cols, CV_8UC3);
    for (int y = 0; y < picture.rows; ++y) {
        const std::uint8_t* from = picture.ptr(y);
        std::uint8_t* to = rgb.ptr(y);
        for (int x = 0; x < picture.cols; ++x, from += 4, to += 3) {
            const int opacity = alpha == AlphaMode::Drop ? 255 : from[3];
            for (int c = 0; c < 3; ++c)
                to[c] = static_cast<std::uint8_t>((from[c] * opacity + 255 * (255 - opacity) + 127) / 255);
        }
    }
    return rgb;
}

}  // namespace nounscope
