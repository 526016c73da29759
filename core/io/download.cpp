#include "core/io/download.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <thread>

#include "core/io/http_get.h"
#include "core/io/partial_file.h"
#include "core/io/sha256.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kilobyte = 1000;

std::string hostOf(const std::string& url) {
    const std::size_t begin = std::min(url.find("://"), url.size() - 3) + 3;
    return url.substr(begin, url.find('/', begin) - begin);
}

[[noreturn]] void failPermanently(const std::string& url, const std::string& reason) {
    throw Error(ErrorKind::Io, url + " cannot be fetched: " + reason + ".");
}

// Throws for every status but success: Error where trying again is no use, else HttpFailure.
void checkStatus(const std::string& url, int status) {
    if (status >= 200 && status < 300) return;
    if (status == 401 || status == 403)
        throw Error(ErrorKind::BadInput,
                    url + " is kept from strangers, or is not there (HTTP " + std::to_string(status) +
                        "). If you have access, accept the model's terms on its page and set HF_TOKEN.");
    if (status == 404 || status == 410)
        throw Error(ErrorKind::BadInput,
                    url + " is not there (HTTP " + std::to_string(status) + "). Check the name.");
    throw HttpFailure("HTTP " + std::to_string(status),
                      status < 500 && status != 429 && status != 408 && status != 416);
}

// Calls `attempt` until it returns. It throws HttpFailure to be called again, and returns how much there is so far
// from `progress`: more than ever before starts the count anew.
void tryRepeatedly(const std::string& url, const DownloadSettings& settings, const Job& job,
                   const std::function<void()>& attempt, const std::function<std::int64_t()>& fetchedSoFar) {
    std::int64_t most = fetchedSoFar();
    auto pause = settings.pause;
    for (int failures = 0;;) {
        try {
            return attempt();
        } catch (const HttpFailure& failure) {
            if (failure.permanent) failPermanently(url, failure.what());
            if (const std::int64_t fetched = fetchedSoFar(); fetched > most) {
                most = fetched;
                failures = 0;
                pause = settings.pause;
            }
            if (++failures >= settings.attempts)
                throw Error(ErrorKind::Io, url + " cannot be fetched: " + failure.what() + " (" +
                                               std::to_string(failures) + " times). Check the network and " +
                                               hostOf(url) +
                                               ", then call this again; it goes on where it stopped.");
            if (job.progress) job.progress({"Trying again (" + std::string(failure.what()) + ")"});
        }
        constexpr std::chrono::milliseconds slice{50};
        for (auto waited = slice * 0; waited < pause; waited += slice) {
            job.throwIfCancelled();
            std::this_thread::sleep_for(std::min(slice, pause - waited));
        }
        pause *= 2;
    }
}

// "bytes 100-199/200" -> 100; nothing for anything else.
std::optional<std::int64_t> rangeBegin(const std::string& contentRange) {
    constexpr std::string_view unit = "bytes ";
    if (contentRange.compare(0, unit.size(), unit) != 0) return std::nullopt;
    std::int64_t begin = 0;
    std::size_t at = unit.size();
    for (;
         at < contentRange.size() && contentRange[at] >= '0' && contentRange[at] <= '9' && begin < 1LL << 50;
         ++at)
        begin = begin * 10 + (contentRange[at] - '0');
    return at > unit.size() && contentRange.compare(at, 1, "-") == 0 ? std::optional(begin) : std::nullopt;
}

bool isSha256(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string unquoted(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '"'), text.end());
    return text;
}

// One file on its way.
class Download {
public:
    Download(std::string url, const fs::path& file, ExpectedFile expected, const DownloadSettings& settings,
             const Job& job)
        : m_url(std::move(url)),
          m_file(file),
          m_expected(std::move(expected)),
          m_settings(settings),
          m_job(job),
          m_partial(file) {}

    void run() {
        tryRepeatedly(
            m_url, m_settings, m_job, [this] { fetch(); }, [this] { return m_partial.size(); });
    }

private:
    void fetch() {
        // All was there already when the last call ended before it could check.
        if (!m_expected.size || m_partial.size() != *m_expected.size || m_partial.size() == 0) request();
        check();
        m_partial.commit();
    }

