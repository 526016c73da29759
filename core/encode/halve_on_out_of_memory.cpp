#include "core/encode/halve_on_out_of_memory.h"

#include <c10/util/Exception.h>

#include <string>

namespace nounscope {

namespace {

// The allocator has a type for it, cuBLAS and cuDNN only words.
bool ranOutOfMemory(const c10::Error& error) {
    if (dynamic_cast<const c10::OutOfMemoryError*>(&error)) return true;
    const std::string what = error.what_without_backtrace();
    return what.find("out of memory") != std::string::npos || what.find("ALLOC_FAILED") != std::string::npos;
}

}  // namespace

std::int64_t halveOnOutOfMemory(std::int64_t size, const std::function<void(std::int64_t)>& attempt) {
    while (true) {
        try {
            attempt(size);
            return size;
        } catch (const c10::Error& error) {
            if (size == 1 || !ranOutOfMemory(error)) throw;
        }
        size /= 2;
    }
}

}  // namespace nounscope
