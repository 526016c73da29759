// A run that is killed, at any moment and again and again, loses no finished batch. The runs are this program
// itself, started as "embed FOLDER STORE OUT": it says what it encodes and waits for a byte, or for the end of its
// input, so that it can be killed right then.
#include <ATen/ATen.h>
#include <unistd.h>

#include <QCoreApplication>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/encode/embed_images.h"
#include "core/io/image_folder.h"
#include "core/io/npy.h"
#include "tests/fake_encoder.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

namespace {

constexpr int batch = 4;

// Straight to the pipe: a killed process flushes nothing.
void say(const std::string& line) {
    [[maybe_unused]] const auto written = write(STDOUT_FILENO, line.data(), line.size());
}

// Says which pictures, by their shade of red, each batch holds.
class TellingEncoder : public FakeEncoder {
public:
    at::Tensor encodePictures(const at::Tensor& inputs, const Job& job) const override {
        std::string line = "encode";
        for (std::int64_t i = 0; i < inputs.size(0); ++i)
            line += " " + std::to_string(std::lround((inputs[i][0].item<float>() + 1) * 127.5f));
        say(line + "\n");
        char goOn = 0;
        [[maybe_unused]] const auto got = read(STDIN_FILENO, &goOn, 1);
        return FakeEncoder::encodePictures(inputs, job);
    }
};

int embedHere(char** arguments) {
    ImageItems items = scanImageFolders({arguments[0]}, {});
    EmbeddingStore store(arguments[1]);
    EmbedOptions options{2, batch};
    options.store = &store;
    const ImageEmbeddings result = embedImages(items, TellingEncoder(), {}, options);
    writeNpy(arguments[2], result.features);
    for (const std::string& note : store.takeNotes()) say("note " + note + "\n");
    return 0;
}

}  // namespace

class TestEmbedKilled : public QObject {
    Q_OBJECT

    static constexpr int count = 48;
    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }

    void start(QProcess& run, const QString& store, const QString& out) const {
        run.start(QCoreApplication::applicationFilePath(),
                  {"embed", path("pictures"), path(store), path(out)});
        QVERIFY(run.waitForStarted());
    }

    Bytes bytes(const QString& name) const { return readBytes(path(name).toStdString()); }

    // The pictures of each batch that a run said it encodes.
    static QList<QList<QByteArray>> batches(QByteArray output) {
        output.truncate(output.lastIndexOf('\n') + 1);
        QList<QList<QByteArray>> all;
        for (const QByteArray& line : output.split('\n'))
            if (line.startsWith("encode ")) all.append(line.mid(7).split(' '));
        return all;
    }

    Bytes plainResult() const {
        ImageItems items = scanImageFolders({path("pictures").toStdString()}, {});
        const ImageEmbeddings plain = embedImages(items, FakeEncoder(), {}, {2, batch});
        writeNpy(path("plain.npy").toStdString(), plain.features);
        return readBytes(path("plain.npy").toStdString());
    }

private Q_SLOTS:
    void initTestCase() {
        const fs::path folder = path("pictures").toStdString();
        fs::create_directory(folder);
        for (int i = 0; i < count; ++i) {
            Bytes bytes = encoded(cv::Mat(9, 9, CV_8UC3, cv::Scalar(i, 2 * i, 5 * i)), ".png");
            if (i % 16 == 5) bytes.resize(bytes.size() / 2);
            writeBytes(folder / (std::to_string(i) + ".png"), bytes);
        }
    }

    void killedAgainAndAgain() {
        QSet<QByteArray> finished, all;
        int kills = 0;
        for (bool done = false; !done;) {
            QVERIFY2(kills < 3 * count, "the runs do not get on");
            QProcess run;
            start(run, "killed.sqlite", "killed.npy");
            QByteArray output;
            const int wanted = 1 + kills % 3;
            for (int begun = 0; begun < wanted && run.waitForReadyRead(60'000);) {
                output += run.readAllStandardOutput();
                for (; begun < batches(output).size(); ++begun)
                    if (begun + 1 < wanted) run.write(".");
            }
            if (kills % 2 == 1) {  // dies as it keeps what it has encoded, or soon after
                run.write(".");
                run.waitForBytesWritten();
            }
            run.kill();
            QVERIFY(run.state() == QProcess::NotRunning || run.waitForFinished(60'000));
            output += run.readAllStandardOutput();
            done = run.exitStatus() == QProcess::NormalExit;
            kills += !done;

            QVERIFY2(!output.contains("note"), output);
            QList<QList<QByteArray>> encoded = batches(output);
            for (const QList<QByteArray>& pictures : encoded)
                for (const QByteArray& picture : pictures) {
                    QVERIFY2(!finished.contains(picture), "a finished picture was encoded again");
                    all.insert(picture);
                }
            // What was being encoded when the process died may be lost, and nothing else.
            if (!done && !encoded.isEmpty()) encoded.removeLast();
            for (const QList<QByteArray>& pictures : encoded)
                for (const QByteArray& picture : pictures) finished.insert(picture);
        }
        QVERIFY2(kills >= 3, "too few were killed to tell");
        QCOMPARE(all.size(), count - count / 16);
        QCOMPARE(bytes("killed.npy"), plainResult());
    }

    void twoAtOnce() {
        QProcess one, two;
        start(one, "shared.sqlite", "one.npy");
        start(two, "shared.sqlite", "two.npy");
        one.closeWriteChannel();
        two.closeWriteChannel();
        for (QProcess* run : {&one, &two}) {
            QVERIFY(run->waitForFinished(60'000));
            QCOMPARE(run->exitStatus(), QProcess::NormalExit);
            QCOMPARE(run->exitCode(), 0);
            QVERIFY(!run->readAllStandardOutput().contains("note"));
        }
        QCOMPARE(bytes("one.npy"), plainResult());
        QCOMPARE(bytes("two.npy"), plainResult());
    }
};

int main(int argc, char** argv) {
    if (argc == 5 && std::string(argv[1]) == "embed") return embedHere(argv + 2);
    QCoreApplication app(argc, argv);
    TestEmbedKilled test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_embed_killed.moc"
