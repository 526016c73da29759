// CLIP's towers on a device, in every precision that it is quick in, beside the CPU's in float32.
#pragma once

#include <c10/core/Device.h>

#include "tests/device/check_report.h"

namespace nounscope::test {

void checkTowers(c10::Device device, Report& report);

// Prints what a second brings at ViT-B/32's size.
void timeTowers(c10::Device device);

}  // namespace nounscope::test
