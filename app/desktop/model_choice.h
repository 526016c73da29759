// Which model runs use: what a person chose, remembered; the dialog to choose in; and fetching, on a thread of its own.
#pragma once

#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <memory>
#include <vector>

#include "app/model_list.h"
#include "core/model/cancel_token.h"
#include "core/model/progress.h"
#include "ui/model_dialog.h"

namespace nounscope {

class ModelChoice : public QObject {
    Q_OBJECT
public:
    explicit ModelChoice(QObject* parent = nullptr);
    ~ModelChoice() override;

    // See openEncoder; empty: the best that is here.
    QString model() const { return m_model; }

    // Opens the dialog, or brings it to the front. Returns at once.
    void ask(QWidget* window);

    // Looks for models, on another thread; then listed() comes.
    void look();

    // What an automatic choice comes to, as far as the last look told; empty before.
    QString best() const { return m_best; }

Q_SIGNALS:
    void changed(const QString& model);  // the person chose
    void listed();

private:
    struct Found {
        std::vector<InstalledModel> models;
        std::vector<std::string> toTry;
        std::vector<std::int64_t> partly;  // bytes here of each fetchable model
    };

    void show(const Found& found);
    void choose(const QString& model);
    void chooseFolder();
    void fetch(const QString& id);
    void fetched(const QString& id, const QString& problem);

    QString m_model, m_best;
    QPointer<ModelDialog> m_dialog;
    std::shared_ptr<CancelToken> m_cancel;  // of what is being fetched
    QString m_fetching;
    QThreadPool m_looking, m_fetcher;
};

}  // namespace nounscope
