// What embeds pictures and nouns into one space: CLIP checkpoints, the starter encoder, fakes in tests.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <string>
#include <vector>

#include "core/model/noun_list.h"
#include "core/model/progress.h"

namespace nounscope {

struct EncoderInfo {
    std::string id;             // "starter", a Hugging Face id or a folder
    std::string weightsSha256;  // lower-case hex, one a weight file, spaces between
    std::string precision;      // "fp32", "bf16", "int8", ...
    std::string preprocessing;  // names what is done to pictures and texts before: other name, other features
    std::int64_t width = 0;     // D of the joint space
    bool nounsAreCheap = false;  // embedding a noun costs no more than looking it up
    double temperature = 0.04;   // the filter's and the counterparts' defaults that suit this encoder
    double tau = 0.01;
    int proxiesPerCluster = 3;  // default K' = max(proxiesPerCluster * K, 30), clamped as in ProxySettings
};

struct NounEmbeddings {
    at::Tensor features;             // [M', D] float32, CPU, unit rows, for the nouns that could be embedded
    std::vector<std::int64_t> rows;  // M' indices into the noun list, rising
    std::vector<std::int64_t> unknown;  // the other indices: nouns this encoder knows nothing about
};

class Encoder {
public:
    virtual ~Encoder() = default;
    virtual EncoderInfo info() const = 0;

    // One decoded picture (see decodeImage; alpha, where there is some, to be composited on white) to the
    // tensor that one row of encodePictures takes; the shape is the same for every picture. Throws
    // Error(BadInput) for a picture that cannot be used. Thread-safe: called from the decoding threads.
    virtual at::Tensor prepare(const cv::Mat& picture) const = 0;

    // [B, ...] stacked outputs of prepare -> [B, D] float32, CPU, unit rows, each as if it were alone in its
    // batch. One thread at a time.
    virtual at::Tensor encodePictures(const at::Tensor& batch, const Job& job) const = 0;

    // Embeds every noun through the templates ("{}" stands for the noun), each as if it were alone in the
    // list. One thread at a time.
    virtual NounEmbeddings encodeNouns(const NounList& nouns, const std::vector<std::string>& templates,
                                       const Job& job) const = 0;

    // The part of a phrase that its embedding goes by; empty where this encoder knows nothing of it.
    virtual std::string knownPart(const std::string& phrase) const { return phrase; }
};

}  // namespace nounscope
