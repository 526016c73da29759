#include "tests/synthetic_embeddings.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>

namespace nounscope::test {
namespace {

at::Tensor unit(const at::Tensor& rows) {
    return rows / rows.norm(2, -1, true);
}

class Generator {
public:
    explicit Generator(const SyntheticSettings& settings)
        : m_settings(settings), m_random(at::make_generator<at::CPUGeneratorImpl>(settings.seed)) {
        const std::int64_t groupCount = std::max(2, settings.classes / 4);
        const at::Tensor groups = unit(normal(groupCount));
        const at::Tensor group = at::arange(settings.classes, at::kLong).remainder(groupCount);
        m_classes = unit(0.6 * groups.index_select(0, group) + 0.8 * unit(normal(settings.classes)));
    }

    at::Tensor labels() {
        const double evenness = m_settings.hard ? 0.7 : 5;  // of the Dirichlet distribution of class sizes
        const at::Tensor sizes =
            at::_sample_dirichlet(at::full({m_settings.classes}, evenness, at::kDouble), m_random);
        return at::multinomial(sizes, m_settings.images, true, m_random);
    }

    at::Tensor images(const at::Tensor& labels) {
        const at::Tensor gap = unit(normal(1));
        at::Tensor noise = normal(m_settings.images);
        if (m_settings.hard) noise = stretch(noise);
        return unit(1.2 * gap + 0.9 * m_classes.index_select(0, labels) +
                    1.3 * m_settings.spread * scaled(noise));
    }

    // The first rows name classes, some strongly, some hardly.
    at::Tensor nouns(std::int64_t positives) {
        const at::Tensor gap = unit(normal(1));
        const at::Tensor named = at::randint(m_settings.classes, {positives}, m_random, at::kLong);
        const at::Tensor amount = 0.55 + 0.45 * at::rand({positives, 1}, m_random);
        const at::Tensor positive =
            unit(1.2 * gap + amount * m_classes.index_select(0, named) + 0.5 * scaled(normal(positives)));
        const std::int64_t others = m_settings.nouns - positives;
        const at::Tensor topics = unit(normal(std::max<std::int64_t>(50, others / 100)));
        const at::Tensor topic = at::randint(topics.size(0), {others}, m_random, at::kLong);
        const at::Tensor other =
            unit(1.2 * gap + 0.9 * topics.index_select(0, topic) + 0.6 * scaled(normal(others)));
        return at::cat({positive, other});
    }

    at::Tensor shuffledOrder() { return at::randperm(m_settings.nouns, m_random, at::kLong); }

private:
    at::Tensor normal(std::int64_t rows) { return at::randn({rows, m_settings.width}, m_random); }

    // Rows of expected length 1.
    at::Tensor scaled(const at::Tensor& noise) const {
        return noise / std::sqrt(static_cast<double>(m_settings.width));
    }

    // Noise whose deviation falls by a power law along the axes of a random basis; its mean square stays.
    at::Tensor stretch(const at::Tensor& noise) {
        const at::Tensor spectrum = at::arange(1, m_settings.width + 1, at::kFloat).pow(-0.6);
        const at::Tensor deviations = spectrum / spectrum.square().mean().sqrt();
        const at::Tensor basis = std::get<0>(at::linalg_qr(normal(m_settings.width)));
        return at::mm(noise * deviations, basis.t());
    }

    SyntheticSettings m_settings;
    at::Generator m_random;
    at::Tensor m_classes;
};

}  // namespace

SyntheticEmbeddings syntheticEmbeddings(const SyntheticSettings& settings) {
    const c10::InferenceMode inference;
    Generator generator(settings);
    const at::Tensor labels = generator.labels();
    SyntheticEmbeddings result;
    result.images = generator.images(labels);
    result.labels.assign(labels.data_ptr<std::int64_t>(), labels.data_ptr<std::int64_t>() + labels.numel());

    const std::int64_t positives =
        std::min(settings.nouns, std::max<std::int64_t>(6 * settings.classes, settings.nouns / 200));
    const at::Tensor sorted = generator.nouns(positives);
    const at::Tensor order = generator.shuffledOrder();
    result.nouns = sorted.index_select(0, order);
    for (std::int64_t noun = 0; noun < settings.nouns; ++noun)
        result.positive.push_back(order.data_ptr<std::int64_t>()[noun] < positives);
    return result;
}

}  // namespace nounscope::test
