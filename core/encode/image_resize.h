// Resampling that equals PIL's to the bit, because published encoders were trained behind it: antialiased
// (the filter widens when shrinking), horizontal pass first, each pass in 22-bit fixed point and rounded to 8
// bits.
#pragma once

#include <opencv2/core/mat.hpp>

namespace nounscope {

enum class Resample { Bilinear, Bicubic };  // bicubic: Keys' cubic convolution with a = -0.5

// The part `window` of what `picture` (CV_8U, 1, 3 or 4 channels, not empty) becomes at `size` (sides >= 1).
// Only the window is computed, so a crop of a very long picture costs no more than its own pixels need.
// Alpha is resampled like a colour. Thread-safe; cost about 4 * picture area + 4 * window width * used height
// multiplications a channel when shrinking bicubically.
cv::Mat resizeAntialiased(const cv::Mat& picture, cv::Size size, cv::Rect window, Resample resample);
cv::Mat resizeAntialiased(const cv::Mat& picture, cv::Size size, Resample resample);

}  // namespace nounscope
