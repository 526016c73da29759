// Layout, menus and who hears whom: which groups? which pictures? why these words?
#pragma once

#include <QMainWindow>
#include <memory>

#include "core/model/cluster_view.h"
#include "core/model/filter_comparison.h"
#include "core/model/filter_view.h"
#include "core/model/image_item.h"
#include "core/model/known_positives.h"
#include "core/model/noun_list.h"
#include "core/model/picture_matches.h"
#include "core/model/progress.h"
#include "core/model/settings.h"
#include "ui/cluster_model.h"
#include "ui/gallery_model.h"
#include "ui/noun_table_model.h"
#include "ui/selection.h"
#include "ui/theme.h"

class QActionGroup;
class QDockWidget;
class QMenu;
class QStackedWidget;
class QTabWidget;
class QToolBar;

namespace nounscope {

class ClusterList;
class ComparePage;
class FilterPanel;
class Gallery;
class MapPage;
class NounHistogram;
class NoticeBar;
class NounTable;
class PictureView;
class Pictures;
class ProblemsPage;
class RunBar;
class SearchBox;
class SeparabilityPanel;
class StartPage;
class Thumbnails;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Thumbnails& thumbnails, Pictures& pictures, QWidget* parent = nullptr);

    // What the computing thread tells.
    void showFolder(const QString& folder);
    void showProgress(const Progress& progress);
    void showPictures(std::shared_ptr<const ImageItems> items);
    void showNouns(std::shared_ptr<const NounList> nouns);
    void showFilter(std::shared_ptr<const FilterView> view);
    void showClusters(std::shared_ptr<const ClusterView> view);
    void showNounsOfPicture(const PictureNouns& nouns);
    void showMatches(std::shared_ptr<const PictureMatches> matches);
    void showComparison(std::shared_ptr<const FilterComparison> comparison);
    void showKCurve(const std::vector<KCurvePoint>& curve);
    void showPositives(std::shared_ptr<const KnownPositives> positives);
    void showDone(const QString& message);
    void showFailure(const QString& message);
    NoticeBar& notices() { return *m_notices; }

    void setDefaults(const MethodSettings& settings);
    MethodSettings methodSettings() const;
    void setMethodSettings(const MethodSettings& settings);
    QMenu* addMenu(const QString& title);  // a button beside those that open and run
    void setTheme(Theme theme);            // ticks it in the menu
    void setNounsName(const QString& nouns);
    void setModelName(const QString& model);
    void setFacts(const QString& facts, const QString& tip);
    const QString& folder() const { return m_folder; }
    std::shared_ptr<const ClusterView> clusters() const { return m_clusters; }
    StartPage& startPage() { return *m_start; }
    MapPage& mapPage() { return *m_map; }
    ComparePage& comparePage() { return *m_compare; }
    Selection& selection() { return m_selection; }

    void showKeys();  // the dialog that lists them

    // "gallery", "map", "compare" or "problems"; false for anything else.
    bool showTab(const QString& name);

    // How a person arranged the panels; they appear with the first folder.
    void restorePanelLayout(const QByteArray& layout) { m_layout = layout; }
    QByteArray panelLayout() const;

Q_SIGNALS:
    void folderWanted(const QString& folder);
    void runWanted();
    void retryWanted();  // a run that tries again what could not be read before
    void cancelWanted();
    void filterDragged(const nounscope::FilterSettings& filter);
    void methodRested(const nounscope::MethodSettings& settings);
    void renameWanted(int cluster, const QString& name);
    void mergeWanted(int cluster, int into);
    void moveWanted(const std::vector<int>& pictures, int into);
    void wishesChanged(const std::vector<std::int64_t>& pinned, const std::vector<std::int64_t>& banned);
    void positivesWanted(const nounscope::PositivesRequest& request);
    void exportWanted();
    void modelsWanted();
    void nounsWanted();
    void aboutWanted();
    void themeWanted(nounscope::Theme theme);
    void nounsOfPictureWanted(int picture);
    void showInFolderWanted(const QStringList& files);
    void copyPictureWanted(const QString& file);
    void matchesWanted(qint64 noun, const QString& phrase);  // of one of the two

private:
    void addToolBar();
    void addMenus(QToolBar& bar);
    void addDocks();
    std::vector<int> clusterOfNouns() const;
    void showDocks();
    void askForFolder();
    void stepBack();
    void openPicture(int picture);
    void closePicture();
    void cutTo(double fraction, bool rested);
    QDockWidget* addDock(const QString& title, const QString& name, QWidget* widget, Qt::DockWidgetArea area);

    Selection m_selection;
    ClusterModel m_clusterModel;
    GalleryModel m_galleryModel;
    NounTableModel m_nounModel;
    std::shared_ptr<const std::vector<std::string>> m_words;
    std::shared_ptr<const ClusterView> m_clusters;
    QString m_folder;
    QByteArray m_layout;
    QMenu* m_panels;
    QToolBar* m_bar;
    QAction* m_space;
    QActionGroup* m_themes;
    QList<QDockWidget*> m_docks;
    QStackedWidget* m_pages;
    NoticeBar* m_notices;
    StartPage* m_start;
    QTabWidget* m_tabs;
    QStackedWidget* m_galleryPages;  // the wall, or one picture
    Gallery* m_gallery;
    PictureView* m_pictureView;
    SearchBox* m_search;
    MapPage* m_map;
    ComparePage* m_compare;
    ProblemsPage* m_problems;
    ClusterList* m_clusterList;
    FilterPanel* m_filter;
    NounHistogram* m_histogram;
    SeparabilityPanel* m_separability;
    NounTable* m_nouns;
    RunBar* m_runBar;
    QAction* m_nounsAction;
    QAction* m_model;
    QAction* m_run;
    QAction* m_export;
};

}  // namespace nounscope
