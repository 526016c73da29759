#include "core/device.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <sched.h>

#include <algorithm>
#include <filesystem>
#include <thread>

#include "core/model/error.h"

namespace nounscope {

c10::Device chooseDevice(const std::string& name) {
    const bool cuda = at::globalContext().hasCUDA();
    if (name == "auto") return c10::Device(cuda ? c10::kCUDA : c10::kCPU);
    if (name == "cpu") return c10::Device(c10::kCPU);
    const std::string prefix = "cuda:";
    const std::string number = name.compare(0, prefix.size(), prefix) == 0 ? name.substr(prefix.size()) : "0";
    const bool digits = !number.empty() && number.size() < 4 &&
                        std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    if ((name != "cuda" && name.compare(0, prefix.size(), prefix) != 0) || !digits)
        throw Error(ErrorKind::Usage, "--device " + name + ": choose auto, cpu, cuda or cuda:NUMBER");
    const int index = std::stoi(number);
    const int present = cuda ? static_cast<int>(at::getNumGPUs()) : 0;
    if (index >= present)
        throw Error(ErrorKind::BadInput, "--device " + name + ": there " + (present == 1 ? "is " : "are ") +
                                             std::to_string(present) + " CUDA device" + (present == 1 ? "" : "s") +
                                             " here; use --device cpu" +
                                             (cuda ? "" : " (or a LibTorch built with CUDA, and its driver)"));
    return c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(index));
}

namespace {

int usableCores() {
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
    return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace

int setThreads(int threads) {
    if (threads <= 0) threads = usableCores();
    at::set_num_threads(threads);
    useSingleThreadedBlas();
    return threads;
}

void useSingleThreadedBlas() {
    // Called by name: the program must also run, slower, with a BLAS that has no such function.
    using SetThreads = void (*)(int);
    static const auto set = reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
    if (set) set(1);
}

BlasInfo detectBlas() {
    BlasInfo info;
    void* const sgemm = dlsym(RTLD_DEFAULT, "sgemm_");
    Dl_info found{};
    if (!sgemm || dladdr(sgemm, &found) == 0 || !found.dli_fname) return info;
    std::error_code ignored;
    info.library = std::filesystem::canonical(found.dli_fname, ignored).string();
    if (info.library.empty()) info.library = found.dli_fname;
    for (const char* name : {"openblas", "blis", "mkl", "torch"})
        info.fast = info.fast || info.library.find(name) != std::string::npos;
    return info;
}

}  // namespace nounscope
