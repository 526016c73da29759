#include "app/desktop/document.h"

#include <QUndoCommand>
#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "app/desktop/losses.h"
#include "core/model/carry_over.h"
#include "core/model/error.h"

namespace nounscope {

namespace {

// At 100,000 pictures a merge keeps 0.8 MB.
constexpr int keptSteps = 200;

// For each row of `now` the row of the same picture, by its path, in `before`; -1 where there is none.
std::vector<std::int64_t> sameRows(const ClusterView& before, const ImageItems& itemsBefore,
                                   const ClusterView& now, const ImageItems& itemsNow) {
    std::unordered_map<std::string_view, std::int64_t> rowBefore;
    for (std::size_t row = 0; row < before.imageRows.size(); ++row)
        rowBefore[itemsBefore[static_cast<std::size_t>(before.imageRows[row])].path] =
            static_cast<std::int64_t>(row);
    std::vector<std::int64_t> rows;
    for (const std::int64_t picture : now.imageRows) {
        const auto found = rowBefore.find(itemsNow[static_cast<std::size_t>(picture)].path);
        rows.push_back(found == rowBefore.end() ? -1 : found->second);
    }
    return rows;
}

}  // namespace

// The arrangement before and after: a value each, so that both ways lead back to the very same.
class EditCommand : public QUndoCommand {
public:
    EditCommand(Document& document, Arrangement before, Arrangement after, const QString& text)
        : QUndoCommand(text), m_document(document), m_before(std::move(before)), m_after(std::move(after)) {}

    void undo() override { m_document.setEdits(m_before); }
    void redo() override { m_document.setEdits(m_after); }

private:
    Document& m_document;
    Arrangement m_before, m_after;
};

// A change after which the pictures may be grouped anew: the edits that were carried over then come back with it.
class ChangeCommand : public QUndoCommand {
public:
    ChangeCommand(Document& document, const QString& text, std::function<void()> undo,
                  std::function<void()> redo)
        : QUndoCommand(text),
          m_document(document),
          m_undo(std::move(undo)),
          m_redo(std::move(redo)),
          m_before(document.m_edits) {}

