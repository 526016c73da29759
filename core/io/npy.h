// NumPy's .npy files, read and written without trusting them. Source: NumPy's format specification, versions 1 to 3.
#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>

namespace nounscope {

// A tensor with the file's shape and dtype (float16/32/64, int8/16/32/64, uint8, bool; C or Fortran order, either
// byte order), CPU, contiguous. Throws Error(BadInput) that names the file and the header field that is wrong.
at::Tensor readNpy(const std::filesystem::path& file);

// readNpy for features: any float dtype becomes float32 [rows, width]; throws Error(BadInput) for another number of
// dimensions, for no rows, and for a row that holds NaN or infinity or is all zero (naming the row).
// Rows are scaled to unit L2 norm.
at::Tensor readFeatures(const std::filesystem::path& file);

// Writes any dtype readNpy knows as version 1, C order; whole or not at all (temporary name, then rename).
void writeNpy(const std::filesystem::path& file, const at::Tensor& tensor);

}  // namespace nounscope
