// The last results of the folder that is open, kept to be compared.
#pragma once

#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <deque>

#include "core/measure/compare_runs.h"

namespace nounscope {

class RunHistory : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~RunHistory() override { m_pool.waitForDone(); }

    // Parts of the result to come; its clusters complete it. clear: another folder.
    void setItems(std::shared_ptr<const ImageItems> items) { m_next.items = std::move(items); }
    void setNouns(std::shared_ptr<const NounList> nouns) { m_next.nouns = std::move(nouns); }
    void setFilter(std::shared_ptr<const FilterView> filter) { m_next.filter = std::move(filter); }
    void add(std::shared_ptr<const ClusterView> clusters);
    void clear();

    QStringList titles() const;

    // Compares two of them by their places in titles(), on another thread; the last one asked for is told.
    void compare(int before, int after);

Q_SIGNALS:
    void changed();
    void compared(std::shared_ptr<const nounscope::RunComparison> comparison);

private:
    RunSnapshot m_next;
    std::deque<RunSnapshot> m_runs;
    int m_added = 0;
    int m_asked = 0;
    QThreadPool m_pool;
};

}  // namespace nounscope
