// How long the window lets a person wait, with 100,000 pictures: from a first run to sliders, scrolling and
// switching clusters, scripted and offscreen. Prints Markdown; RESULTS.md says what was found.
#include <CLI/CLI.hpp>
#include <QAbstractItemView>
#include <QApplication>
#include <QDir>
#include <QDoubleSpinBox>
#include <QEventLoop>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTabWidget>
#include <cstdio>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "app/desktop/composition.h"
#include "tests/bench/stage_cost.h"
#include "tests/bench/stall_watchdog.h"
#include "ui/cluster_list.h"
#include "ui/filter_panel.h"
#include "ui/gallery.h"
#include "ui/noun_histogram.h"
#include "ui/noun_table.h"
#include "ui/picture_grid.h"
#include "ui/theme.h"

namespace nounscope::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Options {
    std::string folder = "/tmp/nounscope-bench-window";
    int pictures = 100'000;
    int steps = 60;
    bool keep = false;
};

// Small pictures of many colours and shapes, a thousand to a folder; made once.
void makePictures(const fs::path& folder, int count) {
    cv::RNG random(42);
    for (int i = 0; i < count; ++i) {
        const fs::path file = folder / std::to_string(i / 1000) / (std::to_string(i) + ".png");
        if (i % 1000 == 0) fs::create_directories(file.parent_path());
        cv::Mat picture(48, 64, CV_8UC3, cv::Scalar(random.uniform(0, 256), random.uniform(0, 256), 200));
        const cv::Scalar color(random.uniform(0, 256), random.uniform(0, 256), random.uniform(0, 256));
        const cv::Point center(random.uniform(16, 48), random.uniform(12, 36));
        if (i % 3 == 0) cv::circle(picture, center, 10, color, cv::FILLED);
        if (i % 3 == 1) cv::rectangle(picture, center, {60, 44}, color, cv::FILLED);
        if (i % 3 == 2) cv::line(picture, {0, 0}, center, color, 5);
        if (!fs::exists(file)) cv::imwrite(file.string(), picture);
    }
}

// Paint events of one widget, or of those inside it.
class PaintCounter : public QObject {
public:
    explicit PaintCounter(const QWidget* widget) : m_widget(widget) { qApp->installEventFilter(this); }
    int count() const { return m_count; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::Paint && watched->isWidgetType() &&
            (watched == m_widget || m_widget->isAncestorOf(static_cast<QWidget*>(watched))))
            ++m_count;
        return false;
    }

private:
    const QWidget* m_widget;
    int m_count = 0;
};

