#include "core/encode/image_resize.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <opencv2/core.hpp>
#include <opencv2/core/hal/intrin.hpp>
#include <vector>

namespace nounscope {

namespace {

constexpr int precision = 22;  // 8 bits of pixel, 22 of weight, 2 for negative lobes fill an int32
constexpr std::int32_t half = 1 << (precision - 1);

double reach(Resample resample) {
    return resample == Resample::Bicubic ? 2 : 1;
}

double weightAt(double x, Resample resample) {
    x = std::abs(x);
    if (resample == Resample::Bilinear) return std::max(0.0, 1 - x);
    constexpr double a = -0.5;
    if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
    if (x < 2) return (((x - 5) * x + 8) * x - 4) * a;
    return 0;
}

// For output positions first .. first + count of `to`, which of `from` input positions count how much.
struct Taps {
    struct Span {
        int begin, count;
    };
    std::vector<Span> spans;
    std::vector<std::int32_t> weights;  // `stride` a span, fixed point
    int stride = 0;

    const std::int32_t* weightsOf(std::size_t i) const {
        return &weights[i * static_cast<std::size_t>(stride)];
    }
    int begin() const { return spans.front().begin; }
    int end() const { return spans.back().begin + spans.back().count; }
};

Taps computeTaps(int from, int to, int first, int count, Resample resample) {
    const double scale = static_cast<double>(from) / to, widening = std::max(scale, 1.0);
    const double support = reach(resample) * widening;
    Taps taps;
    taps.stride = static_cast<int>(std::ceil(support)) * 2 + 1;
    taps.weights.assign(static_cast<std::size_t>(taps.stride) * static_cast<std::size_t>(count), 0);
    std::vector<double> exact;
    for (int i = 0; i < count; ++i) {
        const double center = (first + i + 0.5) * scale;
        const int begin = std::max(0, static_cast<int>(center - support + 0.5));
        const int end = std::min(from, static_cast<int>(center + support + 0.5));
        double sum = 0;
        exact.clear();
        for (int x = begin; x < end; ++x) {
            exact.push_back(weightAt((x - center + 0.5) * (1 / widening), resample));
            sum += exact.back();
        }
        taps.spans.push_back({begin, end - begin});
        std::int32_t* const weights = &taps.weights[static_cast<std::size_t>(i * taps.stride)];
        for (std::size_t k = 0; k < exact.size(); ++k) {
            const double scaled = (sum != 0 ? exact[k] / sum : exact[k]) * (1 << precision);
            weights[k] = static_cast<std::int32_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
        }
    }
    return taps;
}

std::uint8_t toByte(std::int32_t sum) {
    return static_cast<std::uint8_t>(std::clamp(sum >> precision, 0, 255));
}

// The taps as SIMD takes them: 16-bit halves of the weights, filled up with zeros to whole registers.
class PackedTaps {
public:
    static constexpr int lanes = cv::v_int16x8::nlanes;

    explicit PackedTaps(const Taps& taps)
        : m_spans(taps.spans), m_stride((taps.stride + lanes - 1) / lanes * lanes) {
        m_low.resize(m_spans.size() * static_cast<std::size_t>(m_stride));
        m_high.resize(m_low.size());
        for (std::size_t i = 0; i < m_spans.size(); ++i)
            for (int k = 0; k < m_spans[i].count; ++k) {
                const std::int32_t weight = taps.weightsOf(i)[k];
                m_low[at(i) + static_cast<std::size_t>(k)] = static_cast<short>(weight & ((1 << bits) - 1));
                m_high[at(i) + static_cast<std::size_t>(k)] = static_cast<short>(weight >> bits);
            }
    }

    // Output i of a channel whose pixels (and `lanes` more numbers behind the last) are given.
    std::uint8_t resample(const short* pixels, std::size_t i) const {
        const short* pixel = pixels + m_spans[i].begin;
        const short *low = &m_low[at(i)], *high = &m_high[at(i)];
        cv::v_int32x4 lowSums = cv::v_setzero_s32(), highSums = lowSums;
        for (int k = 0; k < m_spans[i].count; k += lanes) {
            const cv::v_int16x8 some = cv::v_load(pixel + k);
            lowSums += cv::v_dotprod(some, cv::v_load(low + k));
            highSums += cv::v_dotprod(some, cv::v_load(high + k));
        }
        // Parts may overflow, their sum does not: unsigned, where overflow is defined.
        const auto sum = static_cast<std::uint32_t>(cv::v_reduce_sum(lowSums)) +
                         (static_cast<std::uint32_t>(cv::v_reduce_sum(highSums)) << bits);
        return toByte(static_cast<std::int32_t>(sum + half));
    }

