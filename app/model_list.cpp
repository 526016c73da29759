#include "app/model_list.h"

#include <algorithm>
#include <map>

#include "app/open_encoder.h"
#include "core/encode/checkpoint_files.h"
#include "core/encode/clip_config.h"
#include "core/encode/safetensors.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

// "ViT-B/32": the published names go by the width of the picture's tower.
std::string architectureName(const VisionShape& vision) {
    static const std::map<std::int64_t, const char*> letters{
        {192, "Ti"}, {384, "S"}, {768, "B"}, {1024, "L"}, {1280, "H"}, {1408, "g"}, {1664, "bigG"}};
    const auto letter = letters.find(vision.transformer.width);
    return (letter == letters.end() ? "ViT, width " + std::to_string(vision.transformer.width) + ", "
                                    : "ViT-" + std::string(letter->second) + "/") +
           std::to_string(vision.patchSize) + ", " + std::to_string(vision.imageSize) + " px";
}

double pictureCost(const VisionShape& vision) {
    const TransformerShape& tower = vision.transformer;
    const auto width = static_cast<double>(tower.width);
    return static_cast<double>(tower.layers) * static_cast<double>(vision.tokens()) *
           (4 * width * width + 2 * width * static_cast<double>(tower.mlpWidth));
}

// Of the tensor with the most numbers.
std::string storedType(const fs::path& weights) {
    const Safetensors file = Safetensors::open(weights);
    std::int64_t most = 0;
    at::ScalarType type = at::kFloat;
    for (const std::string& name : file.names()) {
        const at::Tensor tensor = file.tensor(name);
        if (tensor.numel() > most) {
            most = tensor.numel();
            type = tensor.scalar_type();
        }
    }
    return type == at::kHalf ? "fp16" : type == at::kBFloat16 ? "bf16" : "fp32";
}

}  // namespace

InstalledModel describeModel(const std::string& id, const fs::path& folder) {
    InstalledModel model;
    model.id = id;
    model.folder = folder;
    try {
        const CheckpointFiles files = findCheckpointFiles(folder);
        const VisionShape vision = readClipConfig(files).architecture.vision;
        for (const fs::path& file : files.weights)
            model.bytes += static_cast<std::int64_t>(fs::file_size(file));
        model.dtype = storedType(files.weights.front());
        model.architecture = architectureName(vision);
        model.cost = pictureCost(vision);
    } catch (const std::exception& error) {
        model.problem = error.what();
    }
    return model;
}

std::vector<InstalledModel> installedModels(const ModelPlaces& places) {
    std::vector<InstalledModel> models;
    for (const FoundModel& found : listModels(places))
        models.push_back(describeModel(found.id, found.folder));
    return models;
}

std::vector<std::string> modelsToTry(std::vector<InstalledModel> models) {
    std::stable_sort(models.begin(), models.end(),
                     [](const auto& a, const auto& b) { return a.cost > b.cost; });
    std::vector<std::string> ids;
    for (const InstalledModel& model : models)
        if (model.problem.empty()) ids.push_back(model.id);
    ids.emplace_back(starterModel);
    return ids;
}

const std::vector<FetchableModel>& fetchableModels() {
    static const std::vector<FetchableModel> models{
        {"laion/CLIP-ViT-B-32-laion2B-s34B-b79K", "ViT-B/32, 224 px", 605},
        {"laion/CLIP-ViT-B-16-laion2B-s34B-b88K", "ViT-B/16, 224 px", 599},
        {"openai/clip-vit-large-patch14", "ViT-L/14, 224 px", 1711},
        {"openai/clip-vit-large-patch14-336", "ViT-L/14, 336 px", 1712}};
    return models;
}

std::int64_t fetchedBytes(const std::string& id, const ModelPlaces& places) {
    const fs::path folder = places.ownFolder / id;
    const std::string begin = "." + folder.filename().string() + ".";
    std::int64_t bytes = 0;
    std::error_code failure;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder.parent_path(), failure)) {
        const std::string name = entry.path().filename().string();
        if (name.compare(0, begin.size(), begin) != 0 || entry.path().extension() != ".part") continue;
        for (const fs::directory_entry& file : fs::directory_iterator(entry.path(), failure)) {
            const std::uintmax_t size = file.file_size(failure);
            if (!failure) bytes += static_cast<std::int64_t>(size);
        }
    }
    return bytes;
}

std::string sizeText(std::int64_t bytes) {
    constexpr std::int64_t megabyte = 1'000'000, gigabyte = 1'000'000'000;
    if (bytes < gigabyte - megabyte / 2) return std::to_string((bytes + megabyte / 2) / megabyte) + " MB";
    const std::int64_t tenths = (bytes + gigabyte / 20) / (gigabyte / 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GB";
}

}  // namespace nounscope
