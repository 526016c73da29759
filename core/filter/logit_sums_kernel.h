// The body of sumLogits, compiled once for each set of instructions. A source that includes this must include
// nothing else and use no template of the standard library: its code may run on newer processors only, and the
// linker would share such a template with everybody.
#pragma once

#include <string.h>

#include "core/filter/logit_sums.h"

namespace nounscope {

struct LogitSumsKernel {
    decltype(&splitNearest) split;
    decltype(&sumOthers) sum;
};

namespace {

using Lanes = float __attribute__((vector_size(sizeof(float) * logitLanes)));
using IntLanes = std::int32_t __attribute__((vector_size(sizeof(std::int32_t) * logitLanes)));

constexpr float lowest = -1e30F;  // stands for minus infinity where infinity would make NaN

// e^x for x <= 0 to 2 units in the last place, 0 below -87: x = n ln 2 + r, a polynomial in r (Cephes) times 2^n.
inline Lanes expOfNegative(Lanes x) {
    const Lanes roundToInt = Lanes{} + 12582912.F;  // 1.5 * 2^23
    const Lanes whole = (x * 1.44269504F + roundToInt) - roundToInt;
    const Lanes r = (x - whole * 0.693359375F) + whole * 2.12194440e-4F;
    Lanes p = Lanes{} + 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.F;
    const IntLanes bits = (__builtin_convertvector(x > -87.F ? whole : Lanes{}, IntLanes) + 127) << 23;
    Lanes powerOfTwo;
    memcpy(&powerOfTwo, &bits, sizeof bits);
    return x > -87.F ? p * powerOfTwo : Lanes{};
}

inline Lanes load(const float* values) {
    Lanes lanes;
    memcpy(&lanes, values, sizeof lanes);
    return lanes;
}

inline float largestOf(const float* values, std::int64_t count) {
    Lanes largest = load(values);
    for (std::int64_t j = logitLanes; j < count; j += logitLanes) {
        const Lanes next = load(values + j);
        largest = next > largest ? next : largest;
    }
    float result = largest[0];
    for (int lane = 1; lane < logitLanes; ++lane) result = largest[lane] > result ? largest[lane] : result;
    return result;
}

inline std::int64_t firstOf(const float* values, float value) {
    std::int64_t j = 0;
    while (values[j] != value) ++j;
    return j;
}

inline float total(Lanes lanes) {
    float result = 0;
    for (int lane = 0; lane < logitLanes; ++lane) result += lanes[lane];
    return result;
}

inline void splitNearestHere(const float* cosines, std::int64_t stride, std::int64_t count,
                             std::int64_t centers, float* others, LogitSums* sums) {
    const std::int64_t padded = paddedCenters(centers);
    for (std::int64_t row = 0; row < count; ++row, others += padded) {
        LogitSums& result = sums[row];
        memcpy(others, cosines + row * stride, static_cast<size_t>(centers) * sizeof(float));
        for (std::int64_t j = centers; j < padded; ++j) others[j] = lowest;
        result.largest = largestOf(others, padded);
        result.nearest = firstOf(others, result.largest);
        others[result.nearest] = lowest;
        result.second = largestOf(others, padded);
        if (result.second < -4) result.second = -4;
    }
}

inline void sumOthersHere(const float* others, std::int64_t count, std::int64_t centers,
                          const LogitSumsSettings& settings, LogitSums* sums) {
    using Moment = LogitSumsSettings::Moment;
    const std::int64_t padded = paddedCenters(centers);
    const float scale = 1 / settings.temperature;
    for (std::int64_t row = 0; row < count; ++row, others += padded) {
        LogitSums& result = sums[row];
        Lanes sum{}, moment{};
        for (std::int64_t j = 0; j < padded; j += logitLanes) {
            const Lanes below = (load(others + j) - result.second) * scale;
            const Lanes e = expOfNegative(below);
            sum += e;
            if (settings.moment == Moment::Powers)
                moment += settings.power == 2 ? e * e : expOfNegative(below * settings.power);
            else if (settings.moment == Moment::Falls)
                moment -= e * (below > -100.F ? below : Lanes{});
        }
        result.sum = total(sum);
        result.moment = total(moment);
    }
}

}  // namespace
}  // namespace nounscope
