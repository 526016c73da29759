// Where pictures stand on the map: one immutable value from the computing thread to the window.
#pragma once

#include <functional>
#include <memory>
#include <vector>

namespace nounscope {

struct MapPoint {
    float x = 0, y = 0;
};

// A point a row of the features, in units of its own; the middle of all is at 0, 0.
using MapLayout = std::vector<MapPoint>;

// Told of a layout while it takes shape; see pictureMap.
using MapSink = std::function<void(std::shared_ptr<const MapLayout>)>;

}  // namespace nounscope