    void request() {
        HttpRequest request{m_url, m_settings.bearerToken, {}, m_settings.stall};
        const std::string tag = m_partial.tag();
        if (m_partial.size() > 0 && !tag.empty())
            request.headers = {{"Range", "bytes=" + std::to_string(m_partial.size()) + "-"},
                               {"If-Range", tag}};
        std::optional<StageProgress> progress;
        bool wanted = false;
        std::int64_t bytes = 0;
        HttpEvents events;
        events.begin = [&](const HttpResponse& response) {
            wanted = response.status == 200 || response.status == 206;
            if (!wanted) return;
            take(response);
            const std::int64_t left = response.size().value_or(0);
            progress.emplace(m_job, "Fetching " + m_file.filename().string() + ", kB", left / kilobyte);
        };
        events.data = [&](std::string_view data) {
            if (!wanted) return;  // the page that comes with an error
            m_partial.append(data);
            const std::int64_t before = bytes / kilobyte;
            bytes += static_cast<std::int64_t>(data.size());
            progress->advance(bytes / kilobyte - before);
        };
        const HttpResponse response = httpGet(request, events, m_job);
        if (response.status == 416) m_partial.restart("");
        checkStatus(m_url, response.status);
        if (m_expected.size && m_partial.size() < *m_expected.size)
            throw HttpFailure("the file ended early", false);
    }

    // Decides by the response's headers where its bytes go and what the file must be in the end.
    void take(const HttpResponse& response) {
        if (response.status == 206) {
            if (rangeBegin(response.header("content-range")) != m_partial.size()) {
                m_partial.restart("");
                throw HttpFailure("the server sent another part of the file than it was asked for", false);
            }
        } else {
            const std::string tag = response.header("etag");
            m_partial.restart(tag.compare(0, 2, "W/") == 0 ? "" : tag);
        }
        const auto linked = [&](const char* name) {
            const auto found = response.linked.find(name);
            return found == response.linked.end() ? std::string() : unquoted(found->second);
        };
        if (m_expected.sha256.empty() && isSha256(linked("x-linked-etag")))
            m_expected.sha256 = linked("x-linked-etag");
        if (m_expected.size) return;
        HttpResponse sized;
        sized.headers["content-length"] = linked("x-linked-size");
        m_expected.size = sized.size();
        if (!m_expected.size && response.size()) m_expected.size = m_partial.size() + *response.size();
    }

    void check() {
        const std::int64_t size = m_partial.size();
        if (m_expected.size && size != *m_expected.size)
            refuse("it has " + std::to_string(size) + " bytes, not " + std::to_string(*m_expected.size));
        if (m_expected.sha256.empty()) return;
        const std::string sha256 = sha256OfFile(m_partial.path());
        if (sha256 != m_expected.sha256) refuse("its SHA-256 is " + sha256 + ", not " + m_expected.sha256);
    }

    [[noreturn]] void refuse(const std::string& reason) {
        m_partial.restart("");
        if (m_refused)
            throw Error(ErrorKind::Io,
                        m_url + " came damaged twice: " + reason +
                            ". It was thrown away; the server or what lies between is at fault.");
        m_refused = true;
        throw HttpFailure("the file came damaged", false);
    }

    std::string m_url;
    fs::path m_file;
    ExpectedFile m_expected;
    const DownloadSettings& m_settings;
    const Job& m_job;
    PartialFile m_partial;
    bool m_refused = false;
};

}  // namespace

void download(const std::string& url, const fs::path& file, const ExpectedFile& expected,
              const DownloadSettings& settings, const Job& job) {
    Download(url, file, expected, settings, job).run();
}

std::string downloadText(const std::string& url, const DownloadSettings& settings, const Job& job) {
    constexpr std::size_t longest = 16'000'000;
    std::string text;
    const auto fetch = [&] {
        text.clear();
        HttpEvents events;
        events.data = [&](std::string_view data) {
            if (text.size() + data.size() > longest)
                throw HttpFailure("the answer is longer than " + std::to_string(longest) + " bytes", true);
            text += data;
        };
        const HttpResponse response = httpGet({url, settings.bearerToken, {}, settings.stall}, events, job);
        checkStatus(url, response.status);
    };
    tryRepeatedly(url, settings, job, fetch, [] { return std::int64_t{0}; });
    return text;
}

}  // namespace nounscope
