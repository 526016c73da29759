// The bytes of a picture file, read without trusting that it is one, and what tells later that it is still the
// same.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "core/model/cancel_token.h"

namespace nounscope {

using Bytes = std::vector<std::uint8_t>;

// A file with the same stamp is taken to be unchanged.
struct FileStamp {
    std::int64_t size = 0;
    std::int64_t changedNs = 0;  // time of its last change, since 1970

    bool operator==(const FileStamp& other) const {
        return size == other.size && changedNs == other.changedNs;
    }
};

// Nothing for what is no regular file, cannot be looked at, or changed within the last two seconds: file
// systems count time in steps of up to that, so that a further change might not show.
std::optional<FileStamp> stampOf(const std::filesystem::path& file);

struct PictureFile {
    Bytes bytes;
    std::optional<FileStamp> stamp;  // as stampOf gave before the bytes were read
};

// Reads a regular file of at most 2 GiB; of one that is no picture no more than the beginning. Throws
// Error(BadInput) whose message is the reason a person reads beside the file, and Cancelled.
PictureFile readPictureFile(const std::filesystem::path& file, const CancelToken* cancel = nullptr);

}  // namespace nounscope
