#include "app/desktop/composition.h"

#include <QDir>
#include <QSettings>
#include <QStandardPaths>

#include "core/device.h"
#include "ui/start_page.h"

namespace nounscope {

namespace {

const QString demoFolder = "/usr/share/tuxpaint/stamps";
const QString recentKey = "recentFolders";
constexpr int keptRecent = 10;

QString cacheFile(const char* name) {
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + '/' + name;
}

}  // namespace

Composition::Composition(QObject* parent)
    : QObject(parent),
      m_thumbnails(cacheFile("thumbnails")),
      m_window(std::make_unique<MainWindow>(m_thumbnails)),
      m_worker(new ComputeWorker(cacheFile("nounscope/embeddings.sqlite").toStdString())) {
    m_thread.setObjectName("compute");
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_worker, [] { setThreads(0); });
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    hearWorker();
    hearWindow();
    m_thread.start();

    QSettings settings;
    m_window->restoreGeometry(settings.value("window/geometry").toByteArray());
    m_window->restorePanelLayout(settings.value("window/layout").toByteArray());
    m_window->startPage().setRecent(settings.value(recentKey).toStringList());
    m_window->startPage().setDemo(QDir(demoFolder).exists());
    const BlasInfo blas = detectBlas();
    m_window->setFacts(tr("CPU · starter"),
                       blas.fast
                           ? tr("Matrix products: %1").arg(QString::fromStdString(blas.library))
                           : tr("Matrix products run some 30 times slower than they could. Install a fast "
                                "BLAS: apt install libopenblas0-pthread"));
}

Composition::~Composition() {
    QSettings settings;
    settings.setValue("window/geometry", m_window->saveGeometry());
    settings.setValue("window/layout", m_window->panelLayout());
    m_worker->cancel();
    m_thread.quit();
    m_thread.wait();
}

void Composition::hearWorker() {
    MainWindow* window = m_window.get();
    connect(m_worker, &ComputeWorker::encoderReady, window,
            [window](const EncoderInfo&, const MethodSettings& defaults) { window->setDefaults(defaults); });
    connect(m_worker, &ComputeWorker::picturesReady, window,
            [this, window](std::shared_ptr<const ImageItems> items) {
                m_thumbnails.setItems(items);
                window->showPictures(std::move(items));
            });
    connect(m_worker, &ComputeWorker::nounsReady, window, &MainWindow::showNouns);
    connect(m_worker, &ComputeWorker::filterReady, window, &MainWindow::showFilter);
    connect(m_worker, &ComputeWorker::clustersReady, window, &MainWindow::showClusters);
    connect(m_worker, &ComputeWorker::progressed, window, &MainWindow::showProgress);
    connect(m_worker, &ComputeWorker::finished, window, [this, window](const QString& message) {
        window->showDone(message);
        Q_EMIT settled();
    });
    connect(m_worker, &ComputeWorker::failed, window, [this, window](const QString& message) {
        window->showFailure(message);
        Q_EMIT settled();
    });
}

void Composition::hearWindow() {
    MainWindow* window = m_window.get();
    connect(window, &MainWindow::folderWanted, this, &Composition::openFolder);
    connect(&window->startPage(), &StartPage::demoRequested, this, [this] { openFolder(demoFolder); });
    connect(window, &MainWindow::runWanted, this, [this] { openFolder(m_folder); });
    connect(window, &MainWindow::cancelWanted, this, [this] { m_worker->cancel(); });
    connect(window, &MainWindow::filterDragged, this,
            [this](const FilterSettings& filter) { m_worker->requestScores(filter); });
    connect(window, &MainWindow::methodRested, this,
            [this](const MethodSettings& settings) { m_worker->requestMethod(settings); });
    connect(window, &MainWindow::wishesChanged, this,
            [this](const std::vector<std::int64_t>& pinned, const std::vector<std::int64_t>& banned) {
                m_worker->requestWishes({pinned, banned});
            });
    connect(window, &MainWindow::exportWanted, this,
            [this](const QString& folder) { m_worker->requestExport(folder.toStdString()); });
}

void Composition::openFolder(const QString& folder) {
    m_folder = QDir(folder).absolutePath();
    remember(m_folder);
    m_window->showFolder(m_folder);
    RunRequest request;
    request.folder = m_folder.toStdString();
    m_worker->requestRun(request);
}

void Composition::remember(const QString& folder) {
    QSettings settings;
    QStringList recent = settings.value(recentKey).toStringList();
    recent.removeAll(folder);
    recent.prepend(folder);
    settings.setValue(recentKey, QStringList(recent.mid(0, keptRecent)));
}

}  // namespace nounscope
