// The noun filter's settings, and the number of nouns that it keeps.
#pragma once

#include <QWidget>

#include "core/model/settings.h"

class QComboBox;
class QGridLayout;
class QLabel;

namespace nounscope {

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

Q_SIGNALS:
    void filterDragged(const nounscope::FilterSettings& filter);   // scores can follow at once
    void methodRested(const nounscope::MethodSettings& settings);  // clusters may follow

private:
    ValueSlider* addSlider(const QString& name, const QString& tip, const struct ValueRange& range);
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
    QLabel* m_counts;
};

}  // namespace nounscope
