// Downloads from a server that stalls, truncates, corrupts, redirects and refuses.
#include <signal.h>
#include <sys/resource.h>

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <thread>

#include "core/io/download.h"
#include "core/io/partial_file.h"
#include "core/io/text_lines.h"
#include "core/model/error.h"
#include "tests/local_server.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

class TestDownload : public QObject {
    Q_OBJECT
private:
    using Connection = LocalServer::Connection;

    std::string m_body;
    std::string m_sha256;
    DownloadSettings m_settings;
    std::unique_ptr<QTemporaryDir> m_folder;

    fs::path file() const { return fs::path(m_folder->path().toStdString()) / "weights.bin"; }
    fs::path partial() const { return file().parent_path() / ".weights.bin.part"; }
    std::string fetched() const { return readTextFile(file()); }

    // All of it, or what a range asks for.
    void sendHonestly(const WebRequest& request, Connection& connection,
                      const std::string& tag = "\"one\"") const {
        const std::string range = request.header("range");
        if (range.empty() || request.header("if-range") != tag) {
            connection.send(httpHead(200, m_body.size(), {{"ETag", tag}}) + m_body);
            return;
        }
        const auto begin = std::stoul(range.substr(6));
        connection.send(httpHead(206, m_body.size() - begin,
                                 {{"ETag", tag},
                                  {"Content-Range", "bytes " + std::to_string(begin) + "-" +
                                                        std::to_string(m_body.size() - 1) + "/" +
                                                        std::to_string(m_body.size())}}) +
                        m_body.substr(begin));
    }

    void sendHalf(Connection& connection) const {
        connection.send(httpHead(200, m_body.size(), {{"ETag", "\"one\""}}) +
                        m_body.substr(0, m_body.size() / 2));
    }

    std::string messageOf(const LocalServer& server, const ExpectedFile& expected = {},
                          ErrorKind kind = ErrorKind::Io) {
        try {
            download(server.url() + "/weights.bin", file(), expected, m_settings, {});
        } catch (const Error& error) {
            return error.kind() == kind ? error.what() : "";
        }
        return "";
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_body.clear();
        for (int i = 0; i < 300000; ++i) m_body += static_cast<char>(i * 2654435761u >> 24);
        m_sha256 = QCryptographicHash::hash(QByteArray::fromStdString(m_body), QCryptographicHash::Sha256)
                       .toHex()
                       .toStdString();
        m_settings = DownloadSettings();
        m_settings.pause = std::chrono::milliseconds(0);
        m_settings.attempts = 2;
    }

    void fetchesAndChecks() {
        const LocalServer server(
            [&](const auto& request, auto& connection) { sendHonestly(request, connection); });
        std::vector<Progress> progress;
        Job job;
        job.progress = [&](const Progress& p) { progress.push_back(p); };
        download(server.url() + "/weights.bin", file(), {300000, m_sha256}, m_settings, job);
        QVERIFY(fetched() == m_body);
        QCOMPARE(std::distance(fs::directory_iterator(file().parent_path()), fs::directory_iterator()), 1);
        QCOMPARE(progress.back().done, 300);
        QCOMPARE(progress.back().total, 300);
    }

    void goesOnAfterABreak() {
        std::atomic<int> calls = 0;
        const LocalServer server([&](const auto& request, auto& connection) {
            calls++ == 0 ? sendHalf(connection) : sendHonestly(request, connection);
        });
        download(server.url(), file(), {{}, m_sha256}, m_settings, {});
        QVERIFY(fetched() == m_body);
        QCOMPARE(server.requests().size(), std::size_t{2});
        QCOMPARE(server.requests()[1].header("range"), std::string("bytes=150000-"));
        QCOMPARE(server.requests()[1].header("if-range"), std::string("\"one\""));
    }

    void keepsWhatCameForTheNextCall() {
        std::atomic<bool> broken = true;
        const LocalServer server([&](const auto& request, auto& connection) {
            if (!broken) return sendHonestly(request, connection);
            if (request.header("range").empty()) sendHalf(connection);
        });
        const std::string message = messageOf(server);
        QVERIFY2(message.find(server.url() + "/weights.bin") != std::string::npos, message.c_str());
        QCOMPARE(fs::file_size(partial()), std::uintmax_t{150000});
        QVERIFY(!fs::exists(file()));
        broken = false;
        download(server.url(), file(), {}, m_settings, {});
        QVERIFY(fetched() == m_body);
        QCOMPARE(server.requests().back().header("range"), std::string("bytes=150000-"));
    }

    void startsAnewWhereTheFileHasChanged() {
        std::atomic<int> calls = 0;
        const LocalServer server([&](const auto& request, auto& connection) {
            calls++ == 0 ? sendHalf(connection) : sendHonestly(request, connection, "\"two\"");
        });
        std::fill(m_body.begin() + 10, m_body.begin() + 20, 'x');
        download(server.url(), file(), {}, m_settings, {});
        QVERIFY(fetched() == m_body);
    }

