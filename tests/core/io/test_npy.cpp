#include "core/io/npy.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>

#include "core/model/error.h"

using namespace nounscope;

namespace {

// A file written by hand from the format's specification, so that the reader is not checked against our
// writer.
std::string npyBytes(const std::string& dictionary, const std::string& data, int version = 1) {
    std::string bytes("\x93NUMPY", 6);
    bytes += static_cast<char>(version);
    bytes += '\0';
    const std::size_t length = dictionary.size() + 1;
    for (int i = 0; i < (version == 1 ? 2 : 4); ++i) bytes += static_cast<char>(length >> (8 * i) & 0xff);
    return bytes + dictionary + "\n" + data;
}

std::string header(const std::string& descr, const std::string& shape, const std::string& fortran = "False") {
    return "{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
}

template <class T>
std::string raw(std::initializer_list<T> values) {
    std::string bytes(values.size() * sizeof(T), '\0');
    std::memcpy(bytes.data(), values.begin(), bytes.size());
    return bytes;
}

}  // namespace

class TestNpy : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

    std::filesystem::path path(const std::string& name) const {
        return m_folder.filePath(name.c_str()).toStdString();
    }

    std::filesystem::path write(const std::string& bytes) const {
        const auto file = path("given.npy");
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    }

    at::Tensor read(const std::string& bytes) const { return readNpy(write(bytes)); }

    QString refusal(const std::string& bytes, bool features = false) const {
        const auto file = write(bytes);
        try {
            features ? readFeatures(file) : readNpy(file);
        } catch (const Error& error) {
            const QString message = error.what();
            return message.contains("given.npy") ? message : "the file is not named: " + message;
        }
        return "read without complaint";
    }

