#include "tests/fuzz/untrusted_readers.h"

#include <ATen/core/Tensor.h>

#include <stdexcept>

#include "core/encode/bpe_tokenizer.h"
#include "core/encode/clip_config.h"
#include "core/encode/clip_text.h"
#include "core/encode/safetensors.h"
#include "core/io/csv.h"
#include "core/io/noun_file.h"
#include "core/io/npy.h"
#include "core/io/text_lines.h"

namespace nounscope::test {

namespace fs = std::filesystem;

namespace {

void require(bool holds, const char* what) {
    if (!holds) throw std::logic_error(what);
}

// Touches every byte, so that a sanitizer sees one that is not the tensor's.
void use(const at::Tensor& tensor) {
    const auto* const bytes = static_cast<const unsigned char*>(tensor.data_ptr());
    unsigned sum = 0;
    for (std::size_t i = 0; i < tensor.nbytes(); ++i) sum += bytes[i];
    [[maybe_unused]] const volatile unsigned kept = sum;
}

void useSafetensors(const fs::path& file) {
    const Safetensors tensors = Safetensors::open(file);
    for (const std::string& name : tensors.names()) use(tensors.tensor(name));
}

void useArray(const fs::path& file) {
    use(readNpy(file));
}

void useFeatures(const fs::path& file) {
    const at::Tensor features = readFeatures(file);
    require(features.dim() == 2 && features.size(0) > 0 && features.scalar_type() == at::kFloat,
            "[rows, width] float32");
    use(features);
}

void useTokenizer(const fs::path& file) {
    const BpeTokenizer tokenizer = BpeTokenizer::open(file);
    const std::vector<std::int32_t> tokens = tokenizer.encode("A dog's caf\u00E9, 1 of 2 <|endoftext|>", 20);
    require(tokens.size() >= 2 && tokens.size() <= 20, "from start to end, no longer than the context");
    for (const std::int32_t token : tokens)
        require(token >= 0 && token < tokenizer.size(), "tokens of the vocabulary");
}

void useConfig(const fs::path& file, CheckpointLayout layout) {
    CheckpointFiles files;
    files.layout = layout;
    files.config = files.preprocessor = file;  // their fields have different names
    const ClipConfig config = readClipConfig(files);
    require(config.transform.crop >= 1 && config.transform.resize >= config.transform.crop,
            "a picture to crop from");
    for (const float deviation : config.transform.deviation)
        require(deviation > 0, "deviations to divide by");
    const ClipArchitecture& clip = config.architecture;
    require(clip.width > 0 && clip.text.context > 0 && clip.text.vocabulary > 0 && clip.vision.grid() > 0,
            "sizes above 0");
    for (const TransformerShape& shape : {clip.text.transformer, clip.vision.transformer})
        require(shape.layers > 0 && shape.mlpWidth > 0 && shape.heads > 0 && shape.width % shape.heads == 0,
                "even heads");
}

void useHuggingFaceConfig(const fs::path& file) {
    useConfig(file, CheckpointLayout::HuggingFace);
}

void useOpenClipConfig(const fs::path& file) {
    useConfig(file, CheckpointLayout::OpenClip);
}

void useText(const fs::path& file) {
    const std::string clean = cleanClipText(readTextFile(file));
    require(findInvalidUtf8(clean) == std::string::npos, "cleaned texts are UTF-8");
    std::size_t position = 0, before = 0;
    for (std::string_view word = nextClipWord(clean, position); !word.empty();
         word = nextClipWord(clean, position)) {
        require(position > before && position <= clean.size(), "words come one after the other");
        before = position;
    }
}

void useTable(const fs::path& file) {
    CsvReader csv(file);
    std::size_t width = 0;
    for (std::vector<std::string> row; csv.next(row); width = row.size())
        require(width == 0 || row.size() == width, "rows are equally long");
}

void useNouns(const fs::path& file) {
    const NounList nouns = readNouns(file).nouns;
    require(!nouns.words.empty() && nouns.words.size() == nouns.glosses.size(),
            "a gloss for each of the nouns");
}

}  // namespace

const std::vector<UntrustedReader>& untrustedReaders() {
    static const std::vector<UntrustedReader> readers{
        {"safetensors", ".safetensors", useSafetensors},
        {"npy", ".npy", useArray},
        {"features", ".npy", useFeatures},
        {"tokenizer", ".json", useTokenizer},
        {"config", ".json", useHuggingFaceConfig},
        {"open-clip-config", ".json", useOpenClipConfig},
        {"text", ".txt", useText},
        {"csv", ".csv", useTable},
        {"nouns", ".csv", useNouns},
        {"json-nouns", ".json", useNouns},
    };
    return readers;
}

}  // namespace nounscope::test
