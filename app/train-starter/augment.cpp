#include "app/train-starter/augment.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace nounscope {

namespace {

// kept (multiplied by alpha) over a ground of the same size. CV_8UC3.
cv::Mat over(const cv::Mat& kept, const cv::Mat& ground) {
    cv::Mat result(kept.size(), CV_8UC3);
    for (int y = 0; y < kept.rows; ++y) {
        const auto* from = kept.ptr<cv::Vec4b>(y);
        const auto* behind = ground.ptr<cv::Vec3b>(y);
        auto* to = result.ptr<cv::Vec3b>(y);
        for (int x = 0; x < kept.cols; ++x)
            for (int c = 0; c < 3; ++c)
                to[x][c] = static_cast<unsigned char>(
                    std::min(255, from[x][c] + (behind[x][c] * (255 - from[x][3]) + 127) / 255));
    }
    return result;
}

}  // namespace

Augmenter::Augmenter(std::uint64_t seed, int side)
    : m_random(static_cast<std::uint32_t>(seed)), m_side(side) {}

// std::uniform_real_distribution differs between standard libraries; this does not.
double Augmenter::uniform(double low, double high) {
    return low + (high - low) * (m_random() / 4294967296.0);
}

cv::Matx23d Augmenter::placement(bool mirrored) {
    const double scale = uniform(0.72, 1.12) * m_side / keptSide;
    const double stretch = std::exp(uniform(-0.16, 0.16));
    const double turn = uniform(-1, 1) * uniform(0, 1) * 0.6, shear = uniform(-0.15, 0.15);
    const double sx = scale * stretch * (mirrored ? -1 : 1), sy = scale / stretch;
    const double a = sx * std::cos(turn), b = -sy * (std::sin(turn) - shear), c = sx * std::sin(turn),
                 d = sy * std::cos(turn);
    const double slack = std::max(0.06, 0.5 - 0.5 * scale * keptSide / m_side) * m_side;
    const double centre = keptSide / 2.0;
    return {a, b, m_side / 2.0 + uniform(-slack, slack) - a * centre - b * centre,
            c, d, m_side / 2.0 + uniform(-slack, slack) - c * centre - d * centre};
}

// Half the time white; else one colour, a gradient, or clouds of two or three colours.
cv::Mat Augmenter::ground() {
    const double kind = uniform(0, 1);
    if (kind < 0.5) return {m_side, m_side, CV_8UC3, cv::Scalar::all(255)};
    if (kind < 0.65)
        return {m_side, m_side, CV_8UC3, cv::Scalar(uniform(0, 255), uniform(0, 255), uniform(0, 255))};
    return clouds(kind < 0.75 ? 2 : 2 + static_cast<int>(uniform(0, 14)));
}

cv::Mat Augmenter::clouds(int cells) {
    const double strength = uniform(15, 110);
    const cv::Scalar base(uniform(0, 255), uniform(0, 255), uniform(0, 255));
    cv::Mat coarse(cells, cells, CV_8UC3);
    for (int y = 0; y < cells; ++y)
        for (int x = 0; x < cells; ++x) {
            const double light = uniform(-strength, strength);
            for (int c = 0; c < 3; ++c)
                coarse.at<cv::Vec3b>(y, x)[c] =
                    cv::saturate_cast<unsigned char>(base[c] + light + uniform(-strength, strength) / 2);
        }
    cv::Mat result;
    cv::resize(coarse, result, {m_side, m_side}, 0, 0, chance(0.8) ? cv::INTER_CUBIC : cv::INTER_NEAREST);
    return result;
}

void Augmenter::jitterColours(cv::Mat& rgb) {
    // out = contrast * (grey-mixed, slightly rotated colour) + brightness, as one 3 x 4 matrix
    const double keep = chance(0.15) ? 0 : uniform(0.5, 1.3), contrast = uniform(0.65, 1.25),
                 light = uniform(-40, 40);
    const double turn = chance(0.3) ? uniform(-0.5, 0.5) : uniform(-0.12, 0.12);
    const double cosine = std::cos(turn), third = (1 - cosine) / 3,
                 root = std::sqrt(1.0 / 3) * std::sin(turn);
    const cv::Matx33d hue{cosine + third, third - root, third + root, third + root,  cosine + third,
                          third - root,   third - root, third + root, cosine + third};
    const cv::Matx33d grey{0.299, 0.587, 0.114, 0.299, 0.587, 0.114, 0.299, 0.587, 0.114};
    const cv::Matx33d mix = contrast * (keep * hue + (1 - keep) * grey);
    cv::Matx34d whole;
    for (int r = 0; r < 3; ++r) {
        for (int c = 0; c < 3; ++c) whole(r, c) = mix(r, c);
        whole(r, 3) = light + 127.5 * (1 - contrast);
    }
    cv::transform(rgb, rgb, whole);
}

