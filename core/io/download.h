// A file fetched over a network that stalls and breaks: resumed, tried again, checked, and there only when it is whole.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/model/progress.h"

namespace nounscope {

struct DownloadSettings {
    std::string bearerToken;                 // "": none; goes to the host of the url only
    std::chrono::milliseconds stall{30000};  // a connection that brings nothing for so long is given up
    std::chrono::milliseconds pause{1000};   // before trying again; doubles each time
    int attempts = 5;                        // in a row that bring nothing new
};

// What is known of a file beforehand. The server's X-Linked-Size and X-Linked-Etag (Hugging Face: the SHA-256) fill
// what is missing.
struct ExpectedFile {
    std::optional<std::int64_t> size;
    std::string sha256;  // lower-case hex; "": unknown
};

// Writes to ".NAME.part" beside `file`, whose folder must exist, then renames. What an earlier call left there is
// gone on with if the server still has the same file (Range with If-Range), else fetched anew; it stays when this
// call fails or is cancelled. A file whose SHA-256 is wrong is fetched once more. Progress counts kB. Throws
// Error(Io) that names url or file, the reason, and what to do; Error(BadInput) where the server has no such file or
// keeps it from strangers; Cancelled within about 100 ms.
void download(const std::string& url, const std::filesystem::path& file, const ExpectedFile& expected,
              const DownloadSettings& settings, const Job& job);

// What is at the url, 16 MB at most, tried again and failing likewise.
std::string downloadText(const std::string& url, const DownloadSettings& settings, const Job& job);

}  // namespace nounscope
