// The method's settings as an encoder would have them: its own defaults where it has some.
#pragma once

#include "core/encode/encoder.h"
#include "core/model/settings.h"

namespace nounscope {

inline void applyEncoderDefaults(const EncoderInfo& encoder, MethodSettings& settings) {
    settings.filter.temperature = encoder.temperature;
    settings.clusters.tau = encoder.tau;
    settings.proxies.perCluster = encoder.proxiesPerCluster;
}

}  // namespace nounscope
