#include "app/desktop/composition.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include "app/desktop/about.h"
#include "app/desktop/file_manager.h"
#include "app/desktop/window_memory.h"
#include "app/open_encoder.h"
#include "core/device.h"
#include "ui/notice_bar.h"
#include "ui/start_page.h"

namespace nounscope {

namespace {

const QString demoFolder = "/usr/share/tuxpaint/stamps";
const QString recentKey = "recentFolders";
const QString starterKnownKey = "starterNoteClosed";
constexpr int keptRecent = 10;

// Says "clip-vit-large-patch14 · int8 · CPU", and the whole of it in the tip -> what it says.
QString showModel(MainWindow& window, const EncoderInfo& info, const QString& device) {
    const QString id = QString::fromStdString(info.id);
    const BlasInfo blas = detectBlas();
    const QString products =
        blas.fast ? Composition::tr("Matrix products: %1").arg(QString::fromStdString(blas.library))
                  : Composition::tr(
                        "Matrix products run some 30 times slower than they could. Install a fast "
                        "BLAS: apt install libopenblas0-pthread");
    window.setModelName(id);
    const QString facts =
        id.section('/', -1) + " · " + QString::fromStdString(info.precision) + " · " + device.toUpper();
    window.setFacts((blas.fast ? QString() : QStringLiteral("⚠ ")) + facts,
                    id + '\n' + products + '\n' + Composition::tr("Click to choose another model"));
    return facts;
}

QString cacheFile(const char* name) {
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + '/' + name;
}

}  // namespace

Composition::Composition(QObject* parent)
    : QObject(parent),
      m_thumbnails(cacheFile("thumbnails")),
      m_window(std::make_unique<MainWindow>(m_thumbnails, m_pictures)),
      m_worker(new ComputeWorker(cacheFile("nounscope/embeddings.sqlite").toStdString())),
      m_exporting(*m_window, *m_worker),
      m_arranging(*m_window, *m_worker),
      m_mapping(m_window->mapPage(), *m_worker),
      m_comparing(m_window->comparePage(), *m_worker) {
    m_thread.setObjectName("compute");
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::started, m_worker, [] { setThreads(0); });
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    hearWorker();
    hearWindow();
    hearChoices();
    m_thread.start();

    recallWindow(*m_window);
    m_window->setTheme(recallTheme());
    m_window->startPage().setRecent(QSettings().value(recentKey).toStringList());
    m_window->startPage().setDemo(QDir(demoFolder).exists());
    m_models.look();
}

Composition::~Composition() {
    rememberWindow(*m_window);
    m_worker->cancel();
    m_thread.quit();
    m_thread.wait();
}

