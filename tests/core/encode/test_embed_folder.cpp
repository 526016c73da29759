// The promise that matters most in practice: of 2,000 real pictures 30 are broken, each in its own way. The
// run finishes, every broken one is listed with its own reason, and the rows of the others line up.
#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>
#include <functional>
#include <map>
#include <set>

#include "core/encode/embed_images.h"
#include "core/io/image_folder.h"
#include "core/model/error.h"
#include "tests/fake_encoder.h"
#include "tests/picture_files.h"

using namespace nounscope;
using namespace nounscope::test;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t pictureCount = 2000;

struct Breakage {
    std::string name;
    std::function<void(const fs::path&)> make;
    QString reason;                                       // how it begins
    std::function<void(const fs::path&)> afterScan = {};  // what happens to the file once it has been found
};

Breakage content(const std::string& name, const Bytes& bytes, const char* reason) {
    return {name, [bytes](const fs::path& file) { writeBytes(file, bytes); }, reason, {}};
}

cv::Mat noise() {
    cv::Mat picture(120, 160, CV_8UC3);
    cv::RNG(11).fill(picture, cv::RNG::UNIFORM, 0, 256);
    return picture;
}

Bytes half(const Bytes& whole) {
    return Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() / 2));
}

Bytes pngOfSize(std::uint32_t width, std::uint32_t height) {
    Bytes png = encoded(noise(), ".png");
    const Bytes header = pngChunk("IHDR", bigEndian(width, 4) + bigEndian(height, 4) + Bytes{8, 2, 0, 0, 0});
    std::copy(header.begin(), header.end(), png.begin() + 8);
    return png;
}

Bytes changed(Bytes bytes, std::size_t at, std::size_t count, std::uint8_t value) {
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), count, value);
    return bytes;
}

const Bytes gifHeader =
    bytesOf("GIF89a") + littleEndian(40, 2) + littleEndian(30, 2) + Bytes{0x80, 0, 0} + Bytes(6, 0);

std::vector<Breakage> thirtyBreakages() {
    const Bytes png = encoded(noise(), ".png"), jpeg = encoded(noise(), ".jpg"),
                bmp = encoded(noise(), ".bmp");
    const Bytes tiff = encoded(noise(), ".tiff"), webp = encoded(noise(), ".webp");
    return {
        content("empty.png", {}, "the file is empty"),
        content("zeros.jpg", Bytes(9000, 0), "not a picture: nothing but zero bytes"),
        content("notes.png", bytesOf("Dear diary\n"), "not a picture: text"),
        content("saved.jpg", bytesOf("<!DOCTYPE html><html></html>"), "not a picture: a web page"),
        content("scan.png", bytesOf("%PDF-1.7"), "not a picture: a PDF document"),
        content("album.webp", bytesOf("PK\x03\x04 album"), "not a picture: a ZIP archive"),
        content("clip.heic", bigEndian(16, 4) + bytesOf("ftypisom") + bigEndian(0, 4),
                "not a picture: a film"),
        content("tool.png",
                bytesOf("\x7F"
                        "ELF") +
                    Bytes(90, 1),
                "not a picture: a program"),
        content("layers.tif", bytesOf("8BPS") + Bytes(90, 1), "not a picture: a Photoshop document"),
        content("lfs.png", bytesOf("version https://git-lfs.github.com/spec/v1\n"),
                "not a picture: a Git LFS pointer"),
        content("random.bmp", {1, 0, 2, 0, 200, 3}, "not a picture: data of an unknown kind"),
        content("half.png", half(png), "truncated PNG"),
        content("half.jpg", half(jpeg), "truncated JPEG"),
        content("half.webp", half(webp), "truncated WebP"),
        content("half.bmp", half(bmp), "truncated BMP"),
        content("half.tiff", half(tiff), "truncated TIFF"),
        content("half.gif", gifHeader, "truncated GIF"),
        content("half.svg", bytesOf("<svg xmlns='http://www.w3.org/2000/svg'><rect"), "damaged SVG"),
        content("scratched.png", changed(png, 900, 9, 0x55), "damaged PNG"),
        content("scratched.jpg", changed(jpeg, 3000, 300, 0xFF), "damaged JPEG"),
        content("header.bmp", changed(bmp, 14, 1, 200), "damaged BMP"),
        content("frameless.gif", gifHeader + Bytes{0x3B}, "damaged GIF"),
        content("bomb.png", pngOfSize(100'000, 100'000), "too large: 100000 x 100000"),
        content("flat.png", pngOfSize(0, 7), "a picture without area: 0 x 7"),
        content("blank.svg", bytesOf("<svg xmlns='http://www.w3.org/2000/svg'/>"),
                "a picture without area: an SVG"),
        {"dangling.png", [](const fs::path& file) { fs::create_symlink("nowhere", file); },
         "a symbolic link to nowhere"},
        {"circle.png", [](const fs::path& file) { fs::create_symlink(file.filename(), file); },
         "a symbolic link that leads back"},
        {"pipe.jpg", [](const fs::path& file) { mkfifo(file.c_str(), 0600); }, "not a regular file"},
        {"vanished.jpg", [=](const fs::path& file) { writeBytes(file, jpeg); }, "the file does not exist",
         [](const fs::path& file) { fs::remove(file); }},
        {"replaced.jpg", [=](const fs::path& file) { writeBytes(file, jpeg); }, "a folder",
         [](const fs::path& file) {
             fs::remove(file);
             fs::create_directory(file);
         }},
    };
}

}  // namespace

class TestEmbedFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thirtyBrokenOfTwoThousand() {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        std::vector<Breakage> breakages = thirtyBreakages();
        QCOMPARE(breakages.size(), std::size_t(30));

        std::size_t made = 0;
        for (const char* source : {"/usr/share/tuxpaint/stamps", "/usr/share/openclipart/png"}) {
            if (!fs::exists(source)) QSKIP("needs the packages tuxpaint-stamps-default and openclipart-png");
            for (const ImageItem& item : scanImageFolders({source}, {})) {
                if (made == pictureCount - breakages.size()) break;
                // The big ones would only make the test slow, drawings most of all.
                const bool drawing = item.file.extension() == ".svg";
                if (fs::file_size(item.file) > (drawing ? 15'000 : 150'000)) continue;
                const fs::path link = root / std::to_string(made % 40) /
                                      (std::to_string(made) + item.file.extension().string());
                fs::create_directories(link.parent_path());
                fs::create_symlink(item.file, link);
                ++made;
            }
        }
        QCOMPARE(made, pictureCount - breakages.size());
        std::map<std::string, const Breakage*> broken;
        for (std::size_t i = 0; i < breakages.size(); ++i) {
            const std::string path = std::to_string(i) + "/" + breakages[i].name;
            breakages[i].make(root / path);
            broken[path] = &breakages[i];
        }

        ImageItems items = scanImageFolders({root}, {});
        QCOMPARE(items.size(), pictureCount);
        for (const auto& [path, breakage] : broken)
            if (breakage->afterScan) breakage->afterScan(root / path);
        const FakeEncoder encoder;
        const ImageEmbeddings result = embedImages(items, encoder, {}, {4, 32});

        std::set<std::string> reasons;
        std::size_t row = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto found = broken.find(items[i].path);
            if (found == broken.end()) {
                QVERIFY2(items[i].error.empty(), (items[i].path + ": " + items[i].error).c_str());
                QCOMPARE(result.rows[row++], static_cast<std::int64_t>(i));
                continue;
            }
            QVERIFY2(QString::fromStdString(items[i].error).startsWith(found->second->reason),
                     (items[i].path + ": " + items[i].error).c_str());
            reasons.insert(items[i].error);
        }
        QCOMPARE(reasons.size(), breakages.size());
        QCOMPARE(row, result.rows.size());
        QCOMPARE(result.features.sizes(),
                 (at::IntArrayRef{static_cast<std::int64_t>(row), FakeEncoder::width}));
        // Each row is what its picture gives alone; every seventh, drawings being slow.
        for (std::size_t r = 0; r < result.rows.size(); r += 7) {
            const ImageItem& item = items[static_cast<std::size_t>(result.rows[r])];
            const at::Tensor alone =
                encoder.encodePictures(encoder.prepare(decodeImage(item.file, {})).unsqueeze(0), {});
            QVERIFY2(at::equal(alone[0], result.features[static_cast<std::int64_t>(r)]), item.path.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestEmbedFolder)
#include "test_embed_folder.moc"
