// The desktop program put together: window, computing thread, thumbnails, and who hears whom.
#pragma once

#include <QObject>
#include <QThread>
#include <memory>

#include "app/desktop/arranging.h"
#include "app/desktop/comparing.h"
#include "app/desktop/compute_worker.h"
#include "app/desktop/exporting.h"
#include "app/desktop/mapping.h"
#include "app/desktop/model_choice.h"
#include "app/desktop/noun_choice.h"
#include "app/desktop/picture_loader.h"
#include "app/desktop/thumbnail_loader.h"
#include "ui/main_window.h"

namespace nounscope {

class Composition : public QObject {
    Q_OBJECT
public:
    explicit Composition(QObject* parent = nullptr);
    ~Composition() override;

    MainWindow& window() { return *m_window; }
    Thumbnails& thumbnails() { return m_thumbnails; }
    Arranging& arranging() { return m_arranging; }
    void openFolder(const QString& folder);  // or a session

Q_SIGNALS:
    void settled();  // the last request has been answered, well or badly

private:
    void hearWorker();
    void hearWindow();
    void hearChoices();
    void run(bool retryFailures = false);
    void remember(const QString& folder);

    ThumbnailLoader m_thumbnails;
    PictureLoader m_pictures;
    std::unique_ptr<MainWindow> m_window;
    ModelChoice m_models;
    NounChoice m_nouns;
    QThread m_thread;
    ComputeWorker* m_worker;  // deleted by its thread
    Exporting m_exporting;
    Arranging m_arranging;
    Mapping m_mapping;
    Comparing m_comparing;
    QString m_folder, m_modelFacts;
    bool m_nounsAreSlow = true;  // with the model in use
    bool m_hasSettings = false;  // the panel shows a model's, or the person's, settings
};

}  // namespace nounscope
