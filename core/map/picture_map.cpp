#include "core/map/picture_map.h"

#include <ATen/ops/isfinite.h>
#include <ATen/ops/sum.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "core/map/nearest_neighbors.h"
#include "core/map/neighbor_graph.h"
#include "core/map/neighbor_layout.h"
#include "core/map/principal_components.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

constexpr double radius = 10;  // of the map that the layout begins with
constexpr std::int64_t fewRows = 10'000;

at::Tensor checkedRows(const at::Tensor& rows) {
    if (!std::isfinite(rows.sum().item<float>())) {  // one look at all; which row it is matters only then
        const at::Tensor unusable = rows.isfinite().all(1).logical_not().nonzero();
        if (unusable.size(0) > 0)
            throw Error(ErrorKind::BadInput, "row " + std::to_string(unusable[0][0].item<std::int64_t>()) +
                                                 " of the features holds a number that is not finite");
    }
    return rows.cpu().contiguous();
}

// The first two columns, so scaled that the farthest point is `radius` away from the middle.
MapLayout planeOf(const at::Tensor& components) {
    const float* row = components.data_ptr<float>();
    MapLayout layout(static_cast<std::size_t>(components.size(0)));
    float farthest = 0;
    for (MapPoint& point : layout) {
        point = {row[0], row[1]};
        farthest = std::max({farthest, std::abs(point.x), std::abs(point.y)});
        row += components.size(1);
    }
    const float scale = farthest > 0 ? static_cast<float>(radius) / farthest : 0;
    for (MapPoint& point : layout) point = {point.x * scale, point.y * scale};
    return layout;
}

// Rows that are equal, or differ in other directions only, must not stay on one point.
void scatter(MapLayout& layout) {
    constexpr double step = 2.399963229728653;  // the golden angle: no two points in the same direction
    for (std::size_t i = 0; i < layout.size(); ++i) {
        const double angle = step * static_cast<double>(i);
        layout[i].x += static_cast<float>(0.01 * std::cos(angle));
        layout[i].y += static_cast<float>(0.01 * std::sin(angle));
    }
}

void centre(MapLayout& layout) {
    double x = 0, y = 0;
    for (const MapPoint& point : layout) {
        x += point.x;
        y += point.y;
    }
    const auto count = static_cast<double>(layout.size());
    for (MapPoint& point : layout) {
        point.x -= static_cast<float>(x / count);
        point.y -= static_cast<float>(y / count);
    }
}

}  // namespace

std::shared_ptr<const MapLayout> principalMap(const at::Tensor& rows, const Job& job) {
    return std::make_shared<const MapLayout>(planeOf(principalComponents(checkedRows(rows), 2, job)));
}

std::shared_ptr<const MapLayout> pictureMap(const at::Tensor& given, const MapSettings& settings,
                                            const MapSink& sink, const Job& job) {
    const at::Tensor components =
        principalComponents(checkedRows(given), std::max(settings.directions, 2), job);
    MapLayout layout = planeOf(components);
    if (sink) sink(std::make_shared<const MapLayout>(layout));
    const std::int64_t rows = components.size(0);
    if (rows > 2) {  // two points are a line however they lie
        const std::int64_t neighbors = std::min<std::int64_t>(settings.neighbors, rows - 1);
        const NeighborGraph graph = neighborGraph(nearestNeighbors(components, neighbors, job));
        NeighborLayoutSettings moving;
        moving.epochs = settings.epochs > 0 ? settings.epochs : rows <= fewRows ? 500 : 200;
        moving.seed = settings.seed;
        scatter(layout);
        layout = neighborLayout(graph, std::move(layout), moving, sink, job);
        centre(layout);
    }
    return std::make_shared<const MapLayout>(std::move(layout));
}

}  // namespace nounscope
