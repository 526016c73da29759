#include <cstdio>
#include <filesystem>
#include <memory>

#include "app/cli/commands.h"
#include "app/output_folder.h"
#include "core/io/noun_sources.h"
#include "core/model/error.h"

namespace nounscope {

namespace fs = std::filesystem;

namespace {

struct NounsOptions {
    std::string source;
    bool parity = false;
    std::string out;
};

void runNouns(const NounsOptions& options) {
    const NounSource source = NounSource::fromName(options.source);
    if (source.kind == NounSource::Kind::File)
        throw Error(ErrorKind::Usage, "nouns " + options.source + ": choose wordnet or everyday");
    if (options.parity && source.kind != NounSource::Kind::WordNet)
        throw Error(ErrorKind::Usage, "nouns --parity: only the list wordnet has a published form");
    const fs::path out = fs::absolute(options.out).lexically_normal();
    checkOutputFolder(out.parent_path(), {});

    const WordNet wordnet = WordNet::load(WordNet::findDirectory());
    const NounList nouns = options.parity                             ? parityNouns(wordnet)
                           : source.kind == NounSource::Kind::WordNet ? wordNetNouns(wordnet)
                                                                      : everydayNouns(wordnet);
    createOutputFolder(out.parent_path());
    writeNouns(out, nouns);
    std::printf("%zu nouns\nWritten: %s\n", nouns.words.size(), out.c_str());
}

}  // namespace

void addNounsCommand(CLI::App& app) {
    const auto options = std::make_shared<NounsOptions>();
    CLI::App& command = *app.add_subcommand("nouns", "Write a list of nouns with their definitions as CSV");
    command.add_option("LIST", options->source, "wordnet or everyday")->type_name("")->required();
    command.add_flag(
        "--parity", options->parity,
        "wordnet as published work takes it: every synset's words, repeats and underscores kept");
    command.add_option("--out", options->out, "The CSV, with the header word,definition")
        ->type_name("FILE")
        ->required();
    command.footer(
        "Examples:\n"
        "  nounscope-cli nouns everyday --out everyday.csv\n"
        "  nounscope-cli nouns wordnet --parity --out wordnet.csv");
    command.callback([options] { runNouns(*options); });
}

}  // namespace nounscope
