// One picture by itself: near, with what is known about it; the arrows go on in the gallery's order.
#pragma once

#include <QWidget>
#include <functional>
#include <memory>

#include "core/model/picture_matches.h"
#include "ui/pictures.h"

class QFormLayout;
class QLabel;
class QTableWidget;

namespace nounscope {

class ElidedLabel;
class GalleryModel;
class PictureCanvas;
class Selection;
class Thumbnails;

class PictureView : public QWidget {
    Q_OBJECT
public:
    PictureView(GalleryModel& model, Thumbnails& thumbnails, Pictures& pictures, Selection& selection,
                QWidget* parent = nullptr);

    void open(int picture);
    void showNouns(const PictureNouns& nouns);  // if they are this picture's

Q_SIGNALS:
    void closed();
    void nounsWanted(int picture);

private:
    void addKeys(const QString& text, const QList<QKeySequence>& keys, std::function<void()> slot);
    QLayout* makeBar();
    QWidget* makeFacts();
    void step(int by);
    void goTo(int place);
    void take(const WholePicture& whole);
    void fillFacts();

    GalleryModel& m_model;
    Thumbnails& m_thumbnails;
    Pictures& m_pictures;
    Selection& m_selection;
    int m_picture = -1;
    WholePicture m_whole;
    PictureCanvas* m_canvas;
    ElidedLabel* m_title;
    QLabel* m_place;
    QLabel* m_zoom;
    QLabel* m_reason;
    QFormLayout* m_facts;
    QTableWidget* m_nouns;
};

}  // namespace nounscope
