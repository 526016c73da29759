// The pictures that are chosen, as a wall: in the order a person wants, to look at, pick out and take away.
#pragma once

#include <QWidget>
#include <memory>

#include "core/model/picture_matches.h"
#include "ui/gallery_model.h"

class QComboBox;
class QLabel;
class QSlider;
class QStackedWidget;
class QToolButton;

namespace nounscope {

class ElidedLabel;
class Notice;
class PictureGrid;
class Selection;
class Thumbnails;

class Gallery : public QWidget {
    Q_OBJECT
public:
    Gallery(GalleryModel& model, Thumbnails& thumbnails, Selection& selection, QWidget* parent = nullptr);

    // Shown while the selection is at the noun or phrase they are for.
    void setMatches(std::shared_ptr<const PictureMatches> matches);

    // While there are no pictures.
    void setEmptyText(const QString& sentence, const QString& button = {});

Q_SIGNALS:
    void pictureOpened(int picture);
    void showInFolderRequested(const QStringList& files);
    void copyPictureRequested(const QString& file);
    void noticeAnswered();  // by its button, where that is not about the selection

private:
    QLayout* makeBar();
    QToolButton* addOrderButton(const QString& text, const QString& tip, GalleryOrder order);
    void addActions();
    QStringList chosenFiles() const;
    GalleryOrder order() const;
    void setOrder(GalleryOrder order);
    void fill();
    void fillWithList();
    void fillWithMatches();

    GalleryModel& m_model;
    Selection& m_selection;
    std::shared_ptr<const PictureMatches> m_matches;  // null: none
    QString m_emptySentence, m_emptyButton;
    ElidedLabel* m_title;
    QLabel* m_count;
    QToolButton* m_typical;
    QToolButton* m_outliers;
    QComboBox* m_order;
    QToolButton* m_names;
    QSlider* m_size;
    PictureGrid* m_grid;
    Notice* m_notice;
    QStackedWidget* m_pages;
};

}  // namespace nounscope
