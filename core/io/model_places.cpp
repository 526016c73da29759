#include "core/io/model_places.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/io/json_file.h"
#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view hubPrefix = "models--", hubSeparator = "--";

bool isNamePart(std::string_view part) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    };
    return !part.empty() && part.size() <= 96 && part[0] != '.' && part[0] != '-' &&
           std::all_of(part.begin(), part.end(), allowed);
}

// The folders in `folder`, by name; none where it cannot be read. Hidden ones hold downloads that are not finished.
std::vector<fs::path> foldersIn(const fs::path& folder) {
    std::vector<fs::path> folders;
    std::error_code failure;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        std::error_code ignored;
        if (entry->is_directory(ignored) && entry->path().filename().string()[0] != '.')
            folders.push_back(entry->path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

bool hasConfig(const fs::path& folder) {
    std::error_code ignored;
    return fs::exists(folder / "config.json", ignored) ||
           fs::exists(folder / "open_clip_config.json", ignored);
}

// Models of other kinds lie in a cache too; a config that cannot be read is the person's to see.
bool isClip(const fs::path& folder) {
    std::error_code ignored;
    if (fs::exists(folder / "open_clip_config.json", ignored)) return true;
    if (!fs::exists(folder / "config.json", ignored)) return false;
    try {
        const nlohmann::json config = readJsonFile(folder / "config.json");
        return !config.is_object() || config.value("model_type", nlohmann::json()) == "clip";
    } catch (const Error&) {
        return true;
    }
}

// A cache holds links; one to a file that was not fetched whole leads nowhere.
bool hasWeights(const fs::path& folder) {
    std::error_code failure;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure)) {
        std::error_code ignored;
        if (entry->path().extension() == ".safetensors" && entry->is_regular_file(ignored)) return true;
    }
    return false;
}

// The snapshot of a model in Hugging Face's cache; empty where there is none.
fs::path snapshotOf(const fs::path& cached) {
    const fs::path snapshots = cached / "snapshots";
    std::error_code ignored;
    if (fs::is_regular_file(cached / "refs" / "main", ignored)) {
        std::string commit = readTextFile(cached / "refs" / "main", 1 << 12);
        commit.erase(commit.find_last_not_of(" \r\n\t") + 1);
        if (isNamePart(commit) && fs::is_directory(snapshots / commit, ignored)) return snapshots / commit;
    }
    const std::vector<fs::path> all = foldersIn(snapshots);
    return all.size() == 1 ? all.front() : fs::path();
}

fs::path cachedFolder(const ModelPlaces& places, const std::string& id) {
    std::string name(hubPrefix);
    for (const char c : id)
        if (c == '/')
            name += hubSeparator;
        else
            name += c;
    return places.hubCache / name;
}

std::string placesLookedAt(const ModelPlaces& places, const std::string& id) {
    std::string text;
    if (!places.hubCache.empty()) text += "\n  " + cachedFolder(places, id).string();
    if (!places.ownFolder.empty()) text += "\n  " + (places.ownFolder / id).string();
    return text;
}

}  // namespace

ModelPlaces ModelPlaces::fromEnvironment(const Environment& variable) {
    // Where a set variable leads; an empty one counts as not set.
    const auto below = [&](const char* name, const char* path) {
        const std::optional<std::string> value = variable(name);
        return value && !value->empty() ? (fs::path(*value) / path).lexically_normal() : fs::path();
    };
    const auto firstOf = [](std::initializer_list<fs::path> choices) {
        for (const fs::path& choice : choices)
            if (!choice.empty()) return choice;
        return fs::path();
    };
    ModelPlaces places;
    places.hubCache =
        firstOf({below("HF_HUB_CACHE", ""), below("HUGGINGFACE_HUB_CACHE", ""), below("HF_HOME", "hub"),
                 below("XDG_CACHE_HOME", "huggingface/hub"), below("HOME", ".cache/huggingface/hub")});
    places.ownFolder =
        firstOf({below("XDG_DATA_HOME", "nounscope/models"), below("HOME", ".local/share/nounscope/models")});
    return places;
}

bool isModelId(const std::string& text) {
    const std::size_t slash = text.find('/');
    return slash != std::string::npos && isNamePart(std::string_view(text).substr(0, slash)) &&
           isNamePart(std::string_view(text).substr(slash + 1));
}

fs::path findModel(const std::string& model, const ModelPlaces& places) {
    std::error_code ignored;
    if (fs::is_directory(model, ignored)) return model;
    if (!isModelId(model))
        throw Error(ErrorKind::Usage,
                    "The model " + model +
                        " is neither a folder nor an id such as openai/clip-vit-large-patch14. "
                        "`nounscope-cli models` lists what is there.");
    std::vector<fs::path> found;
    if (!places.hubCache.empty()) found.push_back(snapshotOf(cachedFolder(places, model)));
    if (!places.ownFolder.empty()) found.push_back(places.ownFolder / model);
    for (const auto& isThere : {hasWeights, hasConfig})
        for (const fs::path& folder : found)
            if (!folder.empty() && isThere(folder)) return folder;
    throw Error(ErrorKind::BadInput,
                "The model " + model + " is not on this machine. Looked in:" + placesLookedAt(places, model) +
                    "\nFetch it with `nounscope-cli models fetch " + model +
                    "`, or give the folder that it is in.");
}

std::vector<FoundModel> listModels(const ModelPlaces& places) {
    std::vector<FoundModel> found;
    for (const fs::path& cached : foldersIn(places.hubCache)) {
        std::string id = cached.filename().string();
        if (id.compare(0, hubPrefix.size(), hubPrefix) != 0) continue;
        id.erase(0, hubPrefix.size());
        const std::size_t separator = id.find(hubSeparator);
        if (separator == std::string::npos) continue;
        id.replace(separator, hubSeparator.size(), "/");
        const fs::path snapshot = snapshotOf(cached);
        if (!snapshot.empty() && isClip(snapshot)) found.push_back({id, snapshot});
    }
    for (const fs::path& organisation : foldersIn(places.ownFolder))
        for (const fs::path& folder : foldersIn(organisation))
            if (isClip(folder))
                found.push_back(
                    {organisation.filename().string() + "/" + folder.filename().string(), folder});
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return found;
}

}  // namespace nounscope
