// The readers of files that come from others, each behind the same door for the fuzzers and the corpora's test.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nounscope::test {

struct UntrustedReader {
    std::string name;       // of its folder in tests/data/fuzz
    std::string extension;  // that its files have
    // Reads the file and uses what it holds; throws Error for a bad one and nothing else.
    void (*read)(const std::filesystem::path& file);
};

const std::vector<UntrustedReader>& untrustedReaders();

}  // namespace nounscope::test
