// What the tests of single picture formats share: a file is written, decoded, and its pixels or the reason why
// not are looked at.
#pragma once

#include <QObject>
#include <QString>
#include <QTemporaryDir>

#include "core/io/image_decode.h"
#include "core/model/error.h"
#include "tests/picture_files.h"

namespace nounscope::test {

class FormatTest : public QObject {
protected:
    std::filesystem::path file() const {
        return std::filesystem::path(m_folder.path().toStdString()) / "picture";
    }
    cv::Mat decode(const Bytes& bytes) const {
        writeBytes(file(), bytes);
        return decodeImage(file(), m_settings);
    }
    QString reason(const Bytes& bytes) const {
        try {
            decode(bytes);
        } catch (const Error& error) {
            return error.what();
        }
        return "decoded";
    }
    static cv::Vec3b rgb(const cv::Mat& picture, int y, int x) {
        return picture.channels() == 3
                   ? picture.at<cv::Vec3b>(y, x)
                   : cv::Vec3b(picture.ptr(y, x)[0], picture.ptr(y, x)[1], picture.ptr(y, x)[2]);
    }

    PictureSettings m_settings;

private:
    QTemporaryDir m_folder;
};

}  // namespace nounscope::test
