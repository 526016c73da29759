// Fills the Compare tab: every finished result of a folder can be compared with the others.
#pragma once

#include <QObject>

#include "app/desktop/run_history.h"

namespace nounscope {

class ComparePage;
class ComputeWorker;

class Comparing : public QObject {
    Q_OBJECT
public:
    Comparing(ComparePage& page, ComputeWorker& worker, QObject* parent = nullptr);

    void clear() { m_history.clear(); }  // another folder

private:
    RunHistory m_history;
};

}  // namespace nounscope
