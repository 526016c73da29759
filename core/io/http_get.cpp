#include "core/io/http_get.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <memory>
#include <stdexcept>

namespace nounscope {

namespace {

using Clock = std::chrono::steady_clock;

template <auto close>
struct Close {
    template <typename T>
    void operator()(T* handle) const {
        close(handle);
    }
};
using Easy = std::unique_ptr<CURL, Close<curl_easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, Close<curl_multi_cleanup>>;
using Headers = std::unique_ptr<curl_slist, Close<curl_slist_free_all>>;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view space = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(space), text.size());
    return text.substr(begin, text.find_last_not_of(space) + 1 - begin);
}

class Transfer {
public:
    Transfer(const HttpRequest& request, const HttpEvents& events)
        : m_request(request), m_events(events), m_easy(curl_easy_init()), m_multi(curl_multi_init()) {
        if (!m_easy || !m_multi) throw std::bad_alloc();
        set(CURLOPT_URL, request.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_REDIR_PROTOCOLS_STR, request.url.compare(0, 6, "https:") == 0 ? "https" : "http,https");
        set(CURLOPT_FOLLOWLOCATION, 1L);
        set(CURLOPT_MAXREDIRS, 10L);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_USERAGENT, "NounScope");
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.stall.count()));
        set(CURLOPT_ERRORBUFFER, m_reason);
        if (!request.bearerToken.empty()) {
            set(CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
            set(CURLOPT_XOAUTH2_BEARER, request.bearerToken.c_str());
        }
        for (const auto& [name, value] : request.headers) {
            curl_slist* const longer = curl_slist_append(m_headers.get(), (name + ": " + value).c_str());
            if (!longer) throw std::bad_alloc();
            m_headers.release();
            m_headers.reset(longer);
        }
        set(CURLOPT_HTTPHEADER, m_headers.get());
        set(CURLOPT_HEADERDATA, this);
        set(CURLOPT_HEADERFUNCTION, &onHeader);
        set(CURLOPT_WRITEDATA, this);
        set(CURLOPT_WRITEFUNCTION, &onData);
        curl_multi_add_handle(m_multi.get(), m_easy.get());
    }
    ~Transfer() { curl_multi_remove_handle(m_multi.get(), m_easy.get()); }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    HttpResponse run(const Job& job) {
        constexpr int pollMs = 100;
        for (int running = 1; running > 0;) {
            job.throwIfCancelled();
            if (curl_multi_perform(m_multi.get(), &running) != CURLM_OK)
                throw HttpFailure("libcurl failed", true);
            if (m_thrown) std::rethrow_exception(m_thrown);
            if (running > 0 && Clock::now() - m_lastSign > m_request.stall)
                throw HttpFailure("nothing came for " +
                                      std::to_string(m_request.stall.count() / 1000.0).substr(0, 4) +
                                      " seconds",
                                  false);
            if (running > 0) curl_multi_poll(m_multi.get(), nullptr, 0, pollMs, nullptr);
        }
        int left = 0;
        const CURLMsg* const message = curl_multi_info_read(m_multi.get(), &left);
        const CURLcode code = message ? message->data.result : CURLE_FAILED_INIT;
        if (code != CURLE_OK) {
            const bool isPermanent = code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL ||
                                     code == CURLE_TOO_MANY_REDIRECTS ||
                                     code == CURLE_PEER_FAILED_VERIFICATION;
            throw HttpFailure(m_reason[0] ? m_reason : curl_easy_strerror(code), isPermanent);
        }
        begin();
        return m_response;
    }

private:
    template <typename Value>
    void set(CURLoption option, Value value) {
        if (curl_easy_setopt(m_easy.get(), option, value) != CURLE_OK)
            throw HttpFailure("libcurl refuses option " + std::to_string(option), true);
    }

    static std::size_t onHeader(char* bytes, std::size_t, std::size_t count, void* self) {
        static_cast<Transfer*>(self)->readHeader({bytes, count});
        return count;
    }

    static std::size_t onData(char* bytes, std::size_t, std::size_t count, void* self) {
        auto& transfer = *static_cast<Transfer*>(self);
        transfer.m_lastSign = Clock::now();
        // No exception may pass through C.
        try {
            transfer.begin();
            if (transfer.m_events.data) transfer.m_events.data({bytes, count});
            return count;
        } catch (...) {
            transfer.m_thrown = std::current_exception();
            return 0;
        }
    }

    void readHeader(std::string_view line) {
        m_lastSign = Clock::now();
        if (line.compare(0, 5, "HTTP/") == 0) m_response.headers.clear();
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return;
        std::string name(trimmed(line.substr(0, colon)));
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        const std::string value(trimmed(line.substr(colon + 1)));
        if (name.compare(0, 9, "x-linked-") == 0) m_response.linked.emplace(name, value);
        m_response.headers[name] = value;
    }

    // Redirections have bodies that libcurl keeps to itself; the first byte here is the last response's.
    void begin() {
        if (m_begun) return;
        m_begun = true;
        long status = 0;
        curl_easy_getinfo(m_easy.get(), CURLINFO_RESPONSE_CODE, &status);
        m_response.status = static_cast<int>(status);
        if (m_events.begin) m_events.begin(m_response);
    }

    const HttpRequest& m_request;
    const HttpEvents& m_events;
    HttpResponse m_response;
    bool m_begun = false;
    Clock::time_point m_lastSign = Clock::now();
    std::exception_ptr m_thrown;
    char m_reason[CURL_ERROR_SIZE] = "";
    Headers m_headers;
    Easy m_easy;
    Multi m_multi;
};

}  // namespace

std::string HttpResponse::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

std::optional<std::int64_t> HttpResponse::size() const {
    const std::string text = header("content-length");
    std::int64_t size = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (failure != std::errc() || end != text.data() + text.size() || size < 0) return std::nullopt;
    return size;
}

HttpResponse httpGet(const HttpRequest& request, const HttpEvents& events, const Job& job) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) throw HttpFailure("libcurl cannot be started", true);
    return Transfer(request, events).run(job);
}

}  // namespace nounscope
