// Two results side by side: what a change of settings, or of anything else, did to the clusters and the nouns.
#pragma once

#include <QStringList>
#include <QWidget>
#include <memory>
#include <vector>

#include "core/model/run_comparison.h"

class QComboBox;
class QLabel;
class QListWidget;
class QStackedWidget;
class QTableView;

namespace nounscope {

class ConfusionModel;

class ComparePage : public QWidget {
    Q_OBJECT
public:
    explicit ComparePage(QWidget* parent = nullptr);

    // Results by title, the newest last; the last two are chosen, and asked for.
    void setRuns(const QStringList& titles);
    void showComparison(std::shared_ptr<const RunComparison> comparison);

Q_SIGNALS:
    void comparisonWanted(int before, int after);
    void picturesWanted(const std::vector<int>& pictures, const QString& title);

private:
    void ask();
    void openCell(const QModelIndex& index);

    std::shared_ptr<const RunComparison> m_comparison;
    ConfusionModel* m_model;
    QStackedWidget* m_pages;
    QComboBox* m_before;
    QComboBox* m_after;
    QLabel* m_figures;
    QTableView* m_table;
    QListWidget* m_came;
    QListWidget* m_went;
};

}  // namespace nounscope