private Q_SLOTS:
    void readsEveryVersion() {
        for (const int version : {1, 2, 3}) {
            const at::Tensor read3x2 =
                read(npyBytes(header("<f4", "(3, 2)"), raw<float>({1, 2, 3, 4, 5, 6}), version));
            QCOMPARE(read3x2.scalar_type(), at::kFloat);
            QVERIFY(read3x2.equal(at::arange(1, 7, at::kFloat).reshape({3, 2})));
        }
    }

    void readsEveryType_data() {
        QTest::addColumn<QString>("descr");
        QTest::addColumn<QByteArray>("data");  // 1, 0, -2, or 1, 0, 254 where there is no sign
        QTest::addColumn<int>("type");
        const auto row = [](const char* descr, const std::string& data, at::ScalarType type) {
            QTest::newRow(descr) << descr << QByteArray::fromStdString(data) << static_cast<int>(type);
        };
        row("<f2", raw<std::uint16_t>({0x3c00, 0, 0xc000}), at::kHalf);
        row(">f2", raw<std::uint16_t>({0x003c, 0, 0x00c0}), at::kHalf);
        row("<f4", raw<float>({1, 0, -2}), at::kFloat);
        row(">f4", raw<std::uint32_t>({0x0000803f, 0, 0x000000c0}), at::kFloat);
        row("<f8", raw<double>({1, 0, -2}), at::kDouble);
        row("|i1", raw<std::int8_t>({1, 0, -2}), at::kChar);
        row("<i2", raw<std::int16_t>({1, 0, -2}), at::kShort);
        row("<i4", raw<std::int32_t>({1, 0, -2}), at::kInt);
        row(">i4", raw<std::uint32_t>({0x01000000, 0, 0xfeffffff}), at::kInt);
        row("<i8", raw<std::int64_t>({1, 0, -2}), at::kLong);
        row("|u1", raw<std::uint8_t>({1, 0, 254}), at::kByte);
        row("|b1", raw<std::uint8_t>({1, 0, 7}), at::kBool);
    }

    void readsEveryType() {
        QFETCH(QString, descr);
        QFETCH(QByteArray, data);
        QFETCH(int, type);
        const at::Tensor tensor = read(npyBytes(header(descr.toStdString(), "(3,)"), data.toStdString()));
        QCOMPARE(static_cast<int>(tensor.scalar_type()), type);
        const double last = type == static_cast<int>(at::kByte)   ? 254
                            : type == static_cast<int>(at::kBool) ? 1
                                                                  : -2;
        QVERIFY(tensor.to(at::kDouble).equal(at::tensor({1.0, 0.0, last}, at::kDouble)));
    }

    void fortranOrderIsTurned() {
        const at::Tensor tensor =
            read(npyBytes(header("<f8", "(2, 3)", "True"), raw<double>({1, 4, 2, 5, 3, 6})));
        QVERIFY(tensor.is_contiguous());
        QVERIFY(tensor.equal(at::arange(1, 7, at::kDouble).reshape({2, 3})));
    }

    void readsScalarsEmptyArraysAndPythonTwo() {
        QCOMPARE(read(npyBytes(header("<f8", "()"), raw<double>({2.5}))).item<double>(), 2.5);
        QCOMPARE(read(npyBytes(header("<f4", "(0, 7)"), "")).sizes().vec(),
                 (std::vector<std::int64_t>{0, 7}));
        QCOMPARE(read(npyBytes(header("<f4", "(2L, 1L)"), raw<float>({1, 2}))).size(0), 2);
    }

    void damageIsNamed_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        const auto row = [](const char* name, const std::string& bytes, const char* word) {
            QTest::newRow(name) << QByteArray::fromStdString(bytes) << word;
        };
        const std::string two = raw<float>({1, 2});
        const std::string good = npyBytes(header("<f4", "(2,)"), two);
        row("empty", "", "not an .npy file");
        row("another format", "PK\x03\x04 some archive", "not an .npy file");
        row("version 9", npyBytes(header("<f4", "(2,)"), two, 9), "version 9");
        row("header cut", good.substr(0, 30), "cut off");
        row("data cut", good.substr(0, good.size() - 1), "8 bytes of data, but 7");
        row("too much data", good + "x", "8 bytes of data, but 9");
        row("lying shape", npyBytes(header("<f4", "(1000, 1000)"), two), "4000000 bytes");
        row("product overflows", npyBytes(header("<f4", "(4294967296, 4294967296, 4)"), two),
            "shape is too large");
        row("extent overflows", npyBytes(header("<f4", "(99999999999999999999,)"), two),
            "shape is too large");
        row("overflow beside zero", npyBytes(header("<f4", "(0, 4294967296, 4294967296)"), ""),
            "shape is too large");
        row("negative extent", npyBytes(header("<f4", "(-2,)"), two), "shape");
        std::string ones;
        for (int i = 0; i < 40; ++i) ones += "1,";
        row("too many dimensions", npyBytes(header("<f4", "(" + ones + ")"), two), "too many dimensions");
        row("pickle", npyBytes(header("|O", "(2,)"), "\x80\x04."), "pickle");
        row("structured", npyBytes("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}", two),
            "fields");
        row("text", npyBytes(header("<U4", "(2,)"), two), "<U4");
        row("complex", npyBytes(header("<c8", "(1,)"), two), "<c8");
        row("no order", npyBytes("{'descr': '<f4', 'shape': (2,)}", two), "lacks");
        row("order no bool", npyBytes(header("<f4", "(2,)", "1"), two), "fortran_order");
        row("code in header", npyBytes("__import__('os')", two), "malformed");
        std::string huge("\x93NUMPY\x02\x00\xff\xff\xff\xff", 12);
        row("header of 4 GB", huge, "implausible");
    }

    void damageIsNamed() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, word);
        const QString message = refusal(bytes.toStdString());
        QVERIFY2(message.contains(word), qPrintable(message));
    }

    void missingFileIsNamed() {
        for (const auto& file : {path("absent.npy"), path("")}) {
            try {
                readNpy(file);
                QFAIL("read");
            } catch (const Error& error) {
                QVERIFY(QString(error.what()).contains(QString::fromStdString(file.string())));
            }
        }
    }

    void featuresBecomeUnitFloatRows() {
        const at::Tensor rows =
            readFeatures(write(npyBytes(header("<f8", "(2, 2)"), raw<double>({3, 4, 0, 1e-150}))));
        QCOMPARE(rows.scalar_type(), at::kFloat);
        QVERIFY(rows.equal(at::tensor({0.6f, 0.8f, 0.f, 1.f}).reshape({2, 2})));
    }

    void uselessFeatureRowsAreNamed() {
        const float nan = std::nanf(""), inf = std::numeric_limits<float>::infinity();
        for (const float bad : {nan, inf}) {
            const QString message =
                refusal(npyBytes(header("<f4", "(2, 2)"), raw<float>({1, 0, bad, 1})), true);
            QVERIFY2(message.contains("row 1 holds NaN or infinity"), qPrintable(message));
        }
        std::string late(5000 * sizeof(float), '\x01');
        std::fill(late.end() - sizeof(float), late.end(), '\0');
        QVERIFY(refusal(npyBytes(header("<f4", "(5000, 1)"), late), true).contains("row 4999 is all zero"));
        QVERIFY(
            refusal(npyBytes(header("<f4", "(2,)"), raw<float>({1, 0})), true).contains("two-dimensional"));
        QVERIFY(refusal(npyBytes(header("<i4", "(1, 1)"), raw<int>({1})), true).contains("floats"));
        QVERIFY(refusal(npyBytes(header("<f4", "(0, 4)"), ""), true).contains("no features"));
    }

    void writesWhatTheSpecificationSays() {
        writeNpy(path("out.npy"), at::tensor({1.f, 2.f}).reshape({2, 1}));
        std::ifstream in(path("out.npy"), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        const std::string dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }";
        QCOMPARE(bytes.size(), std::size_t{128 + 8});
        QCOMPARE(bytes.substr(0, 10), std::string("\x93NUMPY\x01\x00\x76\x00", 10));
        QCOMPARE(bytes.substr(10, dictionary.size()), dictionary);
        QCOMPARE(bytes[127], '\n');
        QCOMPARE(bytes.substr(128), raw<float>({1, 2}));
    }

    void writtenArraysComeBack() {
        const at::Tensor numbers = at::arange(0, 6).reshape({2, 3});
        for (const at::ScalarType type : {at::kHalf, at::kFloat, at::kDouble, at::kChar, at::kShort, at::kInt,
                                          at::kLong, at::kByte, at::kBool}) {
            const at::Tensor typed = numbers.to(type);
            for (const at::Tensor& tensor : {typed, typed.t(), typed[0], typed[0][0], typed.slice(0, 0, 0)}) {
                writeNpy(path("back.npy"), tensor);
                const at::Tensor back = readNpy(path("back.npy"));
                QCOMPARE(back.scalar_type(), type);
                QVERIFY(back.equal(tensor));
            }
        }
        QVERIFY_EXCEPTION_THROWN(writeNpy(path("back.npy"), at::zeros({2}, at::kComplexFloat)), Error);
    }

    void readsTheReferenceFeatures() {
        const std::filesystem::path file = NOUNSCOPE_REFERENCE "/gradnorm/images.npy";
        if (!std::filesystem::exists(file)) QSKIP("the reference data is not here");
        const at::Tensor images = readFeatures(file);
        QCOMPARE(images.sizes().vec(), (std::vector<std::int64_t>{3000, 64}));
    }
};

QTEST_GUILESS_MAIN(TestNpy)
#include "test_npy.moc"
