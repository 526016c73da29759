#include "core/encode/decode_ahead.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

#include "core/io/image_decode.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

constexpr std::int64_t megapixel = 1'000'000;

}  // namespace

DecodeAhead::DecodeAhead(const ImageItems& items, const Encoder& encoder, const PictureSettings& settings,
                         int threads, std::size_t ahead, const CancelToken* cancel)
    : m_items(items),
      m_encoder(encoder),
      m_settings(settings),
      m_cancel(cancel),
      m_pixelsAtOnce(std::max(64, 16 * threads) * megapixel),
      m_slots(std::max<std::size_t>(ahead, 1)) {
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i].error.empty()) m_wanted.push_back(static_cast<std::int64_t>(i));
    try {
        for (int t = 0; t < threads; ++t) m_threads.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
        if (m_threads.empty()) throw;  // the system gives no more: fewer do as well
    }
}

DecodeAhead::~DecodeAhead() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop.cancel();
    }
    m_changed.notify_all();
    for (std::thread& thread : m_threads) thread.join();
}

std::optional<PreparedPicture> DecodeAhead::next() {
    if (m_taken == m_wanted.size()) return std::nullopt;
    std::unique_lock lock(m_mutex);
    Slot& expected = slot(m_taken);
    // A cancel token wakes nobody, so it is looked at now and then.
    while (!m_changed.wait_for(lock, std::chrono::milliseconds(50), [&] { return expected.ready; }))
        if (m_cancel) m_cancel->throwIfCancelled();
    Slot taken = std::exchange(expected, Slot());
    ++m_taken;
    lock.unlock();
    m_changed.notify_all();
    if (m_cancel) m_cancel->throwIfCancelled();
    if (taken.failure) std::rethrow_exception(taken.failure);
    return std::move(taken.picture);
}

void DecodeAhead::work() {
    const c10::InferenceMode inference;
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [&] {
            return m_stop.isCancelled() || m_claimed == m_wanted.size() ||
                   m_claimed < m_taken + m_slots.size();
        });
        if (m_stop.isCancelled() || m_claimed == m_wanted.size()) return;
        const std::size_t position = m_claimed++;
        lock.unlock();
        Slot done = process(m_wanted[position]);
        lock.lock();
        slot(position) = std::move(done);
        m_changed.notify_all();
    }
}

DecodeAhead::Slot DecodeAhead::process(std::int64_t item) {
    Slot done{true, {item, {}, {}}, nullptr};
    std::int64_t held = 0;
    DecodeControl control;
    control.cancel = &m_stop;
    control.admit = [&](std::int64_t pixels) {
        acquirePixels(pixels);
        held = pixels;
    };
    try {
        cv::Mat picture = decodeImage(m_items[static_cast<std::size_t>(item)].file, m_settings, control);
        if (m_settings.alpha == AlphaMode::Drop) picture = toRgb(picture, AlphaMode::Drop);
        done.picture.input = m_encoder.prepare(picture);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::BadInput)
            done.picture.error = error.what();
        else
            done.failure = std::current_exception();
    } catch (...) {
        done.failure = std::current_exception();
    }
    releasePixels(held);
    return done;
}

void DecodeAhead::acquirePixels(std::int64_t pixels) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(
        lock, [&] { return m_stop.isCancelled() || m_pixels == 0 || m_pixels + pixels <= m_pixelsAtOnce; });
    m_stop.throwIfCancelled();
    m_pixels += pixels;
}

void DecodeAhead::releasePixels(std::int64_t pixels) {
    {
        const std::lock_guard lock(m_mutex);
        m_pixels -= pixels;
    }
    m_changed.notify_all();
}

}  // namespace nounscope
