// The scores of all nouns, the kept ones in colour: how far what fits the pictures stands apart from the rest of
// the dictionary. The cut can be dragged; the wheel zooms, a drag pans, a drag with Shift zooms into what it covers,
// a double click shows all again.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "core/model/filter_view.h"
#include "core/model/noun_list.h"

class QCheckBox;
class QLabel;
class QCPBars;
class QCPItemStraightLine;

namespace nounscope {

class Plot;

class NounHistogram : public QWidget {
    Q_OBJECT
public:
    explicit NounHistogram(QWidget* parent = nullptr);

    void showView(std::shared_ptr<const FilterView> view,
                  std::shared_ptr<const std::vector<std::string>> words);
    void setCurrentNoun(qint64 noun);  // a tick on the axis; -1: none

Q_SIGNALS:
    // While the cut is dragged: the fraction of all nouns that lies at or below it.
    void cutDragged(double fraction);
    void cutRested(double fraction);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void placeNoun();
    void hover(const QPoint& position);
    bool nearCut(const QPoint& position) const;
    double fractionAt(const QPoint& position) const;
    QString csv() const;

    std::shared_ptr<const FilterView> m_view;
    std::shared_ptr<const std::vector<std::string>> m_words;
    Plot* m_plot;
    QCPBars* m_all;
    QCPBars* m_kept;
    QCPBars* m_positives;
    QCPItemStraightLine* m_cut;
    QCPItemStraightLine* m_current;
    QCheckBox* m_logarithmic;
    QLabel* m_facts;
    qint64 m_noun = -1;
    bool m_dragsCut = false;
    bool m_fitted = false;
};

}  // namespace nounscope
