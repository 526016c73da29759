#include "core/io/image_folder.h"

#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>

#include "core/io/natural_order.h"
#include "core/io/path_pattern.h"
#include "core/model/error.h"

using namespace nounscope;
namespace fs = std::filesystem;

class TestImageFolder : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;

    void touch(const std::string& name) const {
        fs::create_directories((m_root / name).parent_path());
        std::ofstream(m_root / name) << "x";
    }
    static QStringList paths(const ImageItems& items) {
        QStringList list;
        for (const ImageItem& item : items) list << QString::fromLatin1(item.path.c_str());
        return list;
    }
    QStringList scan(const PictureSettings& settings = {}) const {
        return paths(scanImageFolders({m_root}, settings));
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_root = m_folder->path().toStdString();
    }

    void sizeAndTimeComeWithAPicture() {
        touch("one.png");
        fs::last_write_time(m_root / "one.png", fs::file_time_type::clock::now() - std::chrono::hours(100));
        const ImageItems items = scanImageFolders({m_root}, {});
        QCOMPARE(items[0].bytes, 1);
        const std::int64_t hoursAgo = (std::time(nullptr) - items[0].changed) / 3600;
        QVERIFY(hoursAgo == 100 || hoursAgo == 99);
    }

    void picturesComeInNaturalOrder() {
        for (const char* name :
             {"img10.png", "img2.PNG", "b/1.jpg", "B/0.jpeg", "a b.webp", "a/x.tif", "img02.gif", "notes.txt",
              "film.mp4", "no_extension", "c.heic", "c.Avif", "logo.svg", "old.bmp"})
            touch(name);
        QCOMPARE(scan(), QStringList({"a/x.tif", "a b.webp", "B/0.jpeg", "b/1.jpg", "c.Avif", "c.heic",
                                      "img02.gif", "img2.PNG", "img10.png", "logo.svg", "old.bmp"}));
    }

    void naturalOrderIsAStrictTotalOrder() {
        const std::vector<std::string> sorted = {"",
                                                 "/",
                                                 "0",
                                                 "00",
                                                 "01",
                                                 "1",
                                                 "2",
                                                 "10",
                                                 "a",
                                                 "a/z",
                                                 "a-b",
                                                 "A0",
                                                 "a1",
                                                 "a1b2",
                                                 "a1b10",
                                                 "a9999999999999999999999",
                                                 "a10000000000000000000000",
                                                 "B",
                                                 "b",
                                                 "\xFF"};
        for (std::size_t i = 0; i < sorted.size(); ++i)
            for (std::size_t j = 0; j < sorted.size(); ++j)
                QVERIFY2(naturalLess(sorted[i], sorted[j]) == (i < j),
                         (sorted[i] + " | " + sorted[j]).c_str());
    }

    void junkIsLeftOut() {
        for (const char* name : {"ok.png", ".hidden.png", "._ok.png", ".thumbnails/t.png", "@eaDir/e.png",
                                 "__MACOSX/m.png", "sub/.git/g.png"})
            touch(name);
        QCOMPARE(scan(), QStringList({"ok.png"}));
    }

    void excludePatternsFollowPathsAndNames() {
        for (const char* name : {"a.png", "raw/b.png", "x/raw/c.png", "x/thumb_1.png", "x/y/d.png"})
            touch(name);
        PictureSettings settings;
        settings.exclude = {"raw", "thumb_*"};
        QCOMPARE(scan(settings), QStringList({"a.png", "x/y/d.png"}));
        settings.exclude = {"x/*.png", "/raw/**"};
        QCOMPARE(scan(settings), QStringList({"a.png", "x/raw/c.png", "x/y/d.png"}));
        settings.exclude = {"**/raw", "x/**/d.png"};
        QCOMPARE(scan(settings), QStringList({"a.png", "x/thumb_1.png"}));
        settings.exclude = {"*"};
        QVERIFY_EXCEPTION_THROWN(scan(settings), Error);
    }

    void patternsMatchAsDocumented() {
        QVERIFY(matchesPathPattern("*.gif", "a/b.gif"));
        QVERIFY(!matchesPathPattern("/*.gif", "a/b.gif"));
        QVERIFY(matchesPathPattern("a/**/b.gif", "a/b.gif"));
        QVERIFY(matchesPathPattern("a/**/b.gif", "a/x/y/b.gif"));
        QVERIFY(matchesPathPattern("a/**", "a/x/y"));
        QVERIFY(!matchesPathPattern("a/**", "a"));
        QVERIFY(!matchesPathPattern("a/?", "a/x/y"));
        QVERIFY(matchesPathPattern("[ab].png", "b.png"));
        QVERIFY(!matchesPathPattern("B.png", "b.png"));
        QVERIFY(matchesPathPattern("raw/", "x/raw"));
    }

    void symbolicLinksNeitherLoopNorDouble() {
        touch("z/real.png");
        touch("a/other.png");
        fs::create_directory_symlink(m_root, m_root / "a" / "up");
        fs::create_directory_symlink(m_root / "z", m_root / "a" / "alias");
        fs::create_directory_symlink("self", m_root / "self");
        fs::create_symlink("z/real.png", m_root / "linked.png");
        QTemporaryDir elsewhere;
        std::ofstream(fs::path(elsewhere.path().toStdString()) / "far.png") << "x";
        fs::create_directory_symlink(elsewhere.path().toStdString(), m_root / "mount");
        QCOMPARE(scan(), QStringList({"a/other.png", "linked.png", "mount/far.png", "z/real.png"}));
    }

    void severalRootsGetUniqueNames() {
        for (const char* name : {"one/pics/1.png", "two/pics/2.png", "three/3.png"}) touch(name);
        const std::vector<fs::path> roots = {m_root / "two/pics/", m_root / "one/pics",
                                             m_root / "three/../three"};
        QCOMPARE(paths(scanImageFolders(roots, {})),
                 QStringList({"pics/2.png", "pics (2)/1.png", "three/3.png"}));
        // A root inside another, or given twice, adds nothing twice.
        QCOMPARE(paths(scanImageFolders({m_root / "one", m_root / "one/pics"}, {})),
                 QStringList({"one/pics/1.png"}));
    }

    void namesThatAreNotUtf8KeepTheirBytes() {
        touch("caf\xE9.png");
        const ImageItems items = scanImageFolders({m_root}, {});
        QCOMPARE(items.size(), std::size_t(1));
        QCOMPARE(items[0].path, std::string("caf\xE9.png"));
        QVERIFY(fs::remove(items[0].file));
    }

    void unreadableFolderIsAnItemWithAReason() {
        if (geteuid() == 0) QSKIP("root may read every folder");
        touch("a.png");
        touch("secret/b.png");
        fs::permissions(m_root / "secret", fs::perms::none);
        const ImageItems items = scanImageFolders({m_root}, {});
        fs::permissions(m_root / "secret", fs::perms::owner_all);
        QCOMPARE(paths(items), QStringList({"a.png", "secret"}));
        QCOMPARE(items[1].error, std::string("the folder cannot be read completely: Permission denied"));
    }

    void missingOrPicturelessRootsAreNamed() {
        const auto message = [](const fs::path& root) -> QString {
            try {
                scanImageFolders({root}, {});
            } catch (const Error& error) {
                return error.what();
            }
            return "no error";
        };
        touch("notes.txt");
        const QString root = QString::fromStdString(m_root.string());
        QCOMPARE(message(m_root / "gone"), "The folder " + root + "/gone does not exist.");
        QVERIFY(message(m_root / "notes.txt").startsWith(root + "/notes.txt is no folder"));
        QVERIFY(message(m_root).startsWith("No picture was found in " + root));
    }

    void scanCanBeCancelled() {
        touch("a.png");
        CancelToken cancel;
        cancel.cancel();
        Job job;
        job.cancel = &cancel;
        QVERIFY_EXCEPTION_THROWN(scanImageFolders({m_root}, {}, job), Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestImageFolder)
#include "test_image_folder.moc"
