#include "core/io/export_pictures.h"

#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/io/export_names.h"
#include "core/io/json_file.h"
#include "core/model/error.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

class TestExportPictures : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    ImageItems m_items;
    ClusterView m_view;

    fs::path path(const char* name) const { return m_home->filePath(name).toStdString(); }

    QByteArray text(const char* name) const {
        const Bytes bytes = readBytes(path(name));
        return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
    }

    QStringList files(const char* folder) const {
        QStringList all;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path(folder)))
            if (!entry.is_directory())
                all += QString::fromStdString(entry.path().lexically_relative(path(folder)).string());
        all.sort();
        return all;
    }

    std::vector<ExportFailure> run(PictureLayout layout, PictureTransfer transfer, const Job& job = {}) {
        return exportPictures(m_items, planExport(m_items, m_view, layout), path("out"), transfer, job);
    }

private Q_SLOTS:
    // Six pictures, the last of them hidden; two of one name, and two names alike but for their case.
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        m_items.clear();
        for (const char* name : {"x/a.png", "y/a.png", "y/A.PNG", "a.jpg", "z/b.png", "z/hidden.png"}) {
            const fs::path file = path("pictures") / name;
            fs::create_directories(file.parent_path());
            const std::string content = std::string("picture ") + name;
            writeBytes(file, Bytes(content.begin(), content.end()));
            m_items.push_back({name, file, ""});
        }
        m_view = {};
        m_view.imageRows = {0, 1, 2, 3, 4};
        m_view.clustering.assignment = {0, 0, 0, 0, 1};
        m_view.clustering.sizes = {4, 1};
        m_view.names = {{"bird, owl", {}}, {"either/or", {}}};
        m_view.clusters = 2;
        fs::create_directories(path("out"));
    }

    void foldersByCluster() {
        const ExportPlan plan = planExport(m_items, m_view, PictureLayout::Folders);
        QCOMPARE(plan.pictures.size(), std::size_t{5});
        QCOMPARE(plan.bytes, 5 * 8 + 7 + 7 + 7 + 5 + 7);
        QVERIFY(run(PictureLayout::Folders, PictureTransfer::Copy).empty());
        QCOMPARE(files("out"), (QStringList{"bird, owl/A (3).PNG", "bird, owl/a (2).png", "bird, owl/a.jpg",
                                            "bird, owl/a.png", "either_or/b.png", "exported.csv"}));
        QCOMPARE(text("out/bird, owl/a (2).png"), QByteArray("picture y/a.png"));
        QCOMPARE(text("out/exported.csv"), QByteArray("filepath,cluster_name,file\n"
                                                      "x/a.png,\"bird, owl\",\"bird, owl/a.png\"\n"
                                                      "y/a.png,\"bird, owl\",\"bird, owl/a (2).png\"\n"
                                                      "y/A.PNG,\"bird, owl\",\"bird, owl/A (3).PNG\"\n"
                                                      "a.jpg,\"bird, owl\",\"bird, owl/a.jpg\"\n"
                                                      "z/b.png,either_or,either_or/b.png\n"));
        QCOMPARE(fs::last_write_time(path("out/either_or/b.png")), fs::last_write_time(m_items[4].file));
    }

    void originalsAreOnlyRead() {
        const Bytes before = readBytes(m_items[0].file);
        for (const PictureTransfer transfer :
             {PictureTransfer::Copy, PictureTransfer::HardLink, PictureTransfer::SymbolicLink}) {
            fs::remove_all(path("out"));
            fs::create_directories(path("out"));
            QVERIFY(run(PictureLayout::Folders, transfer).empty());
            QCOMPARE(files("pictures").size(), 6);
            QCOMPARE(readBytes(m_items[0].file), before);
            QCOMPARE(readBytes(path("out/bird, owl/a.png")), before);
        }
    }

    void links() {
        QVERIFY(run(PictureLayout::Folders, PictureTransfer::HardLink).empty());
        QVERIFY(fs::equivalent(path("out/either_or/b.png"), m_items[4].file));
        QCOMPARE(fs::hard_link_count(m_items[4].file), std::uintmax_t{2});
        fs::remove_all(path("out"));
        fs::create_directories(path("out"));
        QVERIFY(run(PictureLayout::Folders, PictureTransfer::SymbolicLink).empty());
        QCOMPARE(fs::read_symlink(path("out/either_or/b.png")), m_items[4].file);
    }

    void fiftyOneKnowsPicturesByNameWithoutEnding() {
        QVERIFY(run(PictureLayout::FiftyOne, PictureTransfer::Copy).empty());
        QCOMPARE(files("out"), (QStringList{"data/A (3).PNG", "data/a (2).png", "data/a (4).jpg",
                                            "data/a.png", "data/b.png", "exported.csv", "labels.json"}));
        const nlohmann::json labels = readJsonFile(path("out/labels.json"));
        QVERIFY(labels["classes"] == (nlohmann::json{"bird, owl", "either/or"}));
        QVERIFY(labels["labels"] ==
                (nlohmann::json{{"a", 0}, {"a (2)", 0}, {"A (3)", 0}, {"a (4)", 0}, {"b", 1}}));
    }

    void clustersOfOneNameStayApart() {
        m_view.names[0].name = "EITHER:or";
        QVERIFY(run(PictureLayout::Folders, PictureTransfer::Copy).empty());
        QVERIFY(fs::exists(path("out/EITHER_or/a.png")));
        QVERIFY(fs::exists(path("out/either_or (2)/b.png")));
    }

    void nothingIsOverwritten() {
        fs::create_directories(path("out/either_or"));
        writeBytes(path("out/either_or/b.png"), {1, 2, 3});
        for (const PictureTransfer transfer : {PictureTransfer::Copy, PictureTransfer::SymbolicLink}) {
            QVERIFY_EXCEPTION_THROWN(run(PictureLayout::Folders, transfer), Error);
            QCOMPARE(files("out"), QStringList{"either_or/b.png"});
            QCOMPARE(readBytes(path("out/either_or/b.png")), (Bytes{1, 2, 3}));
        }
    }

    void aMissingPictureIsToldAndLeftOut() {
        fs::remove(m_items[1].file);
        for (const PictureTransfer transfer : {PictureTransfer::Copy, PictureTransfer::HardLink}) {
            fs::remove_all(path("out"));
            fs::create_directories(path("out"));
            const std::vector<ExportFailure> failures = run(PictureLayout::FiftyOne, transfer);
            QCOMPARE(failures.size(), std::size_t{1});
            QCOMPARE(failures[0].item, std::int64_t{1});
            QVERIFY(!failures[0].reason.empty());
            QVERIFY(!text("out/exported.csv").contains("y/a.png"));
            QCOMPARE(readJsonFile(path("out/labels.json"))["labels"].size(), std::size_t{4});
        }
    }

    void cancelLeavesWholeFilesOnly() {
        CancelToken cancel;
        Job job;
        job.cancel = &cancel;
        job.progress = [&](const Progress& progress) {
            if (progress.done >= 1) cancel.cancel();
        };
        // Progress is told at the first and last step for certain: cancelled at the last at the latest.
        QVERIFY_EXCEPTION_THROWN(
            {
                run(PictureLayout::Folders, PictureTransfer::Copy, job);
                job.throwIfCancelled();
            },
            Cancelled);
        for (const QString& file : files("out")) {
            QVERIFY2(!file.contains(".part"), qPrintable(file));
            if (file.endsWith("png"))
                QVERIFY(text(("out/" + file).toUtf8().constData()).startsWith("picture "));
        }
    }

    void namesFitAnyFileSystem() {
        QCOMPARE(fileName("truck, car"), std::string("truck, car"));
        QCOMPARE(fileName("a/b\\c:d*e?f\"g<h>i|j\n"), std::string("a_b_c_d_e_f_g_h_i_j_"));
        QCOMPARE(fileName(""), std::string("_"));
        QCOMPARE(fileName("."), std::string("_"));
        QCOMPARE(fileName(".."), std::string("_"));
        QCOMPARE(fileName(".hidden"), std::string("_hidden"));
        QCOMPARE(fileName("dots. . "), std::string("dots"));
        QCOMPARE(fileName("NUL"), std::string("_NUL"));
        QCOMPARE(fileName("com1.png"), std::string("_com1.png"));
        QCOMPARE(fileName("common"), std::string("common"));
        QCOMPARE(fileName("caf\xE9"), std::string("caf%E9"));
        const std::string umlauts = fileName(std::string(119, 'x') + "\xC3\xBC" + "yz");
        QCOMPARE(umlauts, std::string(119, 'x'));
    }
};

QTEST_GUILESS_MAIN(TestExportPictures)
#include "test_export_pictures.moc"
