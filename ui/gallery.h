// The pictures of a cluster as a wall of thumbnails: only what is seen is read.
#pragma once

#include <QWidget>

#include "ui/gallery_model.h"

class QComboBox;
class QLabel;
class QListView;
class QSlider;

namespace nounscope {

class Selection;
class Thumbnails;

class Gallery : public QWidget {
    Q_OBJECT
public:
    Gallery(GalleryModel& model, Thumbnails& thumbnails, Selection& selection, QWidget* parent = nullptr);

Q_SIGNALS:
    void pictureOpened(int picture);

private:
    void setThumbnailSize(int pixels);
    void fill();
    void setTitle(const QString& title);

    GalleryModel& m_model;
    Selection& m_selection;
    QLabel* m_title;
    QLabel* m_count;
    QComboBox* m_order;
    QSlider* m_size;
    QListView* m_view;
};

}  // namespace nounscope
