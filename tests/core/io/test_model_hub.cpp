// Checkpoints fetched from a hub in the test's own process.
#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

#include "core/io/model_hub.h"
#include "core/io/text_lines.h"
#include "core/model/error.h"
#include "tests/local_server.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;
using nlohmann::json;

static const std::string commit = "0123456789abcdef0123456789abcdef01234567";

static std::string sha256(const std::string& text) {
    return QCryptographicHash::hash(QByteArray::fromStdString(text), QCryptographicHash::Sha256)
        .toHex()
        .toStdString();
}

class TestModelHub : public QObject {
    Q_OBJECT
private:
    using Connection = LocalServer::Connection;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::map<std::string, std::string> m_files;  // of acme/clip
    std::set<std::string> m_broken;              // files that the hub fails to send

    ModelPlaces places() const { return {{}, fs::path(m_folder->path().toStdString()) / "models"}; }

    static HubSettings settingsFor(const LocalServer& server) {
        HubSettings settings;
        settings.endpoint = server.url();
        settings.download.pause = std::chrono::milliseconds(0);
        settings.download.attempts = 2;
        return settings;
    }

    void answer(const WebRequest& request, Connection& connection) const {
        if (request.path == "/api/models/acme/clip/revision/main?blobs=true" ||
            request.path == "/api/models/acme/clip/revision/refs%2Fpr%2F7?blobs=true") {
            json siblings = json::array();
            for (const auto& [name, text] : m_files)
                siblings.push_back(
                    {{"rfilename", name}, {"size", text.size()}, {"lfs", {{"sha256", sha256(text)}}}});
            const std::string text = json{{"sha", commit}, {"siblings", siblings}}.dump();
            return connection.send(httpHead(200, text.size()) + text);
        }
        const std::string prefix = "/acme/clip/resolve/" + commit + "/";
        const std::string name = request.path.substr(std::min(prefix.size(), request.path.size()));
        const auto found = m_files.find(name);
        if (request.path.compare(0, prefix.size(), prefix) != 0 || found == m_files.end())
            return connection.send(httpHead(404, 0));
        if (m_broken.count(name)) return connection.send(httpHead(503, 0));
        connection.send(httpHead(200, found->second.size()) + found->second);
    }

    LocalServer::Handler hub() {
        return [this](const WebRequest& request, Connection& connection) { answer(request, connection); };
    }

    static std::string messageOf(ErrorKind kind, const std::function<void()>& call) {
        try {
            call();
        } catch (const Error& error) {
            return error.kind() == kind ? error.what() : "";
        }
        return "";
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_broken.clear();
        m_files = {{"README.md", "read"},
                   {"config.json", "{}"},
                   {"model.safetensors", std::string(5000, 'w')},
                   {"pytorch_model.bin", "pickle"},
                   {"preprocessor_config.json", "{\"size\": 1}"},
                   {"vocab.json", "{\"a\": 0}"},
                   {"merges.txt", "a b"},
                   {"../../escape.safetensors", "outside"}};
    }