    void undo() override {
        m_after = m_document.m_edits;
        m_document.m_edits = m_before;
        m_undo();
    }
    void redo() override {
        if (std::exchange(m_isFirst, false)) return;  // it is in force already
        m_document.m_edits = m_after;
        m_redo();
    }

private:
    Document& m_document;
    std::function<void()> m_undo, m_redo;
    Arrangement m_before, m_after;
    bool m_isFirst = true;
};

Document::Document(QObject* parent) : QObject(parent) {
    m_history.setUndoLimit(keptSteps);
}

void Document::clear() {
    m_history.clear();
    m_run.reset();
    m_view.reset();
    m_edits = {};
    m_measures = {};
}

void Document::setItems(std::shared_ptr<const ImageItems> items) {
    m_items = std::move(items);
}

void Document::setRun(std::shared_ptr<const ClusterView> run) {
    const Clustering& clustering = run->clustering;
    if (!m_run) {
        m_edits = Arrangement(clustering, run->names);
    } else {
        CarriedOver carried =
            carryOver(m_edits, clustering, run->names, sameRows(*m_run, *m_runItems, *run, *m_items));
        m_edits = std::move(carried.edits);
        if (!carried.losses.empty()) Q_EMIT lost(lossTexts(carried.losses));
    }
    m_run = std::move(run);
    m_runItems = m_items;
    m_measures = {m_run->clustering.distance, m_run->clustering.confidence};
    show();
}

void Document::open(std::shared_ptr<const ClusterView> run, Arrangement edits, GroupMeasures measures) {
    m_history.clear();
    m_runItems = m_items;
    m_run = std::move(run);
    m_edits = std::move(edits);
    m_measures = std::move(measures);
    show();
}

void Document::setMeasures(const Arrangement& of, GroupMeasures measures) {
    if (!m_run || !of.groupsAs(m_edits)) return;
    m_measures = std::move(measures);
    show();
}

// At once with the distances that are known; those to new centres follow.
void Document::show() {
    m_view = std::make_shared<ClusterView>(arrangedView(*m_run, m_edits, m_measures));
    Q_EMIT viewChanged(m_view);
    Q_EMIT edited(m_edits);
}

void Document::setEdits(const Arrangement& edits) {
    m_edits = edits;
    if (m_run) show();
}

void Document::edit(const QString& text, const std::function<void(Arrangement&)>& change) {
    if (!m_run) return;
    Arrangement after = m_edits;
    try {
        change(after);
    } catch (const Error&) {
        return;
    }
    if (!(after == m_edits)) m_history.push(new EditCommand(*this, m_edits, std::move(after), text));
}

void Document::rename(int cluster, const QString& name) {
    const QString plain = name.simplified();
    if (!hasCluster(cluster) || plain.isEmpty() || plain == nameOf(cluster)) return;
    edit(tr("rename “%1” to “%2”").arg(nameOf(cluster), plain),
         [&](Arrangement& edits) { edits.rename(idOf(cluster), plain.toStdString()); });
}

void Document::merge(const std::vector<int>& clusters, int into) {
    if (!hasCluster(into) ||
        !std::all_of(clusters.begin(), clusters.end(), [&](int k) { return hasCluster(k); }))
        return;
    std::vector<ClusterId> parts;
    for (const int cluster : clusters) parts.push_back(idOf(cluster));
    edit(tr("merge into “%1”").arg(nameOf(into)),
         [&](Arrangement& edits) { edits.merge(parts, idOf(into)); });
}

void Document::split(int cluster, const std::array<SplitHalf, 2>& halves,
                     const std::array<ClusterName, 2>& names) {
    if (!hasCluster(cluster)) return;
    edit(tr("split “%1”").arg(nameOf(cluster)),
         [&](Arrangement& edits) { edits.split(idOf(cluster), halves[1].rows, names[1], names[0]); });
}

void Document::movePictures(const std::vector<int>& pictures, int into) {
    if (!hasCluster(into)) return;
    const std::vector<std::int64_t> rows = rowsOf(pictures);
    edit(tr("move %n picture(s) to “%1”", nullptr, static_cast<int>(rows.size())).arg(nameOf(into)),
         [&](Arrangement& edits) { edits.move(rows, idOf(into)); });
}

void Document::hidePictures(const std::vector<int>& pictures) {
    if (!m_run) return;
    const std::vector<std::int64_t> rows = rowsOf(pictures);
    edit(tr("hide %n picture(s)", nullptr, static_cast<int>(rows.size())),
         [&](Arrangement& edits) { edits.hidePictures(rows, true); });
}

void Document::hideCluster(int cluster) {
    if (!hasCluster(cluster)) return;
    edit(tr("hide “%1”").arg(nameOf(cluster)),
         [&](Arrangement& edits) { edits.hideCluster(idOf(cluster), true); });
}

void Document::showHidden() {
    edit(tr("show what was hidden"), [](Arrangement& edits) {
        edits.hidePictures(std::vector<std::int64_t>(edits.hidden()), false);
        for (std::size_t id = 0; id < edits.clusters().size(); ++id)
            if (edits.clusters()[id].hidden) edits.hideCluster(static_cast<ClusterId>(id), false);
    });
}

void Document::review(int cluster, bool reviewed) {
    if (!hasCluster(cluster)) return;
    edit(reviewed ? tr("mark “%1” as reviewed").arg(nameOf(cluster))
                  : tr("mark “%1” as not reviewed").arg(nameOf(cluster)),
         [&](Arrangement& edits) { edits.review(idOf(cluster), reviewed); });
}

void Document::change(const QString& text, std::function<void()> undo, std::function<void()> redo) {
    if (m_run) m_history.push(new ChangeCommand(*this, text, std::move(undo), std::move(redo)));
}

void Document::changedSettings(const MethodSettings& before, const MethodSettings& after) {
    change(
        tr("change of the noun filter"), [this, before] { Q_EMIT settingsWanted(before); },
        [this, after] { Q_EMIT settingsWanted(after); });
}

void Document::changedWishes(const NounWishes& before, const NounWishes& after) {
    change(
        tr("pins and bans"), [this, before] { Q_EMIT wishesWanted(before); },
        [this, after] { Q_EMIT wishesWanted(after); });
}

std::vector<int> Document::hiddenPictures() const {
    std::vector<int> hidden;
    for (std::size_t row = 0; m_run && row < m_run->imageRows.size(); ++row)
        if (m_edits.isHidden(static_cast<std::int64_t>(row)))
            hidden.push_back(static_cast<int>(m_run->imageRows[row]));
    return hidden;
}

bool Document::isReviewed(int cluster) const {
    return hasCluster(cluster) && m_edits.cluster(idOf(cluster)).reviewed;
}

bool Document::isMoved(int picture) const {
    const std::vector<std::int64_t> row = m_run ? rowsOf({picture}) : std::vector<std::int64_t>();
    return !row.empty() && m_edits.isMoved(row.front());
}

bool Document::hasCluster(int cluster) const {
    return m_view && cluster >= 0 && cluster < static_cast<int>(m_view->ids.size());
}

QString Document::nameOf(int cluster) const {
    return QString::fromStdString(m_view->names[static_cast<std::size_t>(cluster)].name);
}

std::vector<std::int64_t> Document::rowsOf(const std::vector<int>& pictures) const {
    std::vector<std::int64_t> rows;
    for (const int picture : pictures) {
        const auto found = std::lower_bound(m_run->imageRows.begin(), m_run->imageRows.end(), picture);
        if (found != m_run->imageRows.end() && *found == picture)
            rows.push_back(found - m_run->imageRows.begin());
    }
    return rows;
}

}  // namespace nounscope
