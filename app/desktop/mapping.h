// The map of the result on screen: asked for when somebody looks at it, drawn beside the computing thread.
#pragma once

#include <QObject>

#include "app/desktop/map_builder.h"

namespace nounscope {

class ComputeWorker;
class MapPage;

class Mapping : public QObject {
    Q_OBJECT
public:
    Mapping(MapPage& page, ComputeWorker& worker, QObject* parent = nullptr);

Q_SIGNALS:
    void settled();  // the map stands, or there is a reason why not

private:
    MapBuilder m_builder;
};

}  // namespace nounscope
