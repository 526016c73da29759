#include "core/encode/decode_ahead.h"

#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

#include "core/model/error.h"

namespace nounscope {

namespace {

constexpr std::int64_t megapixel = 1'000'000;

}  // namespace

DecodeAhead::DecodeAhead(const ImageItems& items, const Encoder& encoder, const PictureSettings& settings,
                         int threads, std::size_t ahead, const CancelToken* cancel, StoredPictures* stored)
    : m_items(items),
      m_encoder(encoder),
      m_settings(settings),
      m_cancel(cancel),
      m_stored(stored),
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
    Slot done;
    done.ready = true;
    PreparedPicture& picture = done.picture;
    picture.item = item;
    std::int64_t held = 0;
    DecodeControl control;
    control.cancel = &m_stop;
    control.admit = [&](std::int64_t pixels) {
        acquirePixels(pixels);
        held = picture.entry.pixels = pixels;
    };
    try {
        const cv::Mat pixels = decode(picture, control);
        if (!pixels.empty()) picture.input = m_encoder.prepare(pixels);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::BadInput)
            picture.entry.outcome.error = error.what();
        else
            done.failure = std::current_exception();
    } catch (...) {
        done.failure = std::current_exception();
    }
    releasePixels(held);
    return done;
}

// Nothing where the outcome is settled already.
cv::Mat DecodeAhead::decode(PreparedPicture& picture, const DecodeControl& control) {
    PictureEntry& entry = picture.entry;
    const auto isKnown = [&](std::optional<PictureOutcome> outcome) {
        picture.known = outcome.has_value();
        if (outcome) entry.outcome = std::move(*outcome);
        return picture.known;
    };
    entry.file = m_items[static_cast<std::size_t>(picture.item)].file;
    try {
        if (m_stored && isKnown(m_stored->find(entry.file))) return {};
        const PictureFile file = readPictureFile(entry.file, control.cancel);
        if (m_stored) {
            entry.stamp = file.stamp;
            entry.content = sha256({reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()});
            picture.remember = true;
            if (isKnown(m_stored->find(entry.content))) return {};
        }
        const cv::Mat pixels = decodeImage(file.bytes, m_settings, control);
        return m_settings.alpha == AlphaMode::Drop ? toRgb(pixels, AlphaMode::Drop) : pixels;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Io) throw;
        // The machine's fault, not the file's: another day it may go well.
        entry.outcome.error = error.what();
        picture.remember = false;
        return {};
    }
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