// Light and shadow, or fur and grain, as photographs have them and flat drawings do not.
void Augmenter::shade(cv::Mat& placed) {
    const int cells =
        chance(0.5) ? 2 + static_cast<int>(uniform(0, 3)) : 8 + static_cast<int>(uniform(0, 40));
    const double strength = uniform(0.1, 0.45);
    cv::Mat coarse(cells, cells, CV_32FC1), light;
    for (int y = 0; y < cells; ++y)
        for (int x = 0; x < cells; ++x)
            coarse.at<float>(y, x) = static_cast<float>(1 + uniform(-strength, strength * 0.6));
    cv::resize(coarse, light, placed.size(), 0, 0, cv::INTER_LINEAR);
    for (int y = 0; y < placed.rows; ++y)
        for (int x = 0; x < placed.cols; ++x) {
            auto& pixel = placed.at<cv::Vec4b>(y, x);
            for (int c = 0; c < 3; ++c)
                pixel[c] = std::min(
                    cv::saturate_cast<unsigned char>(static_cast<float>(pixel[c]) * light.at<float>(y, x)),
                    pixel[3]);
        }
}

cv::Mat Augmenter::look(const cv::Mat& kept) {
    cv::Mat placed;
    cv::warpAffine(kept, placed, placement(chance(0.5)), {m_side, m_side},
                   chance(0.5) ? cv::INTER_AREA : cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(0));
    if (chance(0.75)) {
        // colours of the subject alone: a white ground stays white
        cv::Mat subject, alpha;
        cv::cvtColor(placed, subject, cv::COLOR_RGBA2RGB);
        jitterColours(subject);
        for (int y = 0; y < placed.rows; ++y)
            for (int x = 0; x < placed.cols; ++x) {
                auto& to = placed.at<cv::Vec4b>(y, x);
                for (int c = 0; c < 3; ++c) to[c] = std::min(subject.at<cv::Vec3b>(y, x)[c], to[3]);
            }
    }
    if (chance(0.4)) shade(placed);
    cv::Mat picture = over(placed, ground());
    if (chance(0.25)) cv::GaussianBlur(picture, picture, {3, 3}, uniform(0.4, 1.2));
    if (chance(0.3)) {
        cv::Mat noise(picture.size(), CV_16SC3);
        cv::RNG random(m_random());
        random.fill(noise, cv::RNG::NORMAL, 0, uniform(2, 14));
        cv::add(picture, noise, picture, cv::noArray(), CV_8UC3);
    }
    if (chance(0.35)) {
        const int width = static_cast<int>(uniform(0.15, 0.4) * m_side),
                  height = static_cast<int>(uniform(0.15, 0.4) * m_side);
        const cv::Rect hole(static_cast<int>(uniform(0, m_side - width)),
                            static_cast<int>(uniform(0, m_side - height)), width, height);
        picture(hole).setTo(cv::Scalar(uniform(0, 255), uniform(0, 255), uniform(0, 255)));
    }
    return picture;
}

cv::Mat Augmenter::onTexture(const cv::Mat& kept) {
    const double scale = uniform(0.6, 0.9) * m_side / keptSide, slack = m_side - scale * keptSide;
    const cv::Matx23d place{scale, 0, uniform(0, slack), 0, scale, uniform(0, slack)};
    cv::Mat placed;
    cv::warpAffine(kept, placed, place, {m_side, m_side}, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                   cv::Scalar::all(0));
    return over(placed, clouds(2 + static_cast<int>(uniform(0, 14))));
}

cv::Mat plainLook(const cv::Mat& kept, int side) {
    cv::Mat small;
    cv::resize(kept, small, {side, side}, 0, 0, cv::INTER_AREA);
    return over(small, cv::Mat(side, side, CV_8UC3, cv::Scalar::all(255)));
}

}  // namespace nounscope
