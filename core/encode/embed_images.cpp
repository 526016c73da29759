#include "core/encode/embed_images.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cstring>
#include <opencv2/core/utility.hpp>
#include <sstream>
#include <thread>

#include "core/encode/decode_ahead.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

void checkContract(const at::Tensor& encoded, std::int64_t count, const EncoderInfo& info) {
    if (encoded.sizes() == at::IntArrayRef{count, info.width} && encoded.scalar_type() == at::kFloat &&
        encoded.device().is_cpu())
        return;
    std::ostringstream message;
    message << "The encoder " << info.id << " gave " << encoded.toString() << ' ' << encoded.sizes()
            << " for " << count << " pictures, not float32 [" << count << ", " << info.width
            << "] on the CPU.";
    throw Error(ErrorKind::BadInput, message.str());
}

}  // namespace

ImageEmbeddings embedImages(ImageItems& items, const Encoder& encoder, const PictureSettings& settings,
                            const EmbedOptions& options, const Job& job) {
    cv::setNumThreads(1);
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    const int threads = options.threads > 0 ? options.threads : cores;
    const auto batchSize = static_cast<std::size_t>(std::max(1, options.batch));
    const EncoderInfo info = encoder.info();

    DecodeAhead pictures(items, encoder, settings, threads, batchSize + static_cast<std::size_t>(threads),
                         job.cancel);
    StageProgress progress(job, "Embedding pictures", pictures.total());
    ImageEmbeddings result;
    // Made outside inference mode, so that the features may be written in place later.
    result.features = at::empty({pictures.total(), info.width}, at::kFloat);

    const c10::InferenceMode inference;
    std::vector<at::Tensor> batch;
    const auto encode = [&] {
        const auto count = static_cast<std::int64_t>(batch.size());
        const at::Tensor encoded = encoder.encodePictures(at::stack(batch), job);
        checkContract(encoded, count, info);
        const std::size_t begin = (result.rows.size() - batch.size()) * static_cast<std::size_t>(info.width);
        std::memcpy(result.features.data_ptr<float>() + begin, encoded.contiguous().data_ptr<float>(),
                    batch.size() * static_cast<std::size_t>(info.width) * sizeof(float));
        batch.clear();
        progress.advance(count);
    };
    while (std::optional<PreparedPicture> picture = pictures.next()) {
        if (!picture->error.empty()) {
            items[static_cast<std::size_t>(picture->item)].error = picture->error;
            progress.advance();
            continue;
        }
        result.rows.push_back(picture->item);
        batch.push_back(std::move(picture->input));
        if (batch.size() == batchSize) encode();
    }
    if (!batch.empty()) encode();
    result.features = result.features.narrow(0, 0, static_cast<std::int64_t>(result.rows.size()));
    return result;
}

}  // namespace nounscope