void Composition::hearWorker() {
    MainWindow* window = m_window.get();
    connect(m_worker, &ComputeWorker::encoderReady, window,
            [this, window](const EncoderInfo& info, const MethodSettings& defaults, const QString& device) {
                window->setDefaults(defaults);
                m_hasSettings = true;
                m_nounsAreSlow = !info.nounsAreCheap;
                m_modelFacts = showModel(*window, info, device);
                if (info.id == starterModel && !QSettings().value(starterKnownKey).toBool())
                    window->notices().show("starter", NoticeLevel::Fact,
                                           tr("The built-in starter model looks at these pictures: good for "
                                              "drawings and icons, weak "
                                              "on photographs. For those, a CLIP model is the tool."),
                                           tr("Get one…"), [this] { m_models.ask(m_window.get()); });
            });
    connect(m_worker, &ComputeWorker::picturesReady, window,
            [this, window](std::shared_ptr<const ImageItems> items) {
                m_thumbnails.setItems(items);
                m_pictures.setItems(items);
                window->showPictures(std::move(items));
            });
    connect(m_worker, &ComputeWorker::nounsReady, window, &MainWindow::showNouns);
    connect(m_worker, &ComputeWorker::filterReady, window, &MainWindow::showFilter);
    connect(m_worker, &ComputeWorker::matchesReady, window, &MainWindow::showMatches);
    connect(m_worker, &ComputeWorker::nounsOfReady, window,
            [window](std::shared_ptr<const PictureNouns> nouns) { window->showNounsOfPicture(*nouns); });
    connect(m_worker, &ComputeWorker::opened, this, [this](std::shared_ptr<const Session> session) {
        m_folder = session->folders.empty()
                       ? QString()
                       : QString::fromStdString(session->folders.front().folder.string());
    });
    connect(m_worker, &ComputeWorker::filtersCompared, window, &MainWindow::showComparison);
    connect(m_worker, &ComputeWorker::kCurveReady, window, &MainWindow::showKCurve);
    connect(m_worker, &ComputeWorker::positivesReady, window, &MainWindow::showPositives);
    connect(&m_mapping, &Mapping::settled, this, &Composition::settled);
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

void Composition::hearChoices() {
    MainWindow* window = m_window.get();
    const auto ask = [this, window] { m_models.ask(window); };
    connect(window, &MainWindow::modelsWanted, this, ask);
    connect(&m_models, &ModelChoice::listed, window, [this, window] {
        window->setModelName(m_models.model().isEmpty() ? m_models.best() : m_models.model());
    });
    connect(&m_models, &ModelChoice::changed, window, [this, window](const QString& model) {
        window->setModelName(model.isEmpty() ? m_models.best() : model);
        if (!m_folder.isEmpty()) run();
    });
    connect(m_worker, &ComputeWorker::modelNoticed, window, [window, ask](const QString& message) {
        window->notices().show("model", NoticeLevel::Warning, message, tr("Models…"), ask);
    });
    connect(m_worker, &ComputeWorker::modelFailed, window, [this, window, ask](const QString& message) {
        const QString text = tr("The model could not be opened. %1").arg(message);
        window->showFailure(text);
        window->notices().show("failure", NoticeLevel::Warning, text, tr("Choose a model…"), ask);
        Q_EMIT settled();
    });
    connect(&window->notices(), &NoticeBar::closed, this, [](const QString& topic) {
        if (topic == "starter") QSettings().setValue(starterKnownKey, true);
    });
    const auto askNouns = [this, window] { m_nouns.ask(window, m_nounsAreSlow); };
    connect(window, &MainWindow::nounsWanted, this, askNouns);
    connect(&m_nouns, &NounChoice::changed, window, [this, window] {
        window->setNounsName(m_nouns.name());
        if (!m_folder.isEmpty()) run();
    });
    connect(m_worker, &ComputeWorker::nounsNoticed, window, [window, askNouns](const QString& message) {
        window->notices().show("nouns", NoticeLevel::Fact, message, tr("Nouns…"), askNouns);
    });
    window->setNounsName(m_nouns.name());
}

void Composition::hearWindow() {
    MainWindow* window = m_window.get();
    connect(window, &MainWindow::folderWanted, this, &Composition::openFolder);
    connect(&window->startPage(), &StartPage::demoRequested, this, [this] { openFolder(demoFolder); });
    connect(window, &MainWindow::runWanted, this, [this] { run(); });
    connect(window, &MainWindow::retryWanted, this, [this] { run(true); });
    connect(window, &MainWindow::cancelWanted, this, [this] { m_worker->cancel(); });
    connect(window, &MainWindow::filterDragged, this,
            [this](const FilterSettings& filter) { m_worker->requestScores(filter); });
    connect(window, &MainWindow::methodRested, this,
            [this](const MethodSettings& settings) { m_worker->requestMethod(settings); });
    connect(window, &MainWindow::wishesChanged, this,
            [this](const std::vector<std::int64_t>& pinned, const std::vector<std::int64_t>& banned) {
                m_worker->requestWishes({pinned, banned});
            });
    connect(window, &MainWindow::matchesWanted, this, [this](qint64 noun, const QString& phrase) {
        m_worker->requestMatches(noun, phrase.toStdString());
    });
    connect(window, &MainWindow::nounsOfPictureWanted, this,
            [this](int picture) { m_worker->requestNounsOf(picture); });
    connect(window, &MainWindow::showInFolderWanted, this, &showInFileManager);
    connect(window, &MainWindow::copyPictureWanted, &m_pictures, &PictureLoader::copyToClipboard);
    connect(window, &MainWindow::positivesWanted, this,
            [this](const PositivesRequest& positives) { m_worker->requestPositives(positives); });
    connect(window, &MainWindow::aboutWanted, this, [this, window] {
        auto* about = new AboutDialog(aboutFacts(m_modelFacts), window);
        about->setAttribute(Qt::WA_DeleteOnClose);
        about->show();
    });
    connect(window, &MainWindow::themeWanted, this, [window](Theme theme) {
        rememberTheme(theme);
        applyTheme(*qApp, theme);
        window->setTheme(theme);
    });
    connect(window, &MainWindow::exportWanted, &m_exporting, &Exporting::ask);
}

void Composition::openFolder(const QString& folder) {
    if (QFileInfo(folder).isFile()) return m_arranging.open(folder);
    m_folder = QDir(folder).absolutePath();
    m_comparing.clear();
    remember(m_folder);
    m_arranging.newRun();
    run();
}

void Composition::run(bool retryFailures) {
    m_window->showFolder(m_folder);
    RunRequest request;
    request.retryFailures = retryFailures;
    request.folder = m_folder.toStdString();
    request.nouns = m_nouns.source();
    request.model = m_models.model().toStdString();
    if (m_hasSettings) request.settings = m_window->methodSettings();
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
