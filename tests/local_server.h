// A web server in the test's own process, which answers as the test tells it, badly too.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace nounscope::test {

struct WebRequest {
    std::string path;
    std::map<std::string, std::string> headers;  // names in lower case

    std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? "" : found->second;
    }
};

class LocalServer {
public:
    // What a handler answers through; the connection is closed when it returns.
    class Connection {
    public:
        Connection(int descriptor, int stop) : m_descriptor(descriptor), m_stop(stop) {}
        void send(std::string_view bytes) {
            while (!bytes.empty()) {
                const ssize_t sent = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
                if (sent <= 0) return;
                bytes.remove_prefix(static_cast<std::size_t>(sent));
            }
        }
        // Says nothing more until the client goes away or the server ends.
        void stall() {
            std::array<pollfd, 2> waiting{{{m_descriptor, POLLIN | POLLRDHUP, 0}, {m_stop, POLLIN, 0}}};
            poll(waiting.data(), waiting.size(), -1);
        }

    private:
        int m_descriptor, m_stop;
    };
    using Handler = std::function<void(const WebRequest&, Connection&)>;

    explicit LocalServer(Handler handler) : m_handler(std::move(handler)) {
        setenv("no_proxy", "127.0.0.1", 1);
        m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const any = reinterpret_cast<sockaddr*>(&address);
        if (bind(m_listener, any, size) != 0 || listen(m_listener, 16) != 0 || pipe(m_stop.data()) != 0 ||
            getsockname(m_listener, any, &size) != 0)
            throw std::runtime_error("no local server");
        m_url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        m_thread = std::thread([this] { serve(); });
    }
    ~LocalServer() {
        [[maybe_unused]] const auto written = write(m_stop[1], "x", 1);
        m_thread.join();
        for (const int descriptor : {m_listener, m_stop[0], m_stop[1]}) close(descriptor);
    }
    LocalServer(const LocalServer&) = delete;
    LocalServer& operator=(const LocalServer&) = delete;

    const std::string& url() const { return m_url; }
    std::vector<WebRequest> requests() const {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

private:
    // One connection after the other: a download opens one at a time.
    void serve() {
        for (;;) {
            std::array<pollfd, 2> waiting{{{m_listener, POLLIN, 0}, {m_stop[0], POLLIN, 0}}};
            poll(waiting.data(), waiting.size(), -1);
            if (waiting[1].revents) return;
            const int client = accept(m_listener, nullptr, nullptr);
            if (client < 0) continue;
            Connection connection(client, m_stop[0]);
            const WebRequest request = read(client);
            {
                const std::lock_guard lock(m_mutex);
                m_requests.push_back(request);
            }
            m_handler(request, connection);
            close(client);
        }
    }

    static WebRequest read(int client) {
        std::string text;
        char block[4096];
        while (text.find("\r\n\r\n") == std::string::npos) {
            const ssize_t count = recv(client, block, sizeof block, 0);
            if (count <= 0) break;
            text.append(block, static_cast<std::size_t>(count));
        }
        WebRequest request;
        const std::size_t begin = text.find(' ') + 1;
        request.path = text.substr(begin, text.find(' ', begin) - begin);
        for (std::size_t at = text.find("\r\n") + 2; at < text.size();) {
            const std::size_t end = text.find("\r\n", at), colon = text.find(": ", at);
            if (end == at || end == std::string::npos) break;
            if (colon < end) {
                std::string name = text.substr(at, colon - at);
                for (char& c : name) c = static_cast<char>(tolower(c));
                request.headers[name] = text.substr(colon + 2, end - colon - 2);
            }
            at = end + 2;
        }
        return request;
    }

    Handler m_handler;
    int m_listener = -1;
    std::array<int, 2> m_stop{-1, -1};
    std::string m_url;
    mutable std::mutex m_mutex;
    std::vector<WebRequest> m_requests;
    std::thread m_thread;
};

// The head of an answer; `headers` without the length.
inline std::string httpHead(int status, std::size_t length,
                            const std::map<std::string, std::string>& headers = {}) {
    std::string text = "HTTP/1.1 " + std::to_string(status) +
                       " Because\r\nConnection: close\r\nContent-Length: " + std::to_string(length) + "\r\n";
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    return text + "\r\n";
}

}  // namespace nounscope::test
