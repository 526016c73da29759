#include "core/encode/image_transform.h"

#include <ATen/ops/empty.h>

#include <algorithm>
#include <cstdint>
#include <limits>

#include "core/model/error.h"

namespace nounscope {

namespace {

int cropBegin(int side, int crop) {
    const int odd = (side - crop) % 2, lower = (side - crop) / 2;
    return lower + (odd != 0 && lower % 2 != 0 ? 1 : 0);
}

int longerSide(const cv::Mat& picture, int shorter) {
    const auto [low, high] = std::minmax(picture.cols, picture.rows);
    const std::int64_t side = std::int64_t{shorter} * high / low;
    if (side > std::numeric_limits<int>::max())
        throw Error(ErrorKind::BadInput, "too long and thin: " + std::to_string(picture.cols) + " x " +
                                             std::to_string(picture.rows) + " pixels");
    return static_cast<int>(side);
}

}  // namespace

at::Tensor transformImage(const cv::Mat& rgb, const ImageTransformSettings& settings) {
    const int crop = settings.crop;
    if (crop < 1 || crop > settings.resize ||
        std::count(settings.deviation.begin(), settings.deviation.end(), 0.f))
        throw Error(ErrorKind::Usage, "The preprocessor's settings are out of range: resize " +
                                          std::to_string(settings.resize) + ", crop " + std::to_string(crop) +
                                          " (crop must be 1 to resize), standard deviation must not be 0");
    cv::Size size(settings.resize, settings.resize);
    (rgb.cols < rgb.rows ? size.height : size.width) = longerSide(rgb, settings.resize);
    const cv::Rect window(cropBegin(size.width, crop), cropBegin(size.height, crop), crop, crop);
    const cv::Mat square = resizeAntialiased(rgb, size, window, settings.resample);

    at::Tensor input = at::empty({3, crop, crop}, at::kFloat);
    for (std::size_t c = 0; c < 3; ++c) {
        std::array<float, 256> normalised{};
        for (std::size_t value = 0; value < normalised.size(); ++value)
            normalised[value] =
                (static_cast<float>(value) / 255.f - settings.mean[c]) / settings.deviation[c];
        float* out =
            input.data_ptr<float>() + c * static_cast<std::size_t>(crop) * static_cast<std::size_t>(crop);
        for (int y = 0; y < crop; ++y) {
            const std::uint8_t* in = square.ptr(y) + c;
            for (int x = 0; x < crop; ++x, in += 3) *out++ = normalised[*in];
        }
    }
    return input;
}

}  // namespace nounscope
