#include "core/io/model_hub.h"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// "model-00001-of-00002.safetensors"
bool isShard(const std::string& name) {
    constexpr std::string_view prefix = "model-", suffix = ".safetensors";
    return name.compare(0, prefix.size(), prefix) == 0 && endsWith(name, suffix) &&
           name.find_first_not_of("0123456789-of", prefix.size()) == name.size() - suffix.size();
}

bool isPickle(const std::string& name) {
    return endsWith(name, ".bin") || endsWith(name, ".pt") || endsWith(name, ".pth") ||
           endsWith(name, ".ckpt");
}

// '/' in a revision such as refs/pr/1 would end the part of the address that it stands in.
std::string escaped(const std::string& part) {
    std::string text;
    for (const char c : part) {
        const bool isPlain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                             c == '-' || c == '_' || c == '.';
        constexpr char digits[] = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(c);
        if (isPlain)
            text += c;
        else
            text += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return text;
}

std::string stringIn(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

struct Repository {
    std::string commit;
    std::vector<HubFile> files;
};

Repository listRepository(const std::string& id, const HubSettings& settings, const Job& job) {
    const std::string url =
        settings.endpoint + "/api/models/" + id + "/revision/" + escaped(settings.revision) + "?blobs=true";
    const json answer = json::parse(downloadText(url, settings.download, job), nullptr, false);
    Repository repository;
    repository.commit = answer.is_object() ? stringIn(answer, "sha") : "";
    const bool isCommit = repository.commit.size() == 40 &&
                          repository.commit.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!isCommit || !answer.contains("siblings") || !answer["siblings"].is_array())
        throw Error(ErrorKind::Io, url + " does not answer as a Hugging Face hub does. Check HF_ENDPOINT.");
    for (const json& sibling : answer["siblings"]) {
        if (!sibling.is_object()) continue;
        HubFile file;
        file.name = stringIn(sibling, "rfilename");
        const auto size = sibling.find("size");
        if (size != sibling.end() && size->is_number_unsigned())
            file.expected.size = size->get<std::int64_t>();
        const auto lfs = sibling.find("lfs");
        if (lfs != sibling.end() && lfs->is_object()) file.expected.sha256 = stringIn(*lfs, "sha256");
        repository.files.push_back(file);
    }
    return repository;
}

// Throws Error(Io) when what is still to come does not fit.
void checkSpace(const std::vector<HubFile>& files, const fs::path& folder) {
    std::uintmax_t needed = 0;
    std::error_code failure;
    for (const HubFile& file : files) {
        const std::uintmax_t here = fs::file_size(folder / ("." + file.name + ".part"), failure);
        const std::uintmax_t known = failure ? 0 : here;
        const auto size = static_cast<std::uintmax_t>(file.expected.size.value_or(0));
        if (!fs::exists(folder / file.name, failure) && size > known) needed += size - known;
    }
    const fs::space_info space = fs::space(folder, failure);
    constexpr std::uintmax_t megabyte = 1'000'000;
    if (!failure && space.available < needed)
        throw Error(ErrorKind::Io, folder.string() + " needs " + std::to_string(needed / megabyte + 1) +
                                       " MB more, and the disk has " +
                                       std::to_string(space.available / megabyte) +
                                       " MB free. Make room, or set XDG_DATA_HOME to a folder elsewhere.");
}

void createFolder(const fs::path& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw Error(ErrorKind::Io, folder.string() + " cannot be created: " + failure.message() +
                                       ". Set XDG_DATA_HOME to a folder you may write in.");
}

}  // namespace

HubSettings HubSettings::fromEnvironment(const Environment& variable) {
    HubSettings settings;
    if (const auto endpoint = variable("HF_ENDPOINT"); endpoint && !endpoint->empty())
        settings.endpoint = *endpoint;
    while (endsWith(settings.endpoint, "/")) settings.endpoint.pop_back();
    std::string offline = variable("HF_HUB_OFFLINE").value_or("");
    for (char& c : offline)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    settings.offline = offline == "1" || offline == "on" || offline == "yes" || offline == "true";
    settings.download.bearerToken = variable("HF_TOKEN").value_or("");
    return settings;
}

std::vector<HubFile> checkpointFilesOf(const std::string& id, const std::vector<HubFile>& repository) {
    std::vector<HubFile> chosen;
    const auto has = [&](const std::string& name) {
        return std::any_of(repository.begin(), repository.end(),
                           [&](const HubFile& f) { return f.name == name; });
    };
    const auto add = [&](const auto& isWanted) {
        std::copy_if(repository.begin(), repository.end(), std::back_inserter(chosen),
                     [&](const HubFile& file) { return isWanted(file.name); });
    };
    const auto addNamed = [&](std::initializer_list<const char*> names) {
        add([&](const std::string& name) {
            return std::find(names.begin(), names.end(), name) != names.end();
        });
    };

    addNamed({"preprocessor_config.json", "tokenizer.json", "vocab.json", "merges.txt"});
    const char* const single = "model.safetensors";
    const char* const index = "model.safetensors.index.json";
    if (has("config.json") && has(single)) {
        addNamed({"config.json", single});
        return chosen;
    }
    if (has("config.json") && has(index)) {
        addNamed({"config.json", index});
        add(isShard);
        return chosen;
    }
    for (const char* weights : {"open_clip_model.safetensors", "open_clip_pytorch_model.safetensors"})
        if (has("open_clip_config.json") && has(weights)) {
            addNamed({"open_clip_config.json", weights});
            return chosen;
        }

    const bool isPickled =
        std::any_of(repository.begin(), repository.end(), [](const HubFile& f) { return isPickle(f.name); });
    throw Error(
        ErrorKind::BadInput,
        id + (isPickled
                  ? " has its weights as pickle only (.bin, .pt), which can run any code when it is opened "
                    "and is never fetched. See whether a pull request on its page adds "
                    "model.safetensors and name it by --revision refs/pr/N, or choose another model."
                  : " is no CLIP checkpoint: it has no config with safetensors weights beside it."));
}

fs::path fetchModel(const std::string& id, const ModelPlaces& places, const HubSettings& settings,
                    const Job& job) {
    if (!isModelId(id))
        throw Error(ErrorKind::Usage, id + " is no model id; ids look like openai/clip-vit-large-patch14.");
    if (settings.offline)
        throw Error(ErrorKind::Usage, id + " cannot be fetched: HF_HUB_OFFLINE forbids it. Unset it first.");
    if (places.ownFolder.empty())
        throw Error(ErrorKind::Usage, "There is no folder for models: set XDG_DATA_HOME or HOME.");
    const fs::path folder = places.ownFolder / id;
    std::error_code ignored;
    if (fs::exists(folder, ignored))
        throw Error(ErrorKind::Io, folder.string() + " is there already; remove it to fetch the model anew.");

    const Repository repository = listRepository(id, settings, job);
    const std::vector<HubFile> files = checkpointFilesOf(id, repository.files);
    const fs::path hidden =
        folder.parent_path() / ("." + folder.filename().string() + "." + repository.commit + ".part");
    createFolder(hidden);
    checkSpace(files, hidden);
    for (const HubFile& file : files)
        if (!fs::exists(hidden / file.name, ignored))
            download(settings.endpoint + "/" + id + "/resolve/" + repository.commit + "/" + file.name,
                     hidden / file.name, file.expected, settings.download, job);
    std::error_code failure;
    fs::rename(hidden, folder, failure);
    if (failure)
        throw Error(ErrorKind::Io,
                    hidden.string() + " cannot be renamed to " + folder.string() + ": " + failure.message());
    return folder;
}

}  // namespace nounscope
