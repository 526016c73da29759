// What could not be kept when the pictures were grouped anew, told to a person.
#pragma once

#include <QStringList>
#include <vector>

#include "core/model/carry_over.h"

namespace nounscope {

QStringList lossTexts(const std::vector<Loss>& losses);

}  // namespace nounscope
