// Where core's pixels become Qt's.
#pragma once

#include <QImage>
#include <opencv2/core/mat.hpp>

namespace nounscope {

// A copy of what decodeImage returns, in the format that paints fastest.
QImage toQImage(const cv::Mat& picture);

}  // namespace nounscope
