// One file asked of a web server, part by part as it comes: what downloads are made of. libcurl underneath.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/model/progress.h"

namespace nounscope {

struct HttpRequest {
    std::string url;
    std::string
        bearerToken;  // "": none; never sent to another host, port or scheme that a redirection leads to
    std::map<std::string, std::string> headers;
    std::chrono::milliseconds stall{30000};  // give up when nothing has come for so long
};

struct HttpResponse {
    int status = 0;                              // of the last of the redirections
    std::map<std::string, std::string> headers;  // its headers, names in lower case
    std::map<std::string, std::string>
        linked;  // those that begin with "x-linked-", from whichever hop has them

    std::string header(const std::string& name) const;
    std::optional<std::int64_t> size() const;  // Content-Length
};

struct HttpEvents {
    std::function<void(const HttpResponse&)> begin;  // before the first byte, whatever the status
    std::function<void(std::string_view)> data;
};

// Why the connection or the server failed; trying again may help, unless `permanent`.
class HttpFailure : public std::runtime_error {
public:
    HttpFailure(const std::string& reason, bool isPermanent)
        : std::runtime_error(reason), permanent(isPermanent) {}
    bool permanent;
};

// Follows redirections, honours the proxies of the environment, checks certificates. Throws HttpFailure for a
// connection that cannot be made, stalls or ends early, Cancelled within about 100 ms, and what the events throw.
// A status of 400 or more is no failure here. Thread-safe.
HttpResponse httpGet(const HttpRequest& request, const HttpEvents& events, const Job& job);

}  // namespace nounscope
