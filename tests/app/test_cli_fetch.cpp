// `models fetch` from a hub in the test's own process, as a person sees it.
#include <signal.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>

#include "tests/app/cli_process.h"
#include "tests/local_server.h"

using namespace nounscope::test;

class TestCliFetch : public QObject {
    Q_OBJECT
private:
    static constexpr const char* commit = "0123456789abcdef0123456789abcdef01234567";

    QTemporaryDir m_folder;
    const std::string m_weights = std::string(200000, 'w');

    static void send(LocalServer::Connection& connection, const std::string& text) {
        connection.send(httpHead(200, text.size(), {{"ETag", "\"one\""}}) + text);
    }

    QString partial() const {
        return m_folder.filePath(
            QString("nounscope/models/acme/.clip.%1.part/.model.safetensors.part").arg(commit));
    }

private Q_SLOTS:
    // Interrupted while the server is silent, then gone on with.
    void stopsAndGoesOn() {
        std::atomic<bool> silent = true;
        const LocalServer hub([&](const WebRequest& request, LocalServer::Connection& connection) {
            if (request.path.find("/api/") == 0)
                return send(connection, std::string("{\"sha\": \"") + commit +
                                            "\", \"siblings\": [{\"rfilename\": \"config.json\"}, "
                                            "{\"rfilename\": \"model.safetensors\"}]}");
            if (request.path.find("config.json") != std::string::npos) return send(connection, "{}");
            if (silent) {
                connection.send(httpHead(200, m_weights.size(), {{"ETag", "\"one\""}}) +
                                m_weights.substr(0, 50000));
                return connection.stall();
            }
            connection.send(
                httpHead(206, 150000, {{"ETag", "\"one\""}, {"Content-Range", "bytes 50000-199999/200000"}}) +
                m_weights.substr(50000));
        });
        qputenv("HF_ENDPOINT", QByteArray::fromStdString(hub.url()));
        qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
        qunsetenv("HF_HUB_OFFLINE");

        QProcess process;
        process.start(NOUNSCOPE_CLI, {"models", "fetch", "acme/clip"});
        QTRY_COMPARE_WITH_TIMEOUT(QFileInfo(partial()).size(), 50000, 60000);
        QElapsedTimer sinceInterrupt;
        sinceInterrupt.start();
        kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 130);
        QVERIFY2(sinceInterrupt.elapsed() < 1000,
                 QByteArray::number(sinceInterrupt.elapsed()));  // 200 on an idle machine
        QCOMPARE(QFileInfo(partial()).size(), 50000);

        silent = false;
        const CliResult run = runCli({"models", "fetch", "acme/clip"});
        QVERIFY2(run.exitCode == 0, run.err);
        QCOMPARE(hub.requests().back().header("range"), std::string("bytes=50000-"));
        QCOMPARE(fileBytes(m_folder.filePath("nounscope/models/acme/clip/model.safetensors")).toStdString(),
                 m_weights);
        QVERIFY(!QFile::exists(partial()));
    }

    void saysNoOffline() {
        qputenv("HF_HUB_OFFLINE", "1");
        const CliResult run = runCli({"models", "fetch", "acme/clip"});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.err.contains("HF_HUB_OFFLINE"), run.err);
    }
};

QTEST_GUILESS_MAIN(TestCliFetch)
#include "test_cli_fetch.moc"
