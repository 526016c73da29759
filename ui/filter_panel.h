// The noun filter's settings, the number of nouns that it keeps, and what the other filters would come to.
#pragma once

#include <QWidget>

#include <memory>
#include <vector>

#include "core/model/filter_comparison.h"
#include "core/model/result.h"
#include "core/model/settings.h"
#include "ui/filter_table_model.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QTableView;
class QToolButton;

namespace nounscope {

class KCurve;
class ValueSlider;

class FilterPanel : public QWidget {
    Q_OBJECT
public:
    explicit FilterPanel(QWidget* parent = nullptr);

    MethodSettings settings() const;
    void setSettings(const MethodSettings& settings);  // tells nobody
    void setDefaults(const MethodSettings& defaults);  // the marks, and what Reset goes back to

    // What the last run chose where a slider stands on auto.
    void showResolved(int proxies, int clusters);
    void showCounts(qint64 kept, qint64 all);
    void showComparison(std::shared_ptr<const FilterComparison> comparison);  // null: it is being made
    void showKCurve(const std::vector<KCurvePoint>& curve);                   // empty: there is none yet

Q_SIGNALS:
    void filterDragged(const nounscope::FilterSettings& filter);   // scores can follow at once
    void methodRested(const nounscope::MethodSettings& settings);  // clusters may follow

private:
    ValueSlider* addSlider(const QString& name, const QString& tip, const struct ValueRange& range);
    void addComparison();
    void choose(FilterKind kind);
    void popUpKCurve();
    void drag();

    MethodSettings m_settings;  // what no control here speaks of stays as it came
    MethodSettings m_defaults;
    QGridLayout* m_grid;
    QComboBox* m_kind;
    ValueSlider* m_temperature;
    ValueSlider* m_norm;
    ValueSlider* m_nounsPerCenter;
    ValueSlider* m_scoreCut;
    ValueSlider* m_proxies;
    ValueSlider* m_tau;
    ValueSlider* m_clusters;
    QToolButton* m_plotK;
    KCurve* m_kCurve;
    std::vector<KCurvePoint> m_curve;
    int m_foundClusters = 0;
    QLabel* m_counts;
    FilterTableModel m_comparison;
    QTableView* m_filters;
};

}  // namespace nounscope
