// libpng and libjpeg report failure through a callback that must not return; this turns it into a plain bool.
#pragma once

#include <csetjmp>
#include <string>

namespace nounscope {

class LongJump {
public:
    // Runs `call`; false when it failed through fail(). `call` may own nothing: its frame is left without
    // destructors.
    template <typename Call>
    bool succeeds(const Call& call) {
        if (setjmp(m_target) != 0) return false;
        call();
        return true;
    }

    // For the library's error callback, during succeeds() only.
    [[noreturn]] void fail(const char* message) {
        m_message = message;
        std::longjmp(m_target, 1);
    }
    const std::string& message() const { return m_message; }

private:
    std::jmp_buf m_target;
    std::string m_message;
};

}  // namespace nounscope
