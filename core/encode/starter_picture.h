// The small square picture that the starter encoder looks at: the subject, cut to its extent, centred on
// white.
#pragma once

#include <opencv2/core/mat.hpp>

namespace nounscope {

inline constexpr int starterPictureSide = 64;

// One decoded picture (CV_8UC3 RGB or CV_8UC4 RGBA, straight alpha, see decodeImage) composited on white, cut
// to the box of what is not white, padded to a square with white and shrunk by area to side x side. CV_8UC3
// RGB. A transparent ground and a white one give the same bytes. A picture that is all white stays whole.
// Thread-safe.
cv::Mat starterPicture(const cv::Mat& picture, int side = starterPictureSide);

// The box of what differs from white by more than 8 of 255 in any channel; the whole picture where nothing
// does. `rgb`: CV_8UC3.
cv::Rect subjectBox(const cv::Mat& rgb);

}  // namespace nounscope
