// The model dialog as a person uses it, against a hub in the test's own process.
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <atomic>
#include <filesystem>

#include "app/desktop/model_choice.h"
#include "tests/app/cli_process.h"
#include "tests/checkpoint_folder.h"
#include "tests/local_server.h"
#include "tests/random_clip.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* commit = "0123456789abcdef0123456789abcdef01234567";
const QString id = "laion/CLIP-ViT-B-32-laion2B-s34B-b79K";  // the first that the dialog offers

QTreeWidgetItem* findRow(const QWidget& window, const QString& name) {
    const auto rows =
        window.findChild<QTreeWidget*>()->findItems(name, Qt::MatchExactly | Qt::MatchRecursive, 0);
    return rows.isEmpty() ? nullptr : rows.first();
}

QPushButton* button(const QWidget& window, const QString& text) {
    for (QPushButton* found : window.findChildren<QPushButton*>())
        if (found->text().remove('&') == text) return found;
    return nullptr;
}

bool says(const QWidget& window, const QString& text) {
    const auto labels = window.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->text().contains(text); });
}

}  // namespace

class TestModelChoice : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_home;

    fs::path models() const { return fs::path(m_home->path().toStdString()) / "data/nounscope/models"; }

private Q_SLOTS:
    void init() {
        QCoreApplication::setOrganizationName("nounscope-test");
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", m_home->filePath("config").toUtf8());
        qputenv("XDG_DATA_HOME", m_home->filePath("data").toUtf8());
        qputenv("HF_HUB_CACHE", m_home->filePath("hub").toUtf8());
        qunsetenv("HF_HUB_OFFLINE");
        QSettings().clear();
    }

    void listsWhatIsHereAndWhatCanBeFetched() {
        const ClipArchitecture architecture = smallClip();
        fs::create_directories(models() / "acme/tiny");
        writeHuggingFaceFolder(models() / "acme/tiny", architecture, randomClipWeights(architecture, 1));
        fs::create_directories(models() / "acme/broken");
        std::ofstream(models() / "acme/broken/config.json") << "{\"model_type\": \"clip\"}";
        QWidget window;
        ModelChoice choice;
        QSignalSpy listed(&choice, &ModelChoice::listed);
        choice.ask(&window);
        QVERIFY(listed.wait());
        QCOMPARE(choice.best(), QString("acme/tiny"));
        QVERIFY(findRow(window, "starter") && findRow(window, id));
        QCOMPARE(findRow(window, "acme/tiny")->text(3), QString("fp32"));
        auto* tree = window.findChild<QTreeWidget*>();
        tree->setCurrentItem(findRow(window, "acme/broken"));
        QVERIFY(!button(window, "Use this model")->isEnabled());
        QVERIFY(says(window, "has no"));  // says what is missing
        tree->setCurrentItem(findRow(window, "acme/tiny"));
        QSignalSpy changed(&choice, &ModelChoice::changed);
        button(window, "Use this model")->click();
        QCOMPARE(changed.value(0).value(0).toString(), QString("acme/tiny"));
        QCOMPARE(ModelChoice().model(), QString("acme/tiny"));  // remembered
    }

    void fetchesStopsAndGoesOn() {
        std::atomic<bool> silent = true;
        const std::string weights(200'000, 'w');
        const auto send = [](LocalServer::Connection& connection, const std::string& text) {
            connection.send(httpHead(200, text.size(), {{"ETag", "\"one\""}}) + text);
        };
        const LocalServer hub([&](const WebRequest& request, LocalServer::Connection& connection) {
            if (request.path.find("/api/") == 0)
                return send(connection, std::string("{\"sha\": \"") + commit +
                                            "\", \"siblings\": [{\"rfilename\": \"config.json\"}, "
                                            "{\"rfilename\": \"model.safetensors\"}]}");
            if (request.path.find("config.json") != std::string::npos) return send(connection, "{}");
            if (silent) {
                connection.send(httpHead(200, weights.size(), {{"ETag", "\"one\""}}) +
                                weights.substr(0, 50'000));
                return connection.stall();
            }
            connection.send(httpHead(206, 150'000,
                                     {{"ETag", "\"one\""}, {"Content-Range", "bytes 50000-199999/200000"}}) +
                            weights.substr(50'000));
        });
        qputenv("HF_ENDPOINT", QByteArray::fromStdString(hub.url()));

        QWidget window;
        ModelChoice choice;
        QSignalSpy listed(&choice, &ModelChoice::listed);
        choice.ask(&window);
        QVERIFY(listed.wait());
        window.findChild<QTreeWidget*>()->setCurrentItem(findRow(window, id));
        QVERIFY2(hub.requests().empty(), "something was asked of the network before Fetch was pressed");
        button(window, "Fetch")->click();
        const QString partial = QString::fromStdString(
            (models() / "laion" /
             ("." + fs::path(id.toStdString()).filename().string() + "." + commit + ".part") /
             ".model.safetensors.part")
                .string());
        QTRY_COMPARE(QFileInfo(partial).size(), 50'000);
        QVERIFY(!button(window, "Fetch")->isEnabled());
        button(window, "Stop fetching")->click();
        QTRY_VERIFY(says(window, "What has come is kept"));
        QTRY_COMPARE(findRow(window, id)->text(4), QString("0 MB of it are here"));

        silent = false;
        window.findChild<QTreeWidget*>()->setCurrentItem(findRow(window, id));
        button(window, "Fetch")->click();
        QTRY_VERIFY(says(window, "is here now"));
        QCOMPARE(hub.requests().back().header("range"), std::string("bytes=50000-"));
        QCOMPARE(
            fileBytes(QString::fromStdString((models() / id.toStdString() / "model.safetensors").string()))
                .toStdString(),
            weights);
    }

    void aRefusalIsToldAndClosingWhileFetchingIsClean() {
        const LocalServer hub([](const WebRequest& request, LocalServer::Connection& connection) {
            if (request.path.find("laion") == std::string::npos) return connection.stall();
            connection.send(httpHead(404, 0));
        });
        qputenv("HF_ENDPOINT", QByteArray::fromStdString(hub.url()));
        QWidget window;
        ModelChoice choice;
        QSignalSpy listed(&choice, &ModelChoice::listed);
        choice.ask(&window);
        QVERIFY(listed.wait());
        window.findChild<QTreeWidget*>()->setCurrentItem(findRow(window, id));
        button(window, "Fetch")->click();
        QTRY_VERIFY(says(window, QString::fromStdString(hub.url())));
        QVERIFY(button(window, "Fetch")->isEnabled());
        window.findChild<QTreeWidget*>()->setCurrentItem(findRow(window, "openai/clip-vit-large-patch14"));
        button(window, "Fetch")->click();
        QTRY_COMPARE(hub.requests().size(), std::size_t{2});
    }
};

QTEST_MAIN(TestModelChoice)
#include "test_model_choice.moc"
