// The one exception core throws for what a person can mend: bad input, wrong usage, a full disk.
// Its message names the path or value and says what to do. Being interrupted is no error: see Cancelled.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>

namespace nounscope {

enum class ErrorKind {
    Usage,     // settings that contradict each other or lie outside their range
    BadInput,  // a file or value that cannot be used
    Io,        // reading or writing failed
};

class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), m_kind(kind) {}
    ErrorKind kind() const { return m_kind; }

private:
    ErrorKind m_kind;
};

// Thrown by long jobs when their CancelToken was set; what was finished before stays valid.
class Cancelled : public std::exception {
public:
    const char* what() const noexcept override { return "interrupted"; }
};

}  // namespace nounscope
