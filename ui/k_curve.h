// How clear the groups are for each number of clusters, to choose one from.
#pragma once

#include <QFrame>
#include <vector>

#include "core/model/result.h"

class QLabel;
class QCPGraph;
class QCPItemStraightLine;

namespace nounscope {

class Plot;

// A popup: a click, or the arrow keys and Enter, take a k and close it; Esc closes it.
class KCurve : public QFrame {
    Q_OBJECT
public:
    explicit KCurve(QWidget* parent = nullptr);

    void setCurve(std::vector<KCurvePoint> curve, int chosen);

Q_SIGNALS:
    void kChosen(int k);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void mark(int point);
    int pointAt(const QPoint& position) const;
    void take();
    QString csv() const;

    std::vector<KCurvePoint> m_curve;
    int m_marked = -1;
    Plot* m_plot;
    QCPGraph* m_graph;
    QCPGraph* m_taken;
    QCPItemStraightLine* m_line;
    QLabel* m_facts;
};

}  // namespace nounscope