    void fetchesACheckpoint() {
        const LocalServer server(hub());
        const fs::path folder = fetchModel("acme/clip", places(), settingsFor(server), {});
        QCOMPARE(folder, places().ownFolder / "acme" / "clip");
        std::set<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder)) {
            names.insert(entry.path().filename().string());
            QCOMPARE(readTextFile(entry.path()), m_files.at(entry.path().filename().string()));
        }
        QCOMPARE(names, (std::set<std::string>{"config.json", "model.safetensors", "preprocessor_config.json",
                                               "vocab.json", "merges.txt"}));
        QCOMPARE(std::distance(fs::directory_iterator(folder.parent_path()), fs::directory_iterator()), 1);
        QCOMPARE(findModel("acme/clip", places()), folder);

        const std::string message =
            messageOf(ErrorKind::Io, [&] { fetchModel("acme/clip", places(), settingsFor(server), {}); });
        QVERIFY2(message.find(folder.string() + " is there already") != std::string::npos, message.c_str());
    }

    void goesOnFileByFile() {
        const LocalServer server(hub());
        m_broken = {"model.safetensors"};
        QVERIFY(!messageOf(ErrorKind::Io, [&] {
                     fetchModel("acme/clip", places(), settingsFor(server), {});
                 }).empty());
        QVERIFY(!fs::exists(places().ownFolder / "acme" / "clip"));
        QVERIFY(listModels(places()).empty());
        const std::size_t before = server.requests().size();
        m_broken.clear();
        const fs::path folder = fetchModel("acme/clip", places(), settingsFor(server), {});
        QVERIFY(fs::exists(folder / "config.json"));
        std::set<std::string> again;
        for (std::size_t i = before + 1; i < server.requests().size(); ++i)
            again.insert(server.requests()[i].path);
        QVERIFY(again.count("/acme/clip/resolve/" + commit + "/config.json") == 0);
        QVERIFY(again.count("/acme/clip/resolve/" + commit + "/model.safetensors") == 1);
    }

    void fetchesShardsOfARevision() {
        m_files.erase("model.safetensors");
        m_files["model.safetensors.index.json"] = "{}";
        m_files["model-00001-of-00002.safetensors"] = "one";
        m_files["model-00002-of-00002.safetensors"] = "two";
        m_files["model-x/../../of.safetensors"] = "outside";
        const LocalServer server(hub());
        HubSettings settings = settingsFor(server);
        settings.revision = "refs/pr/7";
        const fs::path folder = fetchModel("acme/clip", places(), settings, {});
        QCOMPARE(readTextFile(folder / "model-00002-of-00002.safetensors"), std::string("two"));
        QCOMPARE(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 7);
    }

    void choosesOpenClip() {
        const std::vector<HubFile> chosen =
            checkpointFilesOf("acme/clip", {{"open_clip_config.json", {}},
                                            {"open_clip_model.safetensors", {}},
                                            {"open_clip_pytorch_model.bin", {}},
                                            {"tokenizer.json", {}}});
        std::set<std::string> names;
        for (const HubFile& file : chosen) names.insert(file.name);
        QCOMPARE(names, (std::set<std::string>{"open_clip_config.json", "open_clip_model.safetensors",
                                               "tokenizer.json"}));
    }

    void refusesPickle() {
        const std::string message = messageOf(ErrorKind::BadInput, [] {
            checkpointFilesOf("acme/clip", {{"config.json", {}}, {"pytorch_model.bin", {}}});
        });
        QVERIFY2(message.find("acme/clip has its weights as pickle only") != std::string::npos,
                 message.c_str());
        QVERIFY(!messageOf(ErrorKind::BadInput, [] {
                     checkpointFilesOf("acme/text", {{"README.md", {}}});
                 }).empty());
    }

    void asksNobodyUnlessItMay() {
        const LocalServer server(hub());
        HubSettings settings = settingsFor(server);
        settings.offline = true;
        QVERIFY(messageOf(ErrorKind::Usage, [&] {
                    fetchModel("acme/clip", places(), settings, {});
                }).find("HF_HUB_OFFLINE") != std::string::npos);
        QVERIFY(!messageOf(ErrorKind::Usage, [&] {
                     fetchModel("../x", places(), settingsFor(server), {});
                 }).empty());
        QCOMPARE(server.requests().size(), std::size_t{0});
    }

    void namesWhatIsNotThere() {
        const LocalServer server(hub());
        const std::string message = messageOf(
            ErrorKind::BadInput, [&] { fetchModel("acme/none", places(), settingsFor(server), {}); });
        QVERIFY2(message.find("acme/none") != std::string::npos, message.c_str());
    }

    void noHub_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("page") << QByteArray("<html>");
        QTest::newRow("list") << QByteArray("[1]");
        QTest::newRow("no commit") << QByteArray("{\"sha\": \"../..\", \"siblings\": []}");
        QTest::newRow("no files") << QByteArray("{\"sha\": \"0123456789abcdef0123456789abcdef01234567\"}");
    }
    void noHub() {
        QFETCH(QByteArray, answer);
        const LocalServer server([&](const auto&, auto& connection) {
            connection.send(httpHead(200, static_cast<std::size_t>(answer.size())) + answer.toStdString());
        });
        const std::string message =
            messageOf(ErrorKind::Io, [&] { fetchModel("acme/clip", places(), settingsFor(server), {}); });
        QVERIFY2(message.find("HF_ENDPOINT") != std::string::npos, message.c_str());
    }

    void needsRoom() {
        const LocalServer server([&](const WebRequest&, auto& connection) {
            const std::string text = json{{"sha", commit},
                                          {"siblings",
                                           {{{"rfilename", "config.json"}, {"size", 2}},
                                            {{"rfilename", "model.safetensors"}, {"size", 1LL << 60}}}}}
                                         .dump();
            connection.send(httpHead(200, text.size()) + text);
        });
        const std::string message =
            messageOf(ErrorKind::Io, [&] { fetchModel("acme/clip", places(), settingsFor(server), {}); });
        QVERIFY2(message.find("MB free") != std::string::npos, message.c_str());
        QCOMPARE(server.requests().size(), std::size_t{1});
    }

    void readsTheEnvironment() {
        const std::map<std::string, std::string> variables{
            {"HF_ENDPOINT", "https://mirror.example/"}, {"HF_HUB_OFFLINE", "True"}, {"HF_TOKEN", "t"}};
        const HubSettings settings = HubSettings::fromEnvironment([&](const char* name) {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        });
        QCOMPARE(settings.endpoint, std::string("https://mirror.example"));
        QVERIFY(settings.offline);
        QCOMPARE(settings.download.bearerToken, std::string("t"));
        QVERIFY(!HubSettings::fromEnvironment([](const char*) { return std::nullopt; }).offline);
    }
};

QTEST_GUILESS_MAIN(TestModelHub)
#include "test_model_hub.moc"
