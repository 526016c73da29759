#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "core/io/embedding_store.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

double mebibytes(std::int64_t bytes) {
    return static_cast<double>(bytes) / (1 << 20);
}

void tellNotes(EmbeddingStore& store) {
    for (const std::string& note : store.takeNotes()) std::fprintf(stderr, "%s\n", note.c_str());
}

void showStore(const fs::path& file) {
    if (!fs::exists(file)) {
        std::printf("Nothing is kept yet. Embeddings will be in %s\n", file.c_str());
        return;
    }
    EmbeddingStore store(file);
    const StoreContents contents = store.contents();
    tellNotes(store);
    std::printf("%s\n%.1f MiB: %lld pictures, %lld unreadable ones, %lld nouns\n", file.c_str(),
                mebibytes(store.bytes()), static_cast<long long>(contents.pictures),
                static_cast<long long>(contents.failures), static_cast<long long>(contents.nouns));
}

void clearStore(const fs::path& file) {
    if (!fs::exists(file)) {
        std::puts("Nothing is kept: there is nothing to clear");
        return;
    }
    EmbeddingStore store(file);
    const std::int64_t before = store.bytes();
    const bool cleared = store.clear();
    tellNotes(store);
    if (!cleared)
        throw Error(ErrorKind::Io, file.string() + " could not be cleared; delete the file yourself");
    std::printf("%.1f MiB freed, %.1f MiB left in %s\n", mebibytes(before - store.bytes()),
                mebibytes(store.bytes()), file.c_str());
}

}  // namespace

void addCacheCommand(CLI::App& app) {
    const auto options = std::make_shared<CacheOptions>();
    CLI::App& command = *app.add_subcommand("cache", "Show, or clear, the embeddings kept between runs");
    options->addFolderTo(command);
    CLI::App& clear = *command.add_subcommand("clear", "Forget all embeddings and free their space");
    clear.fallthrough();
    command.footer("Examples:\n  nounscope-cli cache\n  nounscope-cli cache clear");
    command.callback([options, &clear] {
        if (clear.parsed())
            clearStore(options->file());
        else
            showStore(options->file());
    });
}

}  // namespace nounscope
