// How well the filter tells nouns that fit from the rest: ROC where positive nouns are known, else the shape of
// the scores; and what that means in a sentence.
#pragma once

#include <QWidget>
#include <memory>

#include "core/model/filter_view.h"

class QLabel;
class QCPCurve;
class QCPGraph;

namespace nounscope {

class Plot;

class SeparabilityPanel : public QWidget {
    Q_OBJECT
public:
    explicit SeparabilityPanel(QWidget* parent = nullptr);

    void showView(std::shared_ptr<const FilterView> view);

private:
    void showKnown(const KnownSeparability& known);
    void showShape(const FilterView& view);
    QString csv() const;

    std::shared_ptr<const FilterView> m_view;
    QLabel* m_figures;
    QLabel* m_meaning;
    Plot* m_plot;
    QCPCurve* m_roc;
    QCPGraph* m_chance;
    QCPGraph* m_low;
    QCPGraph* m_high;
};

}  // namespace nounscope
