// What a person has chosen, in one place: clusters, gallery, map, nouns and histogram show the same at once.
#pragma once

#include <QObject>
#include <QString>
#include <vector>

namespace nounscope {

// What is shown (one of: a cluster, the pictures nearest to a noun or to a phrase, a list of pictures, all of them), and which of the
// pictures are picked out. Signals come on real changes only, after the whole change.
class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    int cluster() const { return m_shown.cluster; }                 // -1: none
    qint64 noun() const { return m_shown.noun; }                    // -1: none
    const QString& phrase() const { return m_shown.phrase; }        // empty: none
    const QString& listTitle() const { return m_shown.listTitle; }  // empty: no list
    const std::vector<int>& list() const { return m_shown.list; }
    bool showsAll() const { return m_shown == Shown(); }
    const std::vector<int>& pictures() const { return m_pictures; }  // rising
    int currentPicture() const { return m_current; }                 // where the keyboard is; -1: nowhere

    // Each one takes the place of the others and leaves no picture picked out; -1, or an empty phrase, shows all.
    void setCluster(int cluster);
    void setNoun(qint64 noun);
    void setPhrase(const QString& phrase);
    void setList(const QString& title, std::vector<int> pictures);  // shown in this order
    void showAll();

    void setPictures(std::vector<int> pictures);  // in any order
    void setCurrentPicture(int picture);

Q_SIGNALS:
    void clusterChanged(int cluster);
    void nounChanged(qint64 noun);
    void phraseChanged(const QString& phrase);
    void shownChanged();  // after any of these three, and for a list
    void picturesChanged();
    void currentPictureChanged(int picture);

private:
    struct Shown {
        int cluster = -1;
        qint64 noun = -1;
        QString phrase;
        QString listTitle;
        std::vector<int> list;

        bool operator==(const Shown& other) const {
            return cluster == other.cluster && noun == other.noun && phrase == other.phrase &&
                   listTitle == other.listTitle && list == other.list;
        }
    };

    void show(Shown shown);

    Shown m_shown;
    std::vector<int> m_pictures;
    int m_current = -1;
};

}  // namespace nounscope
