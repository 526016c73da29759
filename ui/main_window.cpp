#include "ui/main_window.h"

#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <string_view>
#include <unordered_map>

#include "ui/cluster_list.h"
#include "ui/compare_page.h"
#include "ui/drop_target.h"
#include "ui/filter_panel.h"
#include "ui/format.h"
#include "ui/gallery.h"
#include "ui/keys_dialog.h"
#include "ui/map_page.h"
#include "ui/map_view.h"
#include "ui/notice_bar.h"
#include "ui/noun_histogram.h"
#include "ui/noun_table.h"
#include "ui/picture_view.h"
#include "ui/problems_page.h"
#include "ui/run_bar.h"
#include "ui/search_box.h"
#include "ui/separability_panel.h"
#include "ui/start_page.h"

namespace nounscope {

MainWindow::MainWindow(Thumbnails& thumbnails, Pictures& pictures, QWidget* parent)
    : QMainWindow(parent),
      m_panels(new QMenu(this)),
      m_pages(new QStackedWidget),
      m_notices(new NoticeBar),
      m_start(new StartPage),
      m_tabs(new QTabWidget),
      m_galleryPages(new QStackedWidget),
      m_gallery(new Gallery(m_galleryModel, thumbnails, m_selection)),
      m_pictureView(new PictureView(m_galleryModel, thumbnails, pictures, m_selection)),
      m_search(new SearchBox(m_selection)),
      m_map(new MapPage(thumbnails, m_selection)),
      m_compare(new ComparePage),
      m_problems(new ProblemsPage),
      m_clusterList(new ClusterList(m_clusterModel, thumbnails, m_selection)),
      m_filter(new FilterPanel),
      m_histogram(new NounHistogram),
      m_separability(new SeparabilityPanel),
      m_nouns(new NounTable(m_nounModel)),
      m_runBar(new RunBar) {
    setWindowTitle(tr("NounScope"));
    resize(1360, 860);
    setDockOptions(AnimatedDocks | AllowNestedDocks | AllowTabbedDocks);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);

    m_tabs->setDocumentMode(true);
    m_galleryPages->addWidget(m_gallery);
    m_galleryPages->addWidget(m_pictureView);
    m_tabs->addTab(m_galleryPages, tr("Gallery"));
    m_tabs->addTab(m_map, tr("Map"));
    m_tabs->addTab(m_compare, tr("Compare"));
    m_tabs->addTab(m_problems, tr("Problems"));
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_tabs);
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notices);
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);
    addToolBar();
    addDocks();
    auto* foot = new QStatusBar;
    foot->setSizeGripEnabled(false);
    foot->addWidget(m_runBar, 1);
    setStatusBar(foot);

    connect(new DropTarget(*this), &DropTarget::folderDropped, this, &MainWindow::folderWanted);
    connect(m_start, &StartPage::openRequested, this, &MainWindow::askForFolder);
    connect(m_start, &StartPage::folderChosen, this, &MainWindow::folderWanted);
    connect(m_runBar, &RunBar::cancelRequested, this, &MainWindow::cancelWanted);
    connect(m_runBar, &RunBar::factsClicked, this, &MainWindow::modelsWanted);
    connect(m_filter, &FilterPanel::filterDragged, this, &MainWindow::filterDragged);
    connect(m_filter, &FilterPanel::methodRested, this, &MainWindow::methodRested);
    connect(m_separability, &SeparabilityPanel::positivesWanted, this, &MainWindow::positivesWanted);
    connect(m_histogram, &NounHistogram::cutDragged, this,
            [this](double fraction) { cutTo(fraction, false); });
    connect(m_histogram, &NounHistogram::cutRested, this, [this](double fraction) { cutTo(fraction, true); });
    connect(m_nouns, &NounTable::nounChosen, &m_selection, &Selection::setNoun);
    connect(&m_selection, &Selection::nounChanged, m_nouns, &NounTable::choose);
    connect(&m_selection, &Selection::nounChanged, m_histogram, &NounHistogram::setCurrentNoun);
    connect(m_gallery, &Gallery::pictureOpened, this, &MainWindow::openPicture);
    connect(&m_map->view(), &MapView::pictureOpened, this, &MainWindow::openPicture);
    connect(m_compare, &ComparePage::picturesWanted, this,
            [this](const std::vector<int>& shared, const QString& title) {
                m_selection.setList(title, shared);
                m_tabs->setCurrentWidget(m_galleryPages);
            });
    connect(m_pictureView, &PictureView::closed, this, &MainWindow::closePicture);
    connect(m_pictureView, &PictureView::nounsWanted, this, &MainWindow::nounsOfPictureWanted);
    connect(&m_galleryModel, &GalleryModel::itemsChanged, this, &MainWindow::closePicture);
    connect(&m_selection, &Selection::shownChanged, this, &MainWindow::closePicture);
    connect(m_gallery, &Gallery::showInFolderRequested, this, &MainWindow::showInFolderWanted);
    connect(m_gallery, &Gallery::copyPictureRequested, this, &MainWindow::copyPictureWanted);
    connect(m_gallery, &Gallery::noticeAnswered, this, &MainWindow::askForFolder);
    connect(&m_selection, &Selection::shownChanged, this, [this] {
        if (m_selection.noun() >= 0 || !m_selection.phrase().isEmpty())
            Q_EMIT matchesWanted(m_selection.noun(), m_selection.phrase());
    });
    connect(m_problems, &ProblemsPage::retryRequested, this, &MainWindow::retryWanted);
    connect(m_problems, &ProblemsPage::showInFolderRequested, this, &MainWindow::showInFolderWanted);
    connect(m_clusterList, &ClusterList::problemsRequested, this,
            [this] { m_tabs->setCurrentWidget(m_problems); });
    connect(&m_clusterModel, &ClusterModel::renameWanted, this, &MainWindow::renameWanted);
    connect(&m_clusterModel, &ClusterModel::mergeWanted, this, &MainWindow::mergeWanted);
    connect(&m_clusterModel, &ClusterModel::moveWanted, this, &MainWindow::moveWanted);
    connect(&m_nounModel, &NounTableModel::wishesChanged, this, [this] {
        Q_EMIT wishesChanged(m_nounModel.wished(NounWish::Pinned), m_nounModel.wished(NounWish::Banned));
    });
    auto* back = new QAction(tr("Step back"), this);
    back->setShortcut(Qt::Key_Escape);
    connect(back, &QAction::triggered, this, &MainWindow::stepBack);
    addAction(back);
}

