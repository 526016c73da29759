// An encoder without weights: pictures by their coarse colours, nouns by their letters. For tests of what
// uses encoders.
#pragma once

#include <ATen/ATen.h>

#include <array>
#include <cmath>
#include <functional>
#include <opencv2/core.hpp>

#include "core/encode/encoder.h"
#include "core/encode/image_resize.h"
#include "core/io/image_decode.h"

namespace nounscope::test {

class FakeEncoder : public Encoder {
public:
    static constexpr int side = 4;
    static constexpr std::int64_t width = side * side * 3;

    // Called at the beginning of prepare, encodePictures and encodeNouns: the place to fail, to wait, to count.
    std::function<void()> onPrepare;
    std::function<void()> onEncode;
    std::function<void(const NounList&)> onNouns;

    EncoderInfo info() const override {
        EncoderInfo info;
        info.id = "fake";
        info.weightsSha256 = std::string(64, '0');
        info.precision = "fp32";
        info.preprocessing = "fake-1 4";
        info.width = width;
        return info;
    }

    // [width]: the picture on white at 4 x 4 pixels, values -1 .. 1.
    at::Tensor prepare(const cv::Mat& picture) const override {
        if (onPrepare) onPrepare();
        const cv::Mat small =
            resizeAntialiased(toRgb(picture, AlphaMode::White), {side, side}, Resample::Bilinear);
        at::Tensor input = at::empty({width}, at::kFloat);
        for (std::int64_t i = 0; i < width; ++i)
            input.data_ptr<float>()[i] = static_cast<float>(small.data[i]) / 127.5f - 1.f;
        return input;
    }

    at::Tensor encodePictures(const at::Tensor& batch, const Job& job) const override {
        if (onEncode) onEncode();
        job.throwIfCancelled();
        at::Tensor features = batch.clone();
        for (std::int64_t row = 0; row < features.size(0); ++row)
            normalise(features.data_ptr<float>() + row * width);
        return features;
    }

    // A word's letters, by place, fill its row; words that begin with "?" are unknown. Templates count for
    // nothing.
    NounEmbeddings encodeNouns(const NounList& nouns, const std::vector<std::string>&,
                               const Job& job) const override {
        if (onNouns) onNouns(nouns);
        job.throwIfCancelled();
        NounEmbeddings result;
        for (std::size_t i = 0; i < nouns.words.size(); ++i)
            (nouns.words[i].rfind('?', 0) == 0 ? result.unknown : result.rows)
                .push_back(static_cast<std::int64_t>(i));
        result.features = at::zeros({static_cast<std::int64_t>(result.rows.size()), width}, at::kFloat);
        for (std::size_t row = 0; row < result.rows.size(); ++row) {
            float* feature = result.features.data_ptr<float>() + static_cast<std::int64_t>(row) * width;
            const std::string& word = nouns.words[static_cast<std::size_t>(result.rows[row])];
            for (std::size_t k = 0; k < word.size(); ++k)
                feature[(k * 7 + static_cast<unsigned char>(word[k])) % width] += 1.f;
            normalise(feature);
        }
        return result;
    }

private:
    static void normalise(float* row) {
        double squares = 0;
        for (std::int64_t k = 0; k < width; ++k) squares += double{row[k]} * double{row[k]};
        if (squares == 0) row[0] = 1.f;
        const double norm = squares == 0 ? 1 : std::sqrt(squares);
        for (std::int64_t k = 0; k < width; ++k) row[k] = static_cast<float>(row[k] / norm);
    }
};

}  // namespace nounscope::test
