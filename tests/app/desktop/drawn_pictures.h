// A folder of pictures that fall into groups, for tests of the whole program.
#pragma once

#include <QString>
#include <opencv2/imgproc.hpp>
#include <string>

#include "tests/app/cli_process.h"
#include "tests/picture_files.h"

namespace nounscope::test {

inline constexpr int pictures = 24;

// Discs, squares and crosses in varying colours, and one file that is no picture.
inline void drawPictures(const QString& folder) {
    for (int i = 0; i < pictures; ++i) {
        cv::Mat image(96, 96, CV_8UC3, cv::Scalar(255, 255, 255));
        const cv::Scalar color(40 + 20 * (i % 8), 200 - 20 * (i % 5), 30 * (i % 7));
        if (i % 3 == 0) cv::circle(image, {48, 48}, 20 + i % 4, color, cv::FILLED);
        if (i % 3 == 1) cv::rectangle(image, {24, 30}, {70, 66 + i % 5}, color, cv::FILLED);
        if (i % 3 == 2) cv::drawMarker(image, {48, 48}, color, cv::MARKER_CROSS, 60, 10 + i % 3);
        writeBytes(folder.toStdString() + "/" + std::to_string(i) + ".png", encoded(image, ".png"));
    }
    writeFile(folder + "/broken.png", "no picture");
}

}  // namespace nounscope::test
