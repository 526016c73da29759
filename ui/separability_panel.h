// How well the filter tells nouns that fit from the rest: ROC where positive nouns are known, else the shape of
// the scores; and what that means in a sentence.
#pragma once

#include <QWidget>
#include <memory>

#include "core/model/filter_comparison.h"
#include "core/model/filter_view.h"
#include "core/model/known_positives.h"

class QCPCurve;
class QCPGraph;

namespace nounscope {

class Plot;
class PositivesDialog;
class WrappedLabel;

class SeparabilityPanel : public QWidget {
    Q_OBJECT
public:
    explicit SeparabilityPanel(QWidget* parent = nullptr);

    void showView(std::shared_ptr<const FilterView> view);
    void showComparison(std::shared_ptr<const FilterComparison> comparison);
    void showPositives(const KnownPositives& positives);

Q_SIGNALS:
    void positivesWanted(const nounscope::PositivesRequest& request);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void showKnown(const KnownSeparability& known);
    void showShape(const FilterView& view);
    QString stabilityText() const;
    QString csv() const;

    std::shared_ptr<const FilterView> m_view;
    std::shared_ptr<const FilterComparison> m_comparison;
    PositivesDialog* m_dialog;
    WrappedLabel* m_figures;
    WrappedLabel* m_meaning;
    Plot* m_plot;
    QCPCurve* m_roc;
    QCPGraph* m_chance;
    QCPGraph* m_low;
    QCPGraph* m_high;
};

}  // namespace nounscope
