// report.json: what a run did, with what, how long it took and how good it is, so that it can be repeated and
// compared.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/encode/encoder.h"
#include "core/io/result_files.h"
#include "core/model/result.h"
#include "core/model/settings.h"
#include "core/pipeline.h"

namespace nounscope {

// How much came from the embedding store.
struct Reuse {
    std::int64_t images = 0, nouns = 0;
};

// What only the caller knows of a run; the rest stands in its inputs and results.
struct RunReport {
    std::vector<std::string> images;     // folders or feature files, as given
    std::string nouns;                   // list or file, as given
    std::optional<EncoderInfo> encoder;  // none: features from elsewhere
    MethodSettings settings;
    PictureSettings pictures;
    std::string device;
    int threads = 0;
    std::vector<StageTime> stages;
    Reuse reuse;
    std::optional<ExternalMetrics> external;  // where labels were given
    FilterQuality filterQuality;
};

// The text of report.json: adds the program's versions, the BLAS in use and the process's peak memory. Numbers that are not
// finite are null.
std::string reportText(const RunReport& report, const RunInputs& inputs, const FilterResult& filtered,
                       const ClusterResult& clustered);

// Written whole or not at all; throws Error(Io).
void writeReport(const std::filesystem::path& file, const std::string& text);

// Words of the nouns given that could not be embedded.
std::vector<std::string> unknownNouns(const RunInputs& inputs);

// How the label-free separability of a filter is told, here and by the command line.
nlohmann::ordered_json separabilityJson(const BlindSeparability& shape);

}  // namespace nounscope
