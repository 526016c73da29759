#include "core/encode/embed_images.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <opencv2/core/utility.hpp>
#include <sstream>
#include <thread>
#include <utility>

#include "core/encode/decode_ahead.h"
#include "core/encode/resumed_progress.h"
#include "core/io/stored_pictures.h"
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

// Puts the pictures' features in their rows: what is known at once, the rest batch by batch.
class FeatureRows {
public:
    FeatureRows(const Encoder& encoder, std::size_t batch, std::int64_t total, StoredPictures* stored,
                const Job& job)
        : m_encoder(encoder),
          m_info(encoder.info()),
          m_batch(batch),
          m_stored(stored),
          m_job(job),
          m_progress(job, "Embedding pictures", total) {
        // Made outside inference mode, so that the features may be written in place later.
        m_result.features = at::empty({total, m_info.width}, at::kFloat);
    }

    void add(PreparedPicture picture) {
        m_result.reused += picture.known;
        if (picture.entry.outcome.error.empty()) {
            m_result.rows.push_back(picture.item);
            if (!picture.known) {
                m_inputs.push_back(std::move(picture.input));
                m_waiting.push_back({m_result.rows.size() - 1, picture.remember, std::move(picture.entry)});
                if (m_inputs.size() == m_batch) encode();
                return;
            }
            const std::vector<float>& feature = picture.entry.outcome.feature;
            std::copy(feature.begin(), feature.end(), row(m_result.rows.size() - 1));
        }
        if (picture.remember) m_news.push_back(std::move(picture.entry));
        if (m_news.size() >= m_batch) store();
        picture.known ? m_progress.skip() : m_progress.work();
    }

    ImageEmbeddings finish() {
        if (!m_inputs.empty()) encode();
        store();
        m_result.features = m_result.features.narrow(0, 0, static_cast<std::int64_t>(m_result.rows.size()));
        return std::move(m_result);
    }

private:
    struct Waiting {
        std::size_t row;
        bool remember;
        PictureEntry entry;
    };

    float* row(std::size_t index) {
        return m_result.features.data_ptr<float>() + index * static_cast<std::size_t>(m_info.width);
    }

    void encode() {
        const auto count = static_cast<std::int64_t>(m_inputs.size());
        at::Tensor encoded;
        {
            const c10::InferenceMode inference;
            encoded = m_encoder.encodePictures(at::stack(m_inputs), m_job);
            checkContract(encoded, count, m_info);
            encoded = encoded.contiguous();
        }
        const float* feature = encoded.data_ptr<float>();
        for (Waiting& waiting : m_waiting) {
            std::copy(feature, feature + m_info.width, row(waiting.row));
            waiting.entry.outcome.feature.assign(feature, feature + m_info.width);
            if (waiting.remember) m_news.push_back(std::move(waiting.entry));
            feature += m_info.width;
        }
        m_inputs.clear();
        m_waiting.clear();
        store();
        m_progress.work(count);
    }

    void store() {
        if (m_stored) m_stored->add(m_news);
        m_news.clear();
    }

    const Encoder& m_encoder;
    const EncoderInfo m_info;
    const std::size_t m_batch;
    StoredPictures* const m_stored;
    const Job& m_job;
    ResumedProgress m_progress;
    ImageEmbeddings m_result;
    std::vector<at::Tensor> m_inputs;  // of the batch being filled
    std::vector<Waiting> m_waiting;    // one an input
    std::vector<PictureEntry> m_news;  // for the store
};

}  // namespace

ImageEmbeddings embedImages(ImageItems& items, const Encoder& encoder, const PictureSettings& settings,
                            const EmbedOptions& options, const Job& job) {
    cv::setNumThreads(1);
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    const int threads = options.threads > 0 ? options.threads : cores;
    const auto batch = static_cast<std::size_t>(std::max(1, options.batch));
    std::optional<StoredPictures> stored;
    if (options.store) stored.emplace(*options.store, encoder.info(), settings);
    StoredPictures* const known = stored ? &*stored : nullptr;

    DecodeAhead pictures(items, encoder, settings, threads, batch + static_cast<std::size_t>(threads),
                         job.cancel, known);
    FeatureRows rows(encoder, batch, pictures.total(), known, job);
    while (std::optional<PreparedPicture> picture = pictures.next()) {
        const std::string& error = picture->entry.outcome.error;
        if (!error.empty()) items[static_cast<std::size_t>(picture->item)].error = error;
        rows.add(std::move(*picture));
    }
    return rows.finish();
}

}  // namespace nounscope