void MainWindow::addToolBar() {
    auto* bar = new QToolBar(tr("Main"));
    bar->setObjectName("main");
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    QAction* open = bar->addAction(tr("Open folder…"), this, &MainWindow::askForFolder);
    open->setShortcut(QKeySequence::Open);
    m_nounsAction = bar->addAction(tr("Nouns…"), this, &MainWindow::nounsWanted);
    m_nounsAction->setWhatsThis(tr("Choose nouns"));
    m_nounsAction->setShortcut(Qt::CTRL | Qt::Key_N);
    m_model = bar->addAction(tr("Model…"), this, &MainWindow::modelsWanted);
    m_model->setWhatsThis(tr("Choose a model"));
    m_model->setShortcut(Qt::CTRL | Qt::Key_M);
    m_run = bar->addAction(tr("Run ▸"), this, &MainWindow::runWanted);
    m_run->setShortcut(Qt::Key_F5);
    m_run->setToolTip(tr("Embed, filter, group and name (F5)"));
    m_run->setEnabled(false);
    bar->addWidget(m_search);
    m_export = bar->addAction(tr("Export…"), this, &MainWindow::exportWanted);
    m_export->setShortcut(Qt::CTRL | Qt::Key_E);
    m_export->setToolTip(tr("Write assignments, clusters and nouns as CSV"));
    m_export->setEnabled(false);
    addMenus(*bar);
    QMainWindow::addToolBar(Qt::TopToolBarArea, bar);
}

void MainWindow::addMenus(QToolBar& bar) {
    const auto addMenu = [&](const QString& text, QMenu* menu) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setMenu(menu);
        bar.addWidget(button);
        return button;
    };
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_bar = &bar;
    m_space = bar.addWidget(space);
    auto* view = new QMenu(this);
    m_panels->setTitle(tr("&Panels"));
    view->addMenu(m_panels);
    auto* colours = new QMenu(tr("&Colours"), this);
    view->addMenu(colours);
    auto* themes = new QActionGroup(colours);
    const QPair<Theme, QString> choices[] = {
        {Theme::Desktop, tr("As the &desktop")}, {Theme::Light, tr("&Light")}, {Theme::Dark, tr("Dar&k")}};
    for (const auto& [theme, name] : choices) {
        QAction* action = colours->addAction(name);
        action->setCheckable(true);
        action->setData(static_cast<int>(theme));
        themes->addAction(action);
        connect(action, &QAction::triggered, this, [this, chosen = theme] { Q_EMIT themeWanted(chosen); });
    }
    m_themes = themes;
    addMenu(tr("View"), view);
    auto* help = new QMenu(this);
    QAction* keys = help->addAction(tr("&Keys"), this, &MainWindow::showKeys);
    keys->setShortcuts({QKeySequence(Qt::Key_Question), QKeySequence(QKeySequence::HelpContents)});
    help->addAction(tr("&About NounScope"), this, &MainWindow::aboutWanted);
    addActions({keys});
    addMenu(tr("Help"), help);
}

