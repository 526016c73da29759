// Whatever moment a program dies at, the last whole state comes back. The programs are this one itself, started as
// "save FILE" or "autosave FOLDER": it saves session after session, each with one more hidden picture, and says so.
#include "core/io/autosave.h"

#include <unistd.h>

#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <memory>

#include "core/io/session_file.h"
#include "core/model/error.h"
#include "tests/example_session.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

namespace {

constexpr int most = 50'000;  // states; more than any run here reaches

// State N has the first N of the rows hidden, over and over.
Session state(int n) {
    static const Session start = exampleSession("/nowhere", {600, 4, 900, 9, 8});
    Session session = start;
    session.report = std::to_string(n);
    session.edits.hidePictures({n % 540}, true);
    return session;
}

void say(int n) {
    const std::string line = std::to_string(n) + "\n";
    [[maybe_unused]] const auto written = write(STDOUT_FILENO, line.data(), line.size());
}

int keepSaving(const std::string& how, const char* where) {
    std::unique_ptr<Autosave> autosave;
    if (how == "autosave") autosave = std::make_unique<Autosave>(where);
    for (int n = 0; n < most; ++n) {
        autosave ? autosave->write(state(n), "/home/some one/s.nounscope") : saveSession(where, state(n));
        say(n);
    }
    return 0;
}

}  // namespace

class TestAutosave : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;

    fs::path path(const char* name) const { return m_home->filePath(name).toStdString(); }

    // Lets it save at least `saves` times, kills it, and tells the last state that it said was saved.
    int killWhileSaving(const QString& how, const QString& where, int saves) const {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {how, where});
        QByteArray said;
        while (said.count('\n') < saves && process.waitForReadyRead(60'000))
            said += process.readAllStandardOutput();
        process.kill();
        process.waitForFinished(60'000);
        said += process.readAllStandardOutput();
        said.truncate(said.lastIndexOf('\n'));
        return said.mid(said.lastIndexOf('\n') + 1).toInt();
    }

    // Whether the session is a whole one, and no older than the last that is known to have been saved.
    static void isWhole(const Session& session, int last) {
        const int n = std::stoi(session.report);
        QVERIFY2(n == last || n == last + 1, qPrintable(QString("%1 after %2").arg(n).arg(last)));
        QVERIFY(session.edits == state(n).edits);
    }

private Q_SLOTS:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void killedWhileSaving() {
        const fs::path file = path("s.nounscope");
        for (int round = 0; round < 8; ++round) {
            const int last = killWhileSaving("save", QString::fromStdString(file.string()), 1 + round % 5);
            isWhole(openSession(file), last);
        }
    }

    void killedWhileAutosaving() {
        const fs::path folder = path("autosave");
        for (int round = 0; round < 8; ++round) {
            const int last =
                killWhileSaving("autosave", QString::fromStdString(folder.string()), 1 + round % 5);
            const std::vector<Recovery> found = findRecoveries(folder);
            QCOMPARE(found.size(), std::size_t{1});
            QCOMPARE(found[0].origin, fs::path("/home/some one/s.nounscope"));
            isWhole(openSession(found[0].file), last);
            forget(found[0]);
            QVERIFY(fs::is_empty(folder));  // half-written files are gone too
        }
    }

    void aProgramThatRunsKeepsItsOwn() {
        Autosave running(path("autosave"));
        running.write(state(1), "");
        QVERIFY(findRecoveries(path("autosave")).empty());
        QVERIFY(!fs::is_empty(path("autosave")));
    }

    void whatEndsWellLeavesNothing() {
        {
            Autosave first(path("autosave")), second(path("autosave"));
            first.write(state(1), "");
            second.write(state(2), "");
            first.discard();
        }
        QVERIFY(fs::is_empty(path("autosave")));
        QVERIFY(findRecoveries(path("autosave")).empty());
        QVERIFY(findRecoveries(path("never made")).empty());
    }

    void onlyTheOwnerMayLook() {
        const Autosave autosave(path("state/autosave"));
        QCOMPARE(fs::status(path("state/autosave")).permissions(), fs::perms::owner_all);
    }

    void aFolderThatCannotBeMadeIsNamed() {
        saveSession(path("file"), state(0));
        QVERIFY_EXCEPTION_THROWN(Autosave(path("file/below")), Error);
    }
};

int main(int argc, char** argv) {
    if (argc == 3 && (std::string(argv[1]) == "save" || std::string(argv[1]) == "autosave"))
        return keepSaving(argv[1], argv[2]);
    QCoreApplication app(argc, argv);
    TestAutosave test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_autosave.moc"
