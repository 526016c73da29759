#include "core/measure/score_order.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace nounscope {

namespace {

struct Entry {
    std::uint64_t key;
    std::uint32_t index;
    bool operator<(const Entry& other) const {
        return key < other.key || (key == other.key && index < other.index);
    }
};

// Rises with the score, as an unsigned number.
std::uint64_t keyOf(double score) {
    score += 0.0;  // -0 becomes 0
    std::uint64_t bits = 0;
    std::memcpy(&bits, &score, sizeof bits);
    return bits >> 63 ? ~bits : bits | (std::uint64_t{1} << 63);
}

constexpr int digitBits = 11;
constexpr int digits = 3;
constexpr int lowestBit = 64 - digits * digitBits;

std::size_t digitOf(std::uint64_t key, int digit) {
    return key >> (lowestBit + digit * digitBits) & ((1U << digitBits) - 1);
}

}  // namespace

std::vector<std::int64_t> orderByScore(const std::vector<double>& scores) {
    const std::size_t count = scores.size();
    std::vector<Entry> entries(count), sorted(count);
    std::array<std::array<std::uint32_t, 1U << digitBits>, digits> starts{};
    for (std::size_t i = 0; i < count; ++i) {
        entries[i] = {keyOf(scores[i]), static_cast<std::uint32_t>(i)};
        for (int digit = 0; digit < digits; ++digit) ++starts[digit][digitOf(entries[i].key, digit)];
    }
    for (int digit = 0; digit < digits; ++digit) {
        auto& start = starts[digit];
        if (count > 0 && start[digitOf(entries[0].key, digit)] == count) continue;  // equal for all
        std::uint32_t before = 0;
        for (std::uint32_t& bucket : start) before += std::exchange(bucket, before);
        for (const Entry& entry : entries) sorted[start[digitOf(entry.key, digit)]++] = entry;
        entries.swap(sorted);
    }
    std::vector<std::int64_t> order;
    order.reserve(count);
    for (auto run = entries.begin(); run != entries.end();) {
        auto end = run + 1;
        while (end != entries.end() && end->key >> lowestBit == run->key >> lowestBit) ++end;
        if (!std::is_sorted(run, end)) std::sort(run, end);
        for (; run != end; ++run) order.push_back(run->index);
    }
    return order;
}

}  // namespace nounscope
