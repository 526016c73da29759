#include "app/cli/inputs.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "app/environment.h"
#include "app/load_nouns.h"
#include "app/open_encoder.h"
#include "core/encode/embed_images.h"
#include "core/encode/embed_nouns.h"
#include "core/encode/prompt_templates.h"
#include "core/io/image_folder.h"
#include "core/io/noun_file.h"
#include "core/io/npy.h"
#include "core/io/text_lines.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

// "12 pictures", "1 picture"
std::string counted(std::size_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::vector<std::int64_t> allRows(std::int64_t count) {
    std::vector<std::int64_t> rows(static_cast<std::size_t>(count));
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

// ASCII only: enough for the case in which people write the nouns of a list.
std::string lowerCase(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

using RowsByWord = std::unordered_map<std::string, std::vector<std::int64_t>>;

std::vector<std::int64_t> readWished(const std::string& option, const std::string& file,
                                     const RowsByWord& rowsByWord, RunContext& context) {
    std::vector<std::int64_t> wished;
    if (file.empty()) return wished;
    TextLines lines(file, readUtf8File(file));
    for (std::string_view line; lines.next(line);) {
        if (line.empty()) continue;
        const auto found = rowsByWord.find(lowerCase(line));
        if (found == rowsByWord.end())
            context.note(option + " " + file + ": \"" + std::string(line) +
                         "\" is not among the nouns; left out.");
        else
            wished.insert(wished.end(), found->second.begin(), found->second.end());
    }
    return wished;
}

void tellNotes(EmbeddingStore* store, RunContext& context) {
    if (!store) return;
    for (const std::string& note : store->takeNotes()) context.note(note);
}

}  // namespace

std::unique_ptr<EmbeddingStore> openStore(const CacheOptions& options, RunContext& context) {
    if (options.off) return nullptr;
    auto store = std::make_unique<EmbeddingStore>(options.file());
    tellNotes(store.get(), context);
    return store;
}

void checkModel(const ModelOptions& options) {
    if (options.model != starterModel)
        findCheckpoint(options.model, ModelPlaces::fromEnvironment(environmentVariable));
    else if (options.precision != "auto" && options.precision != "fp32")
        throw Error(ErrorKind::Usage,
                    "--precision " + options.precision + ": the starter model computes in fp32 only");
}

std::unique_ptr<Encoder> loadEncoder(const ModelOptions& options, WordNetOnDemand& wordnet,
                                     RunContext& context) {
    if (options.model == starterModel)
        context.note(
            "The starter encoder is for drawings, icons and a first look; for photographs CLIP is the tool.");
    auto encoder = openEncoder(options.model, options.precision, context.device(),
                               ModelPlaces::fromEnvironment(environmentVariable), wordnet);
    if (options.model != starterModel) {
        const EncoderInfo info = encoder->info();
        context.note(info.id + ", " + info.precision + " on " + context.device().str() + ".");
    }
    return encoder;
}

std::vector<std::string> loadTemplates(const std::string& source) {
    if (source == "ensemble") return ensembleTemplates();
    if (source == "raw") return rawTemplates();
    return readTemplates(source);
}

NounList loadNouns(const std::string& source, WordNetOnDemand& wordnet, RunContext& context) {
    NounFile read = loadNouns(source, wordnet);
    if (read.repeated > 0)
        context.note(source + ": " + std::to_string(read.repeated) + " repeated nouns taken once.");
    return std::move(read.nouns);
}

void scanPictures(const std::vector<std::string>& folders, const PictureOptions& options, RunContext& context,
                  Run& run) {
    const std::vector<fs::path> roots(folders.begin(), folders.end());
    run.inputs.items = timed(run.times, "scan folders",
                             [&] { return scanImageFolders(roots, options.settings, context.job()); });
}

void embedPictures(const PictureOptions& options, const Encoder& encoder, EmbeddingStore* store,
                   RunContext& context, Run& run) {
    ImageItems& items = run.inputs.items;
    EmbedOptions embedding;
    embedding.threads = context.threads();
    embedding.batch = options.batch;
    embedding.store = store;
    ImageEmbeddings embedded = timed(run.times, "embed images", [&] {
        return embedImages(items, encoder, options.settings, embedding, context.job());
    });
    tellNotes(store, context);
    run.reuse.images = embedded.reused;
    if (embedded.reused > 0)
        context.note(counted(static_cast<std::size_t>(embedded.reused), "picture") + " of " +
                     std::to_string(items.size()) + " known from an earlier run.");
    const auto isBroken = [](const ImageItem& item) { return !item.error.empty(); };
    const auto broken = std::find_if(items.begin(), items.end(), isBroken);
    const std::string example = broken == items.end() ? "" : broken->path + ": " + broken->error;
    if (embedded.rows.empty())
        throw Error(ErrorKind::BadInput,
                    "None of " + counted(items.size(), "picture") + " could be read. " + example);
    if (broken != items.end())
        context.note(counted(items.size() - embedded.rows.size(), "picture") + " of " +
                     std::to_string(items.size()) + " could not be read, such as " + example);
    run.features.images = embedded.features.to(context.device());
    run.inputs.imageRows = std::move(embedded.rows);
}

void embedNouns(const ModelOptions& options, const Encoder& encoder, EmbeddingStore* store,
                RunContext& context, Run& run) {
    const std::vector<std::string>& words = run.inputs.nouns.words;
    const std::vector<std::string> templates = loadTemplates(options.templates);
    auto [embedded, reused] = timed(run.times, "embed nouns", [&] {
        return embedNouns(run.inputs.nouns, templates, encoder, store, context.job());
    });
    tellNotes(store, context);
    run.reuse.nouns = reused;
    if (embedded.rows.empty())
        throw Error(ErrorKind::BadInput, "The model knows none of " + counted(words.size(), "noun") +
                                             ", such as \"" + words.front() + "\"; choose another list");
    if (!embedded.unknown.empty())
        context.note(counted(embedded.unknown.size(), "noun") + " of " + std::to_string(words.size()) +
                     " unknown to the model and left out, such as \"" +
                     words[static_cast<std::size_t>(embedded.unknown.front())] + "\".");
    run.features.nouns = embedded.features.to(context.device());
    run.inputs.nounRows = std::move(embedded.rows);
}

void readImageFeatures(const std::string& file, RunContext& context, Run& run) {
    run.features.images = readFeatures(file).to(context.device());
    run.inputs.items = numberedItems(run.features.images.size(0));
    run.inputs.imageRows = allRows(run.features.images.size(0));
}

void readNounFeatures(const std::string& file, const std::string& nouns, RunContext& context, Run& run) {
    if (nouns == "wordnet" || nouns == "everyday")
        throw Error(
            ErrorKind::Usage,
            "--nouns " + nouns + ": with --noun-embeddings, give the FILE of the nouns that were embedded");
    run.inputs.nouns = readNouns(nouns, NounEntries::Every).nouns;
    run.features.nouns = readFeatures(file).to(context.device());
    const auto rows = static_cast<std::size_t>(run.features.nouns.size(0));
    if (rows != run.inputs.nouns.words.size())
        throw Error(ErrorKind::BadInput, file + " has " + counted(rows, "row") + ", but " + nouns + " has " +
                                             counted(run.inputs.nouns.words.size(), "noun") +
                                             "; give the list that was embedded, in the same order");
    run.inputs.nounRows = allRows(run.features.nouns.size(0));
}

NounWishes readWishes(const WishOptions& options, const Run& run, RunContext& context) {
    NounWishes wishes;
    if (options.pins.empty() && options.bans.empty()) return wishes;
    RowsByWord rowsByWord;
    for (std::size_t row = 0; row < run.inputs.nounRows.size(); ++row)
        rowsByWord[lowerCase(run.inputs.nouns.words[static_cast<std::size_t>(run.inputs.nounRows[row])])]
            .push_back(static_cast<std::int64_t>(row));
    wishes.pinned = readWished("--pins", options.pins, rowsByWord, context);
    wishes.banned = readWished("--bans", options.bans, rowsByWord, context);
    return wishes;
}

}  // namespace nounscope
