// A file that appears whole or not at all: written under a hidden name beside its destination, then renamed.
#pragma once

#include <filesystem>
#include <fstream>

namespace nounscope {

// Until commit() returns, the destination is what it was before; without commit() the hidden file is removed.
class AtomicFile {
public:
    // Creates the hidden file (".NAME.PID.part") in the destination's folder, which must exist.
    // Throws Error(Io) naming the destination if it cannot be written there.
    explicit AtomicFile(std::filesystem::path destination);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    std::ostream& stream() { return m_stream; }

    // Flushes to disk and replaces the destination. Throws Error(Io) naming it, for example when the disk is
    // full.
    void commit();

private:
    [[noreturn]] void fail() const;

    std::filesystem::path m_destination;
    std::filesystem::path m_hidden;
    std::ofstream m_stream;
};

}  // namespace nounscope
