#include "core/io/npy.h"
