// The map with its tools: drag or lasso, fit, save; and what to expect while it is being drawn.
#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "core/model/map_layout.h"

class QLabel;
class QStackedWidget;
class QToolButton;

namespace nounscope {

class MapView;
class Selection;
class Thumbnails;

class MapPage : public QWidget {
    Q_OBJECT
public:
    MapPage(Thumbnails& thumbnails, Selection& selection, QWidget* parent = nullptr);

    MapView& view() { return *m_view; }

    // There are new features: the map on screen, if there is one, is of older ones until showLayout. A map that took
    // minutes is drawn anew by a button only.
    void setOutdated();
    void showLayout(std::shared_ptr<const MapLayout> layout, std::vector<std::int64_t> pictures);
    void setBusy(bool busy);
    bool isBusy() const { return m_busy; }
    // Why there is none.
    void showProblem(const QString& message);
    void clear();  // another folder

    // png, svg or csv, by its ending. False where it could not be written.
    bool saveTo(const QString& file);

Q_SIGNALS:
    void mapWanted();  // somebody looks at the page, and the map is not of the newest features

protected:
    void showEvent(QShowEvent* event) override;

private:
    void askAndSave();
    void wish();
    void describe();

    MapView* m_view;
    QStackedWidget* m_pages;
    QLabel* m_empty;
    QLabel* m_state;
    QToolButton* m_again;
    QToolButton* m_save;
    bool m_outdated = false;
    bool m_busy = false;
};

}  // namespace nounscope
