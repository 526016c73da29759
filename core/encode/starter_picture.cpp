#include "core/encode/starter_picture.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/io/image_decode.h"

namespace nounscope {

cv::Rect subjectBox(const cv::Mat& rgb) {
    cv::Mat white;
    cv::inRange(rgb, cv::Scalar::all(247), cv::Scalar::all(255), white);
    const cv::Rect box = cv::boundingRect(~white);
    return box.empty() ? cv::Rect({0, 0}, rgb.size()) : box;
}

cv::Mat starterPicture(const cv::Mat& picture, int side) {
    const cv::Mat rgb = toRgb(picture, AlphaMode::White);
    const cv::Rect box = subjectBox(rgb);
    const int longest = std::max(box.width, box.height);
    const cv::Size inner(std::max(1, (box.width * side + longest / 2) / longest),
                         std::max(1, (box.height * side + longest / 2) / longest));
    cv::Mat subject;
    cv::resize(rgb(box), subject, inner, 0, 0, longest > side ? cv::INTER_AREA : cv::INTER_LINEAR);
    cv::Mat square(side, side, CV_8UC3, cv::Scalar::all(255));
    subject.copyTo(
        square(cv::Rect((side - inner.width) / 2, (side - inner.height) / 2, inner.width, inner.height)));
    return square;
}

}  // namespace nounscope
