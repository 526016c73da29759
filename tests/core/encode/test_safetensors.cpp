#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "core/encode/safetensors.h"
#include "core/model/error.h"

using namespace nounscope;

class TestSafetensors : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path path() const { return m_folder.filePath("x.safetensors").toStdString(); }

    void writeBytes(const std::string& bytes) const {
        std::ofstream(path(), std::ios::binary)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }

    static std::string withLength(const std::string& header, std::uint64_t length, const std::string& data) {
        std::string bytes;
        for (int i = 0; i < 8; ++i, length >>= 8) bytes += static_cast<char>(length & 0xff);
        return bytes + header + data;
    }
    static std::string file(const std::string& header, const std::string& data) {
        return withLength(header, header.size(), data);
    }

private Q_SLOTS:
    void readsWhatTheFormatSays() {
        // float32 1.5 and -2, little-endian, by hand
        writeBytes(
            file(R"({"__metadata__":{"by":"hand"},"x":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}})",
                 std::string("\x00\x00\xc0\x3f\x00\x00\x00\xc0", 8)));
        const Safetensors read = Safetensors::open(path());
        QCOMPARE(read.names(), std::vector<std::string>{"x"});
        QCOMPARE(read.metadata("by"), std::string("hand"));
        const at::Tensor x = read.tensor("x", {1, -1});
        QCOMPARE(x[0][0].item<float>(), 1.5f);
        QCOMPARE(x[0][1].item<float>(), -2.0f);
        QVERIFY_EXCEPTION_THROWN(read.tensor("y"), Error);
        QVERIFY_EXCEPTION_THROWN(read.tensor("x", {2, 1}), Error);
    }

    void writesWhatItReads() {
        const at::Tensor half = at::arange(6).to(at::kHalf).view({2, 3}), bytes = at::arange(5).to(at::kByte);
        const at::Tensor numbers = at::arange(3), scalar = at::full({}, 2.5), empty = at::empty({0, 4});
        writeSafetensors(path(),
                         {{"half", half.t()}, {"bytes", bytes}, {"n", numbers}, {"s", scalar}, {"e", empty}},
                         {{"seed", "42"}});
        const Safetensors read = Safetensors::open(path());
        QVERIFY(at::equal(read.tensor("half", {3, 2}), half.t()));
        QVERIFY(at::equal(read.tensor("bytes"), bytes));
        QVERIFY(at::equal(read.tensor("n"), numbers));
        QCOMPARE(read.tensor("s").item<float>(), 2.5f);
        QCOMPARE(read.tensor("e").size(1), 4);
        QCOMPARE(read.metadata("seed"), std::string("42"));
    }

    void tensorsOutliveTheReader() {
        writeSafetensors(path(), {{"x", at::ones({1000})}});
        const at::Tensor x = Safetensors::open(path()).tensor("x");
        QCOMPARE(x.sum().item<float>(), 1000.0f);
    }

    void badFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("complaint");
        const auto row = [](const char* name, const std::string& bytes, const char* complaint) {
            QTest::newRow(name) << QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))
                                << QByteArray(complaint);
        };
        const std::string four(4, '\0'), eight(8, '\0');
        row("empty", "", "shorter");
        row("short", "abc", "shorter");
        row("header beyond the file", withLength("{}", 1000, ""), "1000 bytes");
        row("header length overflows", withLength("{}", ~std::uint64_t{0}, ""), "header");
        row("no JSON", file("{\"x\":", ""), "no JSON");
        row("no object", file("[]", ""), "no JSON object");
        row("deep nesting", file(std::string(100000, '['), ""), "no JSON");
        row("unknown dtype", file(R"({"x":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}})", four),
            "\"Q4\"");
        row("no dtype", file(R"({"x":{"shape":[1],"data_offsets":[0,4]}})", four), "dtype");
        row("lying length", file(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", eight),
            "\"x\" takes 4");
        row("beyond the end", file(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", four),
            "\"x\"");
        row("backwards", file(R"({"x":{"dtype":"U8","shape":[0],"data_offsets":[4,0]}})", four), "outside");
        row("product overflows",
            file(R"({"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}})", four),
            "larger");
        row("negative size", file(R"({"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", four),
            "no number");
        row("overlap",
            file(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
                               "y":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}})",
                 four + "ab"),
            "overlaps");
        row("gap", file(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", eight), "gap");
        row("left over", file(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", eight),
            "after the last");
        row("one offset", file(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0]}})", four),
            "two data offsets");
    }

    void badFilesAreRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, complaint);
        writeBytes(bytes.toStdString());
        try {
            Safetensors::open(path());
            QFAIL("opened");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::BadInput);
            QVERIFY2(std::string(error.what()).find("x.safetensors") != std::string::npos, error.what());
            QVERIFY2(QByteArray(error.what()).contains(complaint), error.what());
        }
    }

    void aMissingFileIsNamed() {
        QVERIFY_EXCEPTION_THROWN(Safetensors::open("/nowhere/x.safetensors"), Error);
    }
};

QTEST_GUILESS_MAIN(TestSafetensors)
#include "test_safetensors.moc"
