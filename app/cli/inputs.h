// What a run computes from: pictures and nouns, embedded here or elsewhere, brought to one shape and checked.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/cli/options.h"
#include "app/cli/run_context.h"
#include "app/wordnet_on_demand.h"
#include "core/io/embedding_store.h"
#include "core/io/report.h"
#include "core/io/result_files.h"
#include "core/pipeline.h"

namespace nounscope {

// What the run stands on so far. Each function below fills its part and appends the time it took.
struct Run {
    RunInputs inputs;
    Features features;
    std::vector<StageTime> times;
    Reuse reuse;
};

// Throws, before any work is done, as findCheckpoint does for a model that is not there.
void checkModel(const ModelOptions& options);

// The encoder named by --model, which may keep a reference into `wordnet`. Tells what it is.
std::unique_ptr<Encoder> loadEncoder(const ModelOptions& options, WordNetOnDemand& wordnet,
                                     RunContext& context);

// --templates: the prompts themselves.
std::vector<std::string> loadTemplates(const std::string& source);

// --nouns wordnet|everyday|FILE. A file's repeated entries are left out, with a note, where each noun is
// scored once.
NounList loadNouns(const std::string& source, WordNetOnDemand& wordnet, RunContext& context);

// Finds the pictures below the folders.
void scanPictures(const std::vector<std::string>& folders, const PictureOptions& options, RunContext& context,
                  Run& run);

// What embeddings of earlier runs are taken from; null with --no-cache. Tells why it cannot be used, if so.
std::unique_ptr<EmbeddingStore> openStore(const CacheOptions& options, RunContext& context);

// Embeds every picture that can be read; tells how many could not, and how many the store knew. Throws
// Error(BadInput) when none could. store: may be null.
void embedPictures(const PictureOptions& options, const Encoder& encoder, EmbeddingStore* store,
                   RunContext& context, Run& run);

// Embeds the nouns of run.inputs; tells which ones the encoder does not know. Throws Error(BadInput) when it
// knows none. store: may be null.
void embedNouns(const ModelOptions& options, const Encoder& encoder, EmbeddingStore* store,
                RunContext& context, Run& run);

// Features from files. Pictures are then named by row numbers; there must be as many nouns as rows.
void readImageFeatures(const std::string& file, RunContext& context, Run& run);
void readNounFeatures(const std::string& file, const std::string& nouns, RunContext& context, Run& run);

// --pins and --bans as rows of features.nouns; case is ignored. Nouns that are not among them are told, not
// refused.
NounWishes readWishes(const WishOptions& options, const Run& run, RunContext& context);

}  // namespace nounscope
