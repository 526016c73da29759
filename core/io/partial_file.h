// A file on its way here, under a hidden name that outlives the process, so that the next one can go on with it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace nounscope {

// ".NAME.part" beside the destination, locked against other processes, and ".NAME.part.tag": the server's mark of the
// version that its bytes are of. Every function throws Error(Io) that names the file and the reason, such as a full
// disk. Not thread-safe.
class PartialFile {
public:
    // Opens what is there or creates it; throws Error(Io) also where another process is fetching it.
    explicit PartialFile(const std::filesystem::path& destination);
    ~PartialFile();
    PartialFile(const PartialFile&) = delete;
    PartialFile& operator=(const PartialFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::int64_t size() const { return m_size; }
    std::string tag() const;  // "": unknown

    void restart(const std::string& tag);  // empties it
    void append(std::string_view bytes);

    // Flushes to disk and renames to the destination; the object is of no use afterwards.
    void commit();

private:
    [[noreturn]] void fail(const char* what) const;

    std::filesystem::path m_destination, m_path, m_tagPath;
    int m_descriptor = -1;
    std::int64_t m_size = 0;
};

}  // namespace nounscope