    std::size_t size() const { return m_spans.size(); }

private:
    static constexpr int bits = 11;  // of the low half, which is never negative
    std::size_t at(std::size_t i) const { return i * static_cast<std::size_t>(m_stride); }

    std::vector<Taps::Span> m_spans;
    int m_stride;
    std::vector<short> m_low, m_high;
};

// The channels of a row apart, `stride` numbers each.
void separate(const std::uint8_t* in, int width, int channels, short* planes, std::size_t stride) {
    constexpr int atOnce = cv::v_uint8x16::nlanes;
    const auto store = [&](int channel, int x, const cv::v_uint8x16& bytes) {
        cv::v_uint16x8 first, second;
        cv::v_expand(bytes, first, second);
        short* out = planes + static_cast<std::size_t>(channel) * stride + x;
        cv::v_store(out, cv::v_reinterpret_as_s16(first));
        cv::v_store(out + atOnce / 2, cv::v_reinterpret_as_s16(second));
    };
    int x = 0;
    for (; channels == 3 && x + atOnce <= width; x += atOnce) {
        cv::v_uint8x16 red, green, blue;
        cv::v_load_deinterleave(in + 3 * std::ptrdiff_t{x}, red, green, blue);
        store(0, x, red);
        store(1, x, green);
        store(2, x, blue);
    }
    for (; x < width; ++x)
        for (int c = 0; c < channels; ++c)
            planes[static_cast<std::size_t>(c) * stride + static_cast<std::size_t>(x)] =
                in[std::ptrdiff_t{channels} * x + c];
}

// Rows begin .. end of the picture, each made as wide as there are taps.
cv::Mat resampleHorizontally(const cv::Mat& picture, const Taps& taps, int begin, int end) {
    const PackedTaps packed(taps);
    const int channels = picture.channels();
    const std::size_t stride = static_cast<std::size_t>(picture.cols) + PackedTaps::lanes;
    std::vector<short> planes(stride * static_cast<std::size_t>(channels));
    cv::Mat result(end - begin, static_cast<int>(packed.size()), picture.type());
    for (int y = begin; y < end; ++y) {
        separate(picture.ptr(y), picture.cols, channels, planes.data(), stride);
        std::uint8_t* out = result.ptr(y - begin);
        for (std::size_t i = 0; i < packed.size(); ++i)
            for (int c = 0; c < channels; ++c)
                *out++ = packed.resample(&planes[static_cast<std::size_t>(c) * stride], i);
    }
    return result;
}

// `rows` begins at row `offset` of the picture that the taps speak of.
cv::Mat resampleVertically(const cv::Mat& rows, const Taps& taps, int offset) {
    cv::Mat result(static_cast<int>(taps.spans.size()), rows.cols, rows.type());
    const std::size_t width = static_cast<std::size_t>(rows.cols) * rows.elemSize();
    std::vector<std::int32_t> sums(width);
    for (int y = 0; y < result.rows; ++y) {
        const Taps::Span span = taps.spans[static_cast<std::size_t>(y)];
        const std::int32_t* weights = taps.weightsOf(static_cast<std::size_t>(y));
        std::fill(sums.begin(), sums.end(), half);
        for (int k = 0; k < span.count; ++k) {
            const std::uint8_t* in = rows.ptr(span.begin + k - offset);
            for (std::size_t x = 0; x < width; ++x) sums[x] += in[x] * weights[k];
        }
        std::transform(sums.begin(), sums.end(), result.ptr(y), toByte);
    }
    return result;
}

}  // namespace

cv::Mat resizeAntialiased(const cv::Mat& picture, cv::Size size, cv::Rect window, Resample resample) {
    const bool wider = size.width != picture.cols, taller = size.height != picture.rows;
    const Taps rows = computeTaps(picture.rows, size.height, window.y, window.height, resample);
    // A pass that changes nothing is left out, not rounded through.
    const int begin = taller ? rows.begin() : window.y, end = taller ? rows.end() : window.y + window.height;
    const cv::Mat across =
        wider ? resampleHorizontally(picture,
                                     computeTaps(picture.cols, size.width, window.x, window.width, resample),
                                     begin, end)
              : picture(cv::Rect(window.x, begin, window.width, end - begin));
    return taller ? resampleVertically(across, rows, begin) : across.clone();
}

cv::Mat resizeAntialiased(const cv::Mat& picture, cv::Size size, Resample resample) {
    return resizeAntialiased(picture, size, cv::Rect(cv::Point(), size), resample);
}

}  // namespace nounscope
