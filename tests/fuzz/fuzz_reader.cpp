// libFuzzer's target: one of the untrusted readers, chosen when it is built (NOUNSCOPE_FUZZED).
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>

#include "core/model/error.h"
#include "tests/fuzz/untrusted_readers.h"

using namespace nounscope;

static const test::UntrustedReader& fuzzed() {
    const auto& readers = test::untrustedReaders();
    return *std::find_if(readers.begin(), readers.end(),
                         [](const auto& r) { return r.name == NOUNSCOPE_FUZZED; });
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const test::UntrustedReader& reader = fuzzed();
    static const std::filesystem::path file = "/dev/shm/nounscope-fuzz-" + std::to_string(getpid()) +
                                              reader.extension;  // in memory: thousands a second
    std::ofstream(file, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(size));
    try {
        reader.read(file);
    } catch (const Error&) {
        // what a bad file is answered with
    }
    return 0;
}
