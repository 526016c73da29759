#include "app/train-starter/label_space.h"

#include <ATen/ATen.h>

#include <cmath>
#include <map>

#include "core/encode/wordnet_space.h"

namespace nounscope {

namespace {

constexpr int fewestOfAncestor = 25;  // pictures that a concept needs to be asked for
constexpr double unnamedWeight =
    0.15;  // of a picture that only its folder describes, drawn that much as often

at::Tensor unit(const at::Tensor& rows) {
    return rows / rows.norm(2, -1, true).clamp_min(1e-12);
}

}  // namespace

LabelSpace makeLabelSpace(const WordNet& wordNet, const std::vector<TrainingPicture>& pictures) {
    LabelSpace space;
    std::map<std::int32_t, int> shown, above;
    for (const TrainingPicture& picture : pictures) {
        if (picture.synset >= 0) ++shown[picture.synset];
        const std::int32_t known = picture.synset >= 0 ? picture.synset : picture.hints.front().synset;
        for (const std::int32_t ancestor : wordNet.ancestors(known)) ++above[ancestor];
    }
    for (const auto& entry : shown) space.synsets.push_back(entry.first);

    const WordNetSpace textSpace(wordNet);
    const at::Tensor classes = textSpace.vectors(space.synsets);
    space.mean = classes.mean(0);
    space.classes = centred(classes, space.mean);

    std::map<std::int32_t, std::int64_t> column;
    for (const auto& [ancestor, count] : above)
        if (count >= fewestOfAncestor && count < static_cast<int>(pictures.size()) * 9 / 10)
            column.emplace(ancestor, static_cast<std::int64_t>(column.size()));

    const auto rows = static_cast<std::int64_t>(pictures.size());
    space.targets = at::zeros({rows, WordNetSpace::width});
    space.ancestors = at::zeros({rows, static_cast<std::int64_t>(column.size())});
    for (std::int64_t row = 0; row < rows; ++row) {
        const TrainingPicture& picture = pictures[static_cast<std::size_t>(row)];
        const auto add = [&](std::int32_t synset, float weight) {
            space.targets[row] += weight * centred(textSpace.vectors({synset}), space.mean)[0];
        };
        if (picture.synset >= 0) add(picture.synset, 1);
        for (const Hint& hint : picture.hints) add(hint.synset, hint.weight);
        const std::int32_t known = picture.synset >= 0 ? picture.synset : picture.hints.front().synset;
        for (const std::int32_t ancestor : wordNet.ancestors(known))
            if (const auto found = column.find(ancestor); found != column.end())
                space.ancestors[row][found->second] = 1;
        space.weights.push_back(picture.synset >= 0 ? 1 / std::sqrt(shown[picture.synset]) : unnamedWeight);
    }
    space.targets = unit(space.targets);
    return space;
}

}  // namespace nounscope