    void startsAnewWhereRangesAreRefused_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("range");
        QTest::newRow("range ignored") << 200 << QByteArray();
        QTest::newRow("range not satisfiable") << 416 << QByteArray();
        QTest::newRow("another range") << 206 << QByteArray("bytes 0-9/300000");
        QTest::newRow("no range") << 206 << QByteArray("chapters 1-2");
    }
    void startsAnewWhereRangesAreRefused() {
        QFETCH(int, status);
        QFETCH(QByteArray, range);
        m_settings.attempts = 3;
        std::atomic<int> calls = 0;
        const LocalServer server([&](const auto& request, auto& connection) {
            if (calls++ == 0) return sendHalf(connection);
            if (request.header("range").empty() || status == 200)
                return connection.send(httpHead(200, m_body.size(), {{"ETag", "\"one\""}}) + m_body);
            connection.send(httpHead(status, 10, {{"Content-Range", range.toStdString()}}) + "0123456789");
        });
        download(server.url(), file(), {{}, m_sha256}, m_settings, {});
        QVERIFY(fetched() == m_body);
    }

    void aFileWithoutStrongTagIsNotGoneOnWith() {
        std::atomic<int> calls = 0;
        const LocalServer server([&](const auto&, auto& connection) {
            const bool first = calls++ == 0;
            connection.send(httpHead(200, m_body.size(), {{"ETag", "W/\"weak\""}}) +
                            m_body.substr(0, first ? 1000 : m_body.size()));
        });
        download(server.url(), file(), {}, m_settings, {});
        QVERIFY(fetched() == m_body);
        QCOMPARE(server.requests()[1].header("range"), std::string());
    }

    void corruptOnce() {
        std::atomic<int> calls = 0;
        const LocalServer server([&](const auto& request, auto& connection) {
            if (calls++ > 0) return sendHonestly(request, connection);
            connection.send(httpHead(200, m_body.size(), {{"ETag", "\"one\""}}) +
                            std::string(m_body.size(), 'x'));
        });
        download(server.url(), file(), {{}, m_sha256}, m_settings, {});
        QVERIFY(fetched() == m_body);
        QCOMPARE(server.requests()[1].header("range"), std::string());
    }

    void corruptAlways_data() {
        QTest::addColumn<bool>("bySize");
        QTest::newRow("SHA-256") << false;
        QTest::newRow("size") << true;
    }
    void corruptAlways() {
        QFETCH(bool, bySize);
        m_settings.attempts = 5;
        const LocalServer server(
            [&](const auto& request, auto& connection) { sendHonestly(request, connection); });
        const ExpectedFile expected =
            bySize ? ExpectedFile{299999, ""} : ExpectedFile{{}, std::string(64, '0')};
        const std::string message = messageOf(server, expected);
        QVERIFY2(message.find(bySize ? "not 299999" : "not " + std::string(64, '0')) != std::string::npos,
                 message.c_str());
        QVERIFY(!fs::exists(file()));
        QCOMPARE(fs::file_size(partial()), std::uintmax_t{0});
        QCOMPARE(server.requests().size(), std::size_t{2});
    }

    void stalls() {
        m_settings.stall = std::chrono::milliseconds(150);
        const LocalServer server([&](const auto& request, auto& connection) {
            if (request.header("range").empty()) sendHalf(connection);
            connection.stall();
        });
        const std::string message = messageOf(server);
        QVERIFY2(message.find("nothing came for 0.15 seconds") != std::string::npos, message.c_str());
        QCOMPARE(fs::file_size(partial()), std::uintmax_t{150000});
    }

    void cancelsWhileItStalls() {
        const LocalServer server([&](const auto&, auto& connection) {
            sendHalf(connection);
            connection.stall();
        });
        CancelToken token;
        QElapsedTimer sinceCancel;
        std::thread person([&] {
            std::error_code ignored;
            while (fs::file_size(partial(), ignored) != 150000) std::this_thread::yield();
            sinceCancel.start();
            token.cancel();
        });
        QVERIFY_EXCEPTION_THROWN(download(server.url(), file(), {}, m_settings, {&token, {}}), Cancelled);
        person.join();
        QVERIFY(sinceCancel.elapsed() < 1000);
        QCOMPARE(fs::file_size(partial()), std::uintmax_t{150000});
    }

    void redirectsWithoutTheToken() {
        const LocalServer store(
            [&](const auto& request, auto& connection) { sendHonestly(request, connection); });
        const LocalServer hub([&](const auto&, auto& connection) {
            connection.send(httpHead(302, 0,
                                     {{"Location", store.url() + "/blob"},
                                      {"X-Linked-Size", "300000"},
                                      {"X-Linked-Etag", "\"" + m_sha256 + "\""}}));
        });
        m_settings.bearerToken = "secret";
        download(hub.url() + "/weights.bin", file(), {}, m_settings, {});
        QVERIFY(fetched() == m_body);
        QCOMPARE(hub.requests()[0].header("authorization"), std::string("Bearer secret"));
        QCOMPARE(store.requests()[0].path, std::string("/blob"));
        QCOMPARE(store.requests()[0].header("authorization"), std::string());
    }

    void checksWhatARedirectionPromised() {
        const LocalServer store(
            [&](const auto& request, auto& connection) { sendHonestly(request, connection); });
        const LocalServer hub([&](const auto&, auto& connection) {
            connection.send(
                httpHead(302, 0, {{"Location", store.url()}, {"X-Linked-Etag", std::string(64, 'a')}}));
        });
        const std::string message = messageOf(hub);
        QVERIFY2(message.find("damaged twice") != std::string::npos, message.c_str());
    }

    void redirectsOnlyToTheWeb() {
        const LocalServer server([&](const auto&, auto& connection) {
            connection.send(httpHead(302, 0, {{"Location", "file:///etc/hostname"}}));
        });
        QVERIFY(!messageOf(server).empty());
        QCOMPARE(server.requests().size(), std::size_t{1});
    }

    void statuses_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<int>("requests");
        QTest::addColumn<QString>("advice");
        QTest::newRow("not there") << 404 << ErrorKind::BadInput << 1 << "Check the name";
        QTest::newRow("kept from strangers") << 401 << ErrorKind::BadInput << 1 << "HF_TOKEN";
        QTest::newRow("forbidden") << 403 << ErrorKind::BadInput << 1 << "HF_TOKEN";
        QTest::newRow("teapot") << 418 << ErrorKind::Io << 1 << "418";
        QTest::newRow("busy") << 503 << ErrorKind::Io << 2 << "2 times";
        QTest::newRow("too many") << 429 << ErrorKind::Io << 2 << "2 times";
    }
    void statuses() {
        QFETCH(int, status);
        QFETCH(ErrorKind, kind);
        QFETCH(int, requests);
        QFETCH(QString, advice);
        const LocalServer server(
            [&](const auto&, auto& connection) { connection.send(httpHead(status, 4) + "page"); });
        const std::string message = messageOf(server, {}, kind);
        QVERIFY2(message.find(advice.toStdString()) != std::string::npos, message.c_str());
        QCOMPARE(server.requests().size(), static_cast<std::size_t>(requests));
        QCOMPARE(fs::file_size(partial()), std::uintmax_t{0});
    }

    void fullDisk() {
        const LocalServer server(
            [&](const auto& request, auto& connection) { sendHonestly(request, connection); });
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit small = before;
        small.rlim_cur = 100000;
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &small);
        const std::string message = messageOf(server);
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY2(message.find(file().string() + " cannot be written: File too large") != std::string::npos,
                 message.c_str());
        QCOMPARE(fs::file_size(partial()), std::uintmax_t{100000});
        download(server.url(), file(), {{}, m_sha256}, m_settings, {});
        QVERIFY(fetched() == m_body);
    }

    void folderThatIsNotThere() {
        const LocalServer server(
            [&](const auto& request, auto& connection) { sendHonestly(request, connection); });
        const fs::path file = this->file().parent_path() / "missing" / "weights.bin";
        try {
            download(server.url(), file, {}, m_settings, {});
            QFAIL("downloaded");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find(file.string()) != std::string::npos);
        }
    }

    void oneAtATime() {
        const PartialFile other(file());
        const LocalServer server(
            [&](const auto& request, auto& connection) { sendHonestly(request, connection); });
        const std::string message = messageOf(server);
        QVERIFY2(message.find("another process") != std::string::npos, message.c_str());
    }

    void nobodyListens() {
        std::string url;
        {
            const LocalServer server([](const auto&, auto&) {});
            url = server.url();
        }
        QVERIFY_EXCEPTION_THROWN(download(url, file(), {}, m_settings, {}), Error);
        QVERIFY_EXCEPTION_THROWN(download("ftp://127.0.0.1/x", file(), {}, m_settings, {}), Error);
    }

    void text() {
        const LocalServer server([&](const auto& request, auto& connection) {
            if (request.path == "/long")
                return connection.send(httpHead(200, 17000000) + std::string(17000000, ' '));
            connection.send(httpHead(200, 2) + "{}");
        });
        QCOMPARE(downloadText(server.url(), m_settings, {}), std::string("{}"));
        QVERIFY_EXCEPTION_THROWN(downloadText(server.url() + "/long", m_settings, {}), Error);
    }
};

QTEST_GUILESS_MAIN(TestDownload)
#include "test_download.moc"