template <class Condition>
void waitUntil(Condition&& holds) {
    while (!holds()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

double medianOf(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double largestOf(const std::vector<double>& values) {
    return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

class Script {
public:
    explicit Script(const Options& options) : m_options(options) {}

    void run() {
        std::printf(
            "| | times | median ms | longest ms | GUI stall: median ms | longest ms |\n"
            "|---|---:|---:|---:|---:|---:|\n");
        PaintCounter paints(&m_composition.window());
        phase("first paint", 1, [&](int) {
            m_composition.window().show();
            waitUntil([&] { return paints.count() > 0; });
        });
        QObject::connect(&m_composition, &Composition::settled, [this] { ++m_settled; });
        if (!m_options.keep) phase("run, nothing known of the pictures", 1, [&](int) { open(); });
        phase("run, embeddings in the store", 1, [&](int) { open(); });
        slider("Temperature", 0.02, 0.06);
        slider("Norm", 1, 3);
        slider("Nouns per centre", 2, 20);
        slider("Keep best", 1, 90);
        settle();
        scroll();
        clusters();
        nouns();
        std::printf("\nMost resident memory: %.0f MiB\n", PeakMemory::highestMiB());
    }

private:
    template <class Step>
    void phase(const char* name, int times, Step&& step) {
        m_watchdog.take();
        std::vector<double> waits;
        for (int i = 0; i < times; ++i) {
            const auto begin = Clock::now();
            step(i);
            waits.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
        }
        const std::vector<double> stalls = m_watchdog.take();
        std::printf("| %s | %d | %.1f | %.1f | %.2f | %.1f |\n", name, times, medianOf(waits),
                    largestOf(waits), medianOf(stalls), largestOf(stalls));
    }

    void open() {
        const int before = m_settled;
        m_composition.openFolder(QString::fromStdString(m_options.folder + "/pictures"));
        waitUntil([&] { return m_settled > before; });
    }

    // Lets what a slider's rest sets off come to its end.
    void settle() {
        const int before = m_settled;
        phase("clusters after a slider rests", 1,
              [&](int) { waitUntil([&] { return m_settled > before; }); });
    }

    template <class Widget>
    Widget* find() {
        return m_composition.window().findChild<Widget*>();
    }

    void slider(const char* name, double from, double to) {
        QDoubleSpinBox* box = nullptr;
        for (auto* candidate : find<FilterPanel>()->template findChildren<QDoubleSpinBox*>())
            if (candidate->accessibleName().startsWith(name)) box = candidate;
        if (!box) throw std::runtime_error(std::string("no slider is called ") + name);
        PaintCounter paints(find<NounHistogram>());
        phase((std::string(name) + " to screen").c_str(), m_options.steps, [&](int step) {
            const int before = paints.count();
            const double value = box->value();
            box->setValue(from + (to - from) * (step + 1) / m_options.steps);
            waitUntil([&] { return box->value() == value || paints.count() > before; });
        });
    }

    void scrollView(const char* name, QAbstractItemView* view) {
        QScrollBar* bar = view->verticalScrollBar();
        PaintCounter paints(view);
        phase(name, m_options.steps, [&](int step) {
            const int before = paints.count();
            const int to =
                static_cast<int>(static_cast<qint64>(bar->maximum()) * (step + 1) / m_options.steps);
            if (to == bar->value()) return;
            bar->setValue(to);
            waitUntil([&] { return paints.count() > before; });
        });
    }

    void scroll() {
        m_composition.window().selection().showAll();
        QCoreApplication::processEvents();  // lays out
        scrollView("gallery: scroll step", find<PictureGrid>());
    }

    void clusters() {
        auto* list = find<ClusterList>()->template findChild<QAbstractItemView*>();
        PaintCounter paints(find<Gallery>());
        phase("cluster switch", m_options.steps, [&](int step) {
            const int before = paints.count();
            list->setCurrentIndex(list->model()->index((step + 1) % list->model()->rowCount(), 0));
            waitUntil([&] { return paints.count() > before; });
        });
    }

    void nouns() {
        auto* table = find<NounTable>()->template findChild<QAbstractItemView*>();
        scrollView("noun table: scroll step", table);
        phase("noun table: sort", NounTableModel::ColumnCount,
              [&](int column) { table->model()->sort(column, Qt::DescendingOrder); });
    }

    Options m_options;
    Composition m_composition;
    StallWatchdog m_watchdog;
    int m_settled = 0;
};

}  // namespace
}  // namespace nounscope::bench

int main(int argc, char** argv) {
    using namespace nounscope;
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    bench::Options options;
    CLI::App app("How long the window lets a person wait");
    app.option_defaults()->always_capture_default();
    app.add_option("--folder", options.folder, "pictures and caches are made here");
    app.add_option("--pictures", options.pictures, "to make")->check(CLI::PositiveNumber);
    app.add_flag("--keep", options.keep, "keep the caches of an earlier run; the first run is left out");
    app.add_option("--steps", options.steps, "of each slider")->check(CLI::PositiveNumber);
    CLI11_PARSE(app, argc, argv);
    bench::makePictures(options.folder + "/pictures", options.pictures);
    for (const char* place : {"XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"})
        qputenv(place, QByteArray::fromStdString(options.folder + "/" + place));
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!options.keep)
        std::filesystem::remove_all(options.folder + "/XDG_CACHE_HOME");  // the first run knows nothing
    QApplication application(argc, argv);
    QApplication::setOrganizationName("nounscope-bench");
    applyTheme(application, Theme::Light);
    try {
        bench::Script(options).run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_window: %s\n", error.what());
        return 1;
    }
}
