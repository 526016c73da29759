// What a person does to a run, and can undo: one history of edits, pins and bans, and filter settings.
#pragma once

#include <QObject>
#include <QStringList>
#include <QUndoStack>
#include <functional>
#include <memory>
#include <vector>

#include "core/cluster/split_cluster.h"
#include "core/model/arranged_view.h"
#include "core/model/arrangement.h"
#include "core/model/image_item.h"
#include "core/model/settings.h"
#include "core/pipeline.h"

namespace nounscope {

// Lives on the window's thread. Clusters are numbers in view(), pictures are items. What cannot be done, such as merging a
// cluster with itself, does nothing.
class Document : public QObject {
    Q_OBJECT
public:
    explicit Document(QObject* parent = nullptr);

    QUndoStack& history() { return m_history; }
    std::shared_ptr<const ClusterView> run() const { return m_run; }    // null: none yet
    std::shared_ptr<const ClusterView> view() const { return m_view; }  // as arranged
    const Arrangement& edits() const { return m_edits; }
    std::vector<int> hiddenPictures() const;
    bool isReviewed(int cluster) const;
    bool isMoved(int picture) const;  // by hand

    void clear();                                            // another folder
    void setItems(std::shared_ptr<const ImageItems> items);  // of the runs from here on
    // The clusters of a run, the first or a later one of the same pictures: edits are carried over to it.
    void setRun(std::shared_ptr<const ClusterView> run);
    // A session's.
    void open(std::shared_ptr<const ClusterView> run, Arrangement edits, GroupMeasures measures);
    // What edited() asks for where pictures are in other clusters than before; an answer that came too late is dropped.
    void setMeasures(const Arrangement& of, GroupMeasures measures);

    void rename(int cluster, const QString& name);
    void merge(const std::vector<int>& clusters, int into);
    void split(int cluster, const std::array<SplitHalf, 2>& halves, const std::array<ClusterName, 2>& names);
    void movePictures(const std::vector<int>& pictures, int into);
    void hidePictures(const std::vector<int>& pictures);
    void hideCluster(int cluster);
    void showHidden();
    void review(int cluster, bool reviewed);
    // They are in force already; undone and done again through the signals below.
    void changedSettings(const MethodSettings& before, const MethodSettings& after);
    void changedWishes(const NounWishes& before, const NounWishes& after);

Q_SIGNALS:
    void viewChanged(std::shared_ptr<const nounscope::ClusterView> view);
    void edited(const nounscope::Arrangement& edits);
    void settingsWanted(const nounscope::MethodSettings& settings);
    void wishesWanted(const nounscope::NounWishes& wishes);
    void lost(const QStringList& what);  // in words

private:
    friend class EditCommand;
    friend class ChangeCommand;

    bool hasCluster(int cluster) const;
    ClusterId idOf(int cluster) const { return m_view->ids[static_cast<std::size_t>(cluster)]; }
    QString nameOf(int cluster) const;
    std::vector<std::int64_t> rowsOf(const std::vector<int>& pictures) const;
    void edit(const QString& text, const std::function<void(Arrangement&)>& change);
    void setEdits(const Arrangement& edits);
    void change(const QString& text, std::function<void()> undo, std::function<void()> redo);
    void show();

    QUndoStack m_history;
    std::shared_ptr<const ImageItems> m_items, m_runItems;  // the latter are m_run's
    std::shared_ptr<const ClusterView> m_run, m_view;
    Arrangement m_edits;
    GroupMeasures m_measures;
};

}  // namespace nounscope
