// Decodes and prepares pictures on threads of its own, ahead of whoever takes them one by one in the items'
// order.
#pragma once

#include <ATen/core/Tensor.h>

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/encode/encoder.h"
#include "core/io/image_decode.h"
#include "core/io/stored_pictures.h"
#include "core/model/image_item.h"
#include "core/model/settings.h"

namespace nounscope {

struct PreparedPicture {
    std::int64_t item = 0;  // index into the items
    at::Tensor input;       // what Encoder::prepare gave; undefined where the outcome is settled
    PictureEntry entry;     // its outcome: from the store, or why the picture cannot be used
    bool known = false;     // the store had it
    bool remember = false;  // the entry, once there is an outcome, tells the store something new
};

// What the store knows is neither decoded nor prepared. Bounds on memory: at most `ahead` prepared pictures wait, and those being decoded at one time have 64
// megapixels together (16 a thread where that is more), or are one alone. All references must outlive the
// object.
class DecodeAhead {
public:
    DecodeAhead(const ImageItems& items, const Encoder& encoder, const PictureSettings& settings, int threads,
                std::size_t ahead, const CancelToken* cancel, StoredPictures* stored = nullptr);
    ~DecodeAhead();  // stops the threads and waits for them

    DecodeAhead(const DecodeAhead&) = delete;
    DecodeAhead& operator=(const DecodeAhead&) = delete;

    std::int64_t total() const {
        return static_cast<std::int64_t>(m_wanted.size());
    }  // items without an error

    // The next picture, waiting for it; nothing after the last. Throws Cancelled, and whatever
    // Encoder::prepare threw for that picture other than Error(BadInput), which is that picture's error. One
    // thread only.
    std::optional<PreparedPicture> next();

private:
    struct Slot {
        bool ready = false;
        PreparedPicture picture;
        std::exception_ptr failure;
    };

    void work();
    Slot process(std::int64_t item);
    cv::Mat decode(PreparedPicture& picture, const DecodeControl& control);
    void acquirePixels(std::int64_t pixels);
    void releasePixels(std::int64_t pixels);
    Slot& slot(std::size_t position) { return m_slots[position % m_slots.size()]; }

    const ImageItems& m_items;
    const Encoder& m_encoder;
    const PictureSettings& m_settings;
    const CancelToken* m_cancel;
    StoredPictures* const m_stored;  // null: there is no store
    const std::int64_t m_pixelsAtOnce;
    std::vector<std::int64_t> m_wanted;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Slot> m_slots;  // a ring: position p of m_wanted is in slot p % size
    std::size_t m_claimed = 0;  // positions given to threads
    std::size_t m_taken = 0;    // positions taken by next()
    std::int64_t m_pixels = 0;  // being decoded now
    CancelToken m_stop;
    std::vector<std::thread> m_threads;
};

}  // namespace nounscope