void MainWindow::setTheme(Theme theme) {
    for (QAction* action : m_themes->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(theme));
}

void MainWindow::showKeys() {
    auto* dialog = new KeysDialog(keysOf(*this), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

QDockWidget* MainWindow::addDock(const QString& title, const QString& name, QWidget* widget,
                                 Qt::DockWidgetArea area) {
    auto* dock = new QDockWidget(title);
    dock->setObjectName(name);
    dock->setWidget(widget);
    addDockWidget(area, dock);
    m_docks.append(dock);
    m_panels->addAction(dock->toggleViewAction());
    return dock;
}

void MainWindow::addDocks() {
    QDockWidget* clusters = addDock(tr("Clusters"), "clusters", m_clusterList, Qt::LeftDockWidgetArea);
    auto* filterArea = new QScrollArea;  // so that small screens need not be as high as all of it
    filterArea->setFrameShape(QFrame::NoFrame);
    filterArea->setWidgetResizable(true);
    filterArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    filterArea->setWidget(m_filter);
    filterArea->setMinimumWidth(m_filter->minimumSizeHint().width());
    QDockWidget* filter = addDock(tr("Noun filter"), "filter", filterArea, Qt::RightDockWidgetArea);
    QDockWidget* histogram = addDock(tr("Scores"), "scores", m_histogram, Qt::RightDockWidgetArea);
    QDockWidget* separability =
        addDock(tr("Separability"), "separability", m_separability, Qt::RightDockWidgetArea);
    QDockWidget* nouns = addDock(tr("Nouns"), "nouns", m_nouns, Qt::BottomDockWidgetArea);
    resizeDocks({clusters, filter}, {280, 360}, Qt::Horizontal);
    resizeDocks({filter, histogram, separability}, {400, 180, 220}, Qt::Vertical);
    resizeDocks({nouns}, {200}, Qt::Vertical);
    for (QDockWidget* dock : m_docks) dock->hide();
}

// Until there are pictures, the page that says how to begin stands alone.
void MainWindow::showDocks() {
    if (m_pages->currentWidget() == m_tabs) return;
    m_pages->setCurrentWidget(m_tabs);
    for (QDockWidget* dock : m_docks) dock->show();
    restoreState(m_layout);
}

QByteArray MainWindow::panelLayout() const {
    return m_pages->currentWidget() == m_tabs ? saveState() : m_layout;
}

void MainWindow::askForFolder() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a folder of pictures"), m_folder);
    if (!folder.isEmpty()) Q_EMIT folderWanted(folder);
}

void MainWindow::stepBack() {
    if (m_runBar->cancel()) return;
    if (m_tabs->currentWidget() != m_galleryPages)
        m_tabs->setCurrentWidget(m_galleryPages);
    else if (m_galleryPages->currentWidget() == m_pictureView)
        closePicture();
    else
        m_selection.showAll();
}

void MainWindow::openPicture(int picture) {
    m_tabs->setCurrentWidget(m_galleryPages);
    m_galleryPages->setCurrentWidget(m_pictureView);
    m_pictureView->open(picture);
}

void MainWindow::closePicture() {
    if (m_galleryPages->currentWidget() == m_gallery) return;
    m_galleryPages->setCurrentWidget(m_gallery);
    m_gallery->setFocus();
}

void MainWindow::cutTo(double fraction, bool rested) {
    MethodSettings settings = m_filter->settings();
    settings.filter.scoreCut = fraction;
    m_filter->setSettings(settings);
    if (rested)
        Q_EMIT methodRested(settings);
    else
        Q_EMIT filterDragged(settings.filter);
}

void MainWindow::showFolder(const QString& folder) {
    m_folder = folder;
    setWindowTitle(tr("%1[*] – NounScope").arg(QFileInfo(folder).fileName()));
    m_notices->clear();
    m_runBar->showIdle({});
    m_clusterModel.setClusters({});
    m_clusters.reset();
    m_selection.showAll();
    m_map->clear();
    m_gallery->setEmptyText(tr("Looking for pictures …"));
    m_galleryModel.setItems(std::make_shared<const ImageItems>());
    m_run->setEnabled(true);
    m_export->setEnabled(false);
    m_search->setEnabled(false);
}

void MainWindow::showProgress(const Progress& progress) {
    m_runBar->showProgress(progress);
}

void MainWindow::showPictures(std::shared_ptr<const ImageItems> items) {
    showDocks();
    m_problems->showItems(items);
    const int problems = m_problems->count();
    m_clusterList->setCounts(static_cast<qint64>(items->size()) - problems, problems);
    m_tabs->setTabText(m_tabs->indexOf(m_problems),
                       problems ? tr("Problems (%1)").arg(countText(problems)) : tr("Problems"));
    m_map->view().setItems(items);
    m_galleryModel.setItems(std::move(items));
}

void MainWindow::showNouns(std::shared_ptr<const NounList> nouns) {
    m_words = std::shared_ptr<const std::vector<std::string>>(nouns, &nouns->words);
    m_nounModel.setNouns(std::move(nouns));
    m_search->setEnabled(true);
}

void MainWindow::showFilter(std::shared_ptr<const FilterView> view) {
    m_filter->showCounts(static_cast<qint64>(view->selection.indices.size()),
                         static_cast<qint64>(view->scores.rank.size()));
    m_filter->showComparison(nullptr);  // it follows when the settings rest
    m_nounModel.setView(view);
    m_separability->showView(view);
    m_histogram->showView(std::move(view), m_words);
}

void MainWindow::showComparison(std::shared_ptr<const FilterComparison> comparison) {
    m_filter->showComparison(comparison);
    m_separability->showComparison(std::move(comparison));
}

void MainWindow::showKCurve(const std::vector<KCurvePoint>& curve) {
    m_filter->showKCurve(curve);
}

void MainWindow::showPositives(std::shared_ptr<const KnownPositives> positives) {
    m_separability->showPositives(*positives);
}

void MainWindow::showClusters(std::shared_ptr<const ClusterView> view) {
    const bool first = !m_clusters;
    const int chosen = first ? 0 : sameCluster(*m_clusters, m_selection.cluster(), *view);
    m_clusters = std::move(view);
    m_clusterModel.setClusters(clusterRows(*m_clusters));
    m_galleryModel.setClusters(m_clusters);
    m_filter->showKCurve(m_clusters->kCurve);
    m_map->view().setClusters(m_clusters);
    m_filter->showResolved(m_clusters->proxies, m_clusters->clusters);
    m_nounModel.setClusters(clusterOfNouns());
    m_export->setEnabled(true);
    if (first || m_selection.cluster() >= 0) m_selection.setCluster(chosen);
}

// A noun stands for the first cluster that lists it.
std::vector<int> MainWindow::clusterOfNouns() const {
    std::unordered_map<std::string_view, int> clusters;
    for (std::size_t k = 0; k < m_clusters->names.size(); ++k)
        for (const std::string& noun : m_clusters->names[k].nouns)
            clusters.emplace(noun, static_cast<int>(k));
    std::vector<int> clusterOfNoun;
    for (const std::string& word : *m_words) {
        const auto found = clusters.find(word);
        clusterOfNoun.push_back(found == clusters.end() ? -1 : found->second);
    }
    return clusterOfNoun;
}

bool MainWindow::showTab(const QString& name) {
    QWidget* page = name == "gallery"    ? static_cast<QWidget*>(m_galleryPages)
                    : name == "map"      ? m_map
                    : name == "compare"  ? m_compare
                    : name == "problems" ? static_cast<QWidget*>(m_problems)
                                         : nullptr;
    if (page) m_tabs->setCurrentWidget(page);
    return page != nullptr;
}

void MainWindow::showNounsOfPicture(const PictureNouns& nouns) {
    m_pictureView->showNouns(nouns);
}

void MainWindow::showMatches(std::shared_ptr<const PictureMatches> matches) {
    m_gallery->setMatches(std::move(matches));
}

void MainWindow::showDone(const QString& message) {
    m_runBar->showIdle(message);
}

void MainWindow::showFailure(const QString& message) {
    m_runBar->showIdle(tr("Nothing was done."));
    m_notices->show("failure", NoticeLevel::Warning, message);
    m_gallery->setEmptyText(tr("There are no pictures to show."), tr("Open another folder …"));
}

void MainWindow::setDefaults(const MethodSettings& settings) {
    m_filter->setDefaults(settings);
    m_filter->setSettings(settings);
}

void MainWindow::setMethodSettings(const MethodSettings& settings) {
    m_filter->setSettings(settings);
}

QMenu* MainWindow::addMenu(const QString& title) {
    auto* menu = new QMenu(this);
    auto* button = new QToolButton;
    button->setText(title);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    m_bar->insertWidget(m_space, button);
    return menu;
}

MethodSettings MainWindow::methodSettings() const {
    return m_filter->settings();
}

void MainWindow::setNounsName(const QString& nouns) {
    m_nounsAction->setText(tr("Nouns: %1 ▾").arg(nouns));
    m_nounsAction->setToolTip(tr("The words that pictures are described by. Choose a list (Ctrl+N)"));
}

void MainWindow::setModelName(const QString& model) {
    m_model->setText(tr("Model: %1 ▾").arg(model.section('/', -1)));
    m_model->setToolTip(tr("%1: looks at the pictures. Choose, fetch or add models (Ctrl+M)").arg(model));
}

void MainWindow::setFacts(const QString& facts, const QString& tip) {
    m_runBar->setFacts(facts, tip);
}

}  // namespace nounscope
