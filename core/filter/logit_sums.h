// The one pass over a noun's cosines that every filter's score comes from. Fused and vectorised, because the
// sliders repeat it for a whole dictionary while they move.
#pragma once

#include <cstdint>

namespace nounscope {

// Of one noun, with z = cosines / T the logits, z' the largest of the others than j*, e_j = exp(z_j - z') over
// those others. Where there are no others: second = -4, sums 0.
struct LogitSums {
    std::int64_t nearest;  // j*, the lowest on a tie
    float largest;         // the largest cosine
    float second;          // the largest of the others
    float sum;             // sum e_j
    float moment;          // Moment::Powers: sum e_j^q; Moment::Falls: sum (z' - z_j) e_j
};

struct LogitSumsSettings {
    enum class Moment { None, Powers, Falls };
    float temperature = 1;  // T
    Moment moment = Moment::None;
    float power = 2;  // q
};

// The width that rows without their nearest centre are kept at: whole vectors of floats.
inline constexpr std::int64_t logitLanes = 16;
constexpr std::int64_t paddedCenters(std::int64_t centers) {
    return (centers + logitLanes - 1) / logitLanes * logitLanes;
}

// The two halves of sumLogits. The first needs no settings, so that its result can be kept while they change:
// nearest, largest and second of each row, and in `others` (count rows of paddedCenters) the cosines with
// nothing in the place of the nearest. The second adds sum and moment. Thread-safe.
void splitNearest(const float* cosines, std::int64_t stride, std::int64_t count, std::int64_t centers,
                  float* others, LogitSums* sums);
void sumOthers(const float* others, std::int64_t count, std::int64_t centers,
               const LogitSumsSettings& settings, LogitSums* sums);

// cosines: `count` rows of `centers` >= 1 finite numbers, `stride` apart -> `count` sums, each relative error
// below 1e-6. A row's sums depend on the row alone. Which instructions do it follows from the processor
// (AVX-512, AVX2 or plain), whose last bits may differ. Thread-safe.
void sumLogits(const float* cosines, std::int64_t stride, std::int64_t count, std::int64_t centers,
               const LogitSumsSettings& settings, LogitSums* sums);

}  // namespace nounscope
