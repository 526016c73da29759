#include "app/train-starter/train_network.h"

#include <ATen/autocast_mode.h>
#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <future>
#include <numeric>
#include <random>

#include "app/train-starter/augment.h"
#include "app/train-starter/trainable_network.h"
#include "core/encode/starter_picture.h"

namespace nounscope {

namespace {

struct Batch {
    torch::Tensor pictures;  // [B, 3, side, side] float32
    torch::Tensor rows;      // [B] int64
};

// Draws pictures by their weights, with replacement, and looks at each anew.
class Drawer {
public:
    Drawer(const std::vector<TrainingPicture>& pictures, const LabelSpace& labels,
           const std::vector<std::int64_t>& rows, const NetworkTraining& settings)
        : m_pictures(pictures),
          m_rows(rows),
          m_settings(settings),
          m_random(static_cast<std::uint32_t>(settings.seed)) {
        for (const std::int64_t row : rows)
            m_cumulative.push_back((m_cumulative.empty() ? 0 : m_cumulative.back()) +
                                   labels.weights[static_cast<std::size_t>(row)]);
    }

    Batch draw() {
        const std::int64_t side = starterPictureSide;
        Augmenter augmenter(m_random(), starterPictureSide);
        Batch batch{torch::empty({m_settings.batch, side, side, 3}, torch::kByte),
                    torch::empty({m_settings.batch}, torch::kLong)};
        for (std::int64_t i = 0; i < m_settings.batch; ++i) {
            const double at = m_random() / 4294967296.0 * m_cumulative.back();
            const std::size_t index = std::min<std::size_t>(
                static_cast<std::size_t>(std::upper_bound(m_cumulative.begin(), m_cumulative.end(), at) -
                                         m_cumulative.begin()),
                m_rows.size() - 1);
            const std::int64_t row = m_rows[index];
            const cv::Mat look = augmenter.look(m_pictures[static_cast<std::size_t>(row)].picture);
            std::copy_n(look.data, side * side * 3, batch.pictures[i].data_ptr<std::uint8_t>());
            batch.rows.data_ptr<std::int64_t>()[i] = row;
        }
        // channels stay last in memory, which the convolutions like best
        batch.pictures = batch.pictures.permute({0, 3, 1, 2}).to(torch::kFloat).div_(255);
        return batch;
    }

private:
    const std::vector<TrainingPicture>& m_pictures;
    const std::vector<std::int64_t>& m_rows;
    const NetworkTraining& m_settings;
    std::vector<double> m_cumulative;
    std::mt19937 m_random;
};

// An exponential moving average of parameters and running statistics.
class Average {
public:
    explicit Average(const TrainableNetwork& network) : m_network(network) {
        for (const torch::Tensor& tensor : tensors()) m_average.push_back(tensor.detach().clone());
    }
    void update(double keep) {
        const torch::NoGradGuard guard;
        const std::vector<torch::Tensor> current = tensors();
        for (std::size_t i = 0; i < current.size(); ++i) m_average[i].lerp_(current[i].detach(), 1 - keep);
    }
    void store() const {
        const torch::NoGradGuard guard;
        const std::vector<torch::Tensor> current = tensors();
        for (std::size_t i = 0; i < current.size(); ++i) current[i].copy_(m_average[i]);
    }

private:
    std::vector<torch::Tensor> tensors() const {
        std::vector<torch::Tensor> all = m_network->parameters();
        for (const torch::Tensor& buffer : m_network->buffers())
            if (buffer.is_floating_point()) all.push_back(buffer);
        return all;
    }
    TrainableNetwork m_network;
    std::vector<torch::Tensor> m_average;
};

double learningRate(const NetworkTraining& settings, std::int64_t step, std::int64_t steps) {
    const double warm = 0.03 * static_cast<double>(steps), at = static_cast<double>(step);
    if (at < warm) return settings.learningRate * (at + 1) / warm;
    return settings.learningRate * 0.5 *
           (1 + std::cos(M_PI * (at - warm) / (static_cast<double>(steps) - warm)));
}

torch::Tensor lossOf(const TrainableNetworkImpl::Output& output, const Batch& batch, const LabelSpace& labels,
                     const NetworkTraining& settings) {
    const torch::Tensor target = labels.targets.index_select(0, batch.rows);
    const torch::Tensor soft = torch::softmax(target.mm(labels.classes.t()) / settings.targetTau, 1);
    const torch::Tensor embedding = torch::nn::functional::normalize(output.embedding);
    const torch::Tensor logits = embedding.mm(labels.classes.t()) / settings.tau;
    const torch::Tensor crossEntropy = -(soft * torch::log_softmax(logits, 1)).sum(1).mean();
    const torch::Tensor above = torch::binary_cross_entropy_with_logits(
        output.ancestors, labels.ancestors.index_select(0, batch.rows));
    return crossEntropy + settings.ancestorLoss * above;
}

}  // namespace

std::map<std::string, at::Tensor> trainNetwork(const std::vector<TrainingPicture>& pictures,
                                               const LabelSpace& labels,
                                               const std::vector<std::int64_t>& rows,
                                               const NetworkTraining& settings, const Job& job) {
    torch::manual_seed(settings.seed);
    TrainableNetwork network(labels.targets.size(1), labels.ancestors.size(1));
    network->to(torch::kFloat);
    for (torch::Tensor& parameter : network->parameters())
        if (parameter.dim() == 4) parameter.set_data(parameter.contiguous(at::MemoryFormat::ChannelsLast));
    std::vector<torch::Tensor> decayed, others;
    for (const torch::Tensor& parameter : network->parameters())
        (parameter.dim() > 1 ? decayed : others).push_back(parameter);
    torch::optim::AdamW optimizer(
        {torch::optim::OptimizerParamGroup(decayed), torch::optim::OptimizerParamGroup(others)},
        torch::optim::AdamWOptions(settings.learningRate).weight_decay(settings.weightDecay));
    static_cast<torch::optim::AdamWOptions&>(optimizer.param_groups()[1].options()).weight_decay(0);
    Average average(network);
    Drawer drawer(pictures, labels, rows, settings);

    const std::int64_t perEpoch = static_cast<std::int64_t>(rows.size()) / settings.batch;
    const std::int64_t steps = perEpoch * settings.epochs;
    StageProgress progress(job, "Training the network", steps * settings.batch);
    const auto launch = settings.prefetch ? std::launch::async : std::launch::deferred;
    std::future<Batch> next = std::async(launch, [&] { return drawer.draw(); });
    for (std::int64_t step = 0; step < steps; ++step) {
        const Batch batch = next.get();
        next = std::async(launch, [&] { return drawer.draw(); });
        for (auto& group : optimizer.param_groups())
            static_cast<torch::optim::AdamWOptions&>(group.options()).lr(learningRate(settings, step, steps));
        at::autocast::set_cpu_enabled(settings.bf16);
        at::autocast::set_autocast_cpu_dtype(at::kBFloat16);
        const TrainableNetworkImpl::Output output = network->forward(batch.pictures);
        at::autocast::set_cpu_enabled(false);
        at::autocast::clear_cache();
        const torch::Tensor loss = lossOf(output, batch, labels, settings);
        optimizer.zero_grad();
        loss.backward();
        torch::nn::utils::clip_grad_norm_(network->parameters(), 5.0);
        optimizer.step();
        average.update(std::min(settings.averaging,
                                (1.0 + static_cast<double>(step)) / (10.0 + static_cast<double>(step))));
        progress.advance(settings.batch);
    }
    average.store();
    network->eval();
    const torch::NoGradGuard guard;
    return network->exportFolded();
}

}  // namespace nounscope
