// What the noun table costs the window's own thread with a whole dictionary: a slider's step, sorting, finding,
// scrolling. Prints a Markdown table; RESULTS.md says what was found.
#include <QApplication>
#include <QScrollBar>
#include <QTableView>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <numeric>
#include <random>

#include "ui/noun_table.h"

using namespace nounscope;

namespace {

constexpr std::size_t nouns = 146'347;
constexpr int runs = 15;

std::shared_ptr<const NounList> makeNouns() {
    auto list = std::make_shared<NounList>();
    for (std::size_t i = 0; i < nouns; ++i) {
        list->words.push_back("noun " + std::to_string(i * 7919 % nouns));
        list->glosses.push_back("what noun " + std::to_string(i * 104'729 % nouns) + " means");
    }
    list->byGloss.resize(nouns);
    std::iota(list->byGloss.begin(), list->byGloss.end(), 0);
    return list;
}

std::shared_ptr<const FilterView> makeView(unsigned seed, bool settled) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    auto view = std::make_shared<FilterView>();
    view->settled = settled;
    for (std::size_t i = 0; i < nouns; ++i) {
        view->scores.proxy.push_back(static_cast<std::int32_t>(generator() % 200));
        view->scores.confidence.push_back(1 / (1 + std::exp(normal(generator))));
        view->scores.logScore.push_back(normal(generator));
    }
    view->byRank.resize(nouns);
    std::iota(view->byRank.begin(), view->byRank.end(), 0);
    std::sort(view->byRank.begin(), view->byRank.end(), [&](std::int64_t a, std::int64_t b) {
        return view->scores.logScore[static_cast<std::size_t>(a)] <
               view->scores.logScore[static_cast<std::size_t>(b)];
    });
    view->scores.rank.resize(nouns);
    view->selection.selected.resize(nouns);
    for (std::size_t place = 0; place < nouns; ++place) {
        const auto noun = static_cast<std::size_t>(view->byRank[place]);
        view->scores.rank[noun] = static_cast<std::int64_t>(place) + 1;
        view->selection.selected[noun] = place < 1000;
    }
    return view;
}

void measure(const char* what, const std::function<void(int)>& work) {
    std::vector<double> wall, cpu;
    for (int run = 0; run < runs; ++run) {
        const std::clock_t cpuBegin = std::clock();
        const auto begin = std::chrono::steady_clock::now();
        work(run);
        QApplication::processEvents();  // and paint
        wall.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
        cpu.push_back(1000.0 * static_cast<double>(std::clock() - cpuBegin) / CLOCKS_PER_SEC);
    }
    std::sort(wall.begin(), wall.end());
    std::sort(cpu.begin(), cpu.end());
    std::printf("| %s | %.1f | %.1f | %.1f |\n", what, cpu[runs / 2], wall[runs / 2], wall.front());
}

}  // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    NounTableModel model;
    NounTable table(model);
    table.resize(1000, 400);
    table.show();
    model.setNouns(makeNouns());
    const std::shared_ptr<const FilterView> dragged[] = {makeView(1, false), makeView(2, false)};
    const std::shared_ptr<const FilterView> rested[] = {makeView(3, true), makeView(4, true)};
    auto* view = table.findChild<QTableView*>();
    const auto sortBy = [&](NounTableModel::Column column, int run) {
        model.sort(column, run % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
    };

    std::printf("%zu nouns\n\n| the window's thread | CPU ms | wall ms | least |\n|---|---:|---:|---:|\n",
                nouns);
    model.setView(rested[0]);
    table.choose(77);
    measure("slider's step, sorted by rank", [&](int run) { model.setView(dragged[run % 2]); });
    measure("scroll", [&](int run) { view->verticalScrollBar()->setValue(run * 9'001); });
    measure("sort by noun", [&](int run) { sortBy(NounTableModel::Noun, run); });
    measure("sort by meaning", [&](int run) { sortBy(NounTableModel::Gloss, run); });
    measure("sort by centre", [&](int run) { sortBy(NounTableModel::Centre, run); });
    measure("sort by kept", [&](int run) { sortBy(NounTableModel::Kept, run); });
    measure("sort by confidence", [&](int run) { sortBy(NounTableModel::Confidence, run); });
    measure("slider's step, sorted by confidence", [&](int run) { model.setView(dragged[run % 2]); });
    measure("slider rests, sorted by confidence", [&](int run) { model.setView(rested[run % 2]); });
    measure("find", [&](int run) { model.setWanted(QString("noun 1%1").arg(run), false); });
    model.setWanted({}, false);
    measure("kept only, on and off", [&](int run) { model.setWanted({}, run % 2); });
}
