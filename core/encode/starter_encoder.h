// The encoder that ships with the program: drawings, icons and cut-outs into WordNet's space, nothing to
// download. Two parts look at a picture and at its mirror image, a small network and a ridge regression;
// their answers are averaged. Weak on photographs with backgrounds: CLIP is the tool for those.
#pragma once

#include <filesystem>

#include "core/encode/encoder.h"
#include "core/encode/safetensors.h"
#include "core/encode/starter_network.h"
#include "core/encode/starter_patches.h"
#include "core/encode/starter_ridge.h"
#include "core/encode/wordnet_space.h"
#include "core/io/wordnet.h"

namespace nounscope {

class StarterEncoder final : public Encoder {
public:
    // Loads the weights ("starter.safetensors", see nounscope-train-starter) and keeps a reference to
    // `wordNet`. About 0.3 s. Throws Error(BadInput) naming the file, and the tensor if one does not fit.
    StarterEncoder(const std::filesystem::path& weights, const WordNet& wordNet);

    EncoderInfo info() const override { return m_info; }

    // [64, 64, 3] uint8: see starterPicture.
    at::Tensor prepare(const cv::Mat& picture) const override;

    // An embedding depends on its own picture alone: not on its neighbours in the batch, nor on threads.
    at::Tensor encodePictures(const at::Tensor& batch, const Job& job) const override;

    // Templates are not used. A noun WordNet does not have is unknown; its last word, or its lemma, may be
    // known.
    NounEmbeddings encodeNouns(const NounList& nouns, const std::vector<std::string>& templates,
                               const Job& job) const override;

    std::string knownPart(const std::string& phrase) const override;

    // The parts alone, each [B, 256] float32 with unit rows, from [B, 64, 64, 3] uint8: for the evaluation.
    at::Tensor encodeByNetwork(const at::Tensor& batch) const;
    at::Tensor encodeByRidge(const at::Tensor& batch) const;

private:
    EncoderInfo m_info;
    const WordNet& m_wordNet;
    WordNetSpace m_space;
    at::Tensor m_mean;  // [256]: where the text space is centred
    StarterNetwork m_network;
    StarterPatches m_patches;
    StarterRidge m_ridge;

    StarterEncoder(const std::filesystem::path& file, const Safetensors& weights, const WordNet& wordNet);
};

}  // namespace nounscope
