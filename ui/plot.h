// QCustomPlot as this program uses it: coloured by the palette, saved as a picture, copied to the clipboard.
#pragma once

#include <QObject>
#include <QString>
#include <functional>

#pragma push_macro("slots")
#pragma push_macro("signals")
#pragma push_macro("emit")
#pragma push_macro("foreach")
#define slots Q_SLOTS
#define signals Q_SIGNALS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#pragma pop_macro("foreach")
#pragma pop_macro("emit")
#pragma pop_macro("signals")
#pragma pop_macro("slots")

namespace nounscope {

class Plot : public QCustomPlot {
    Q_OBJECT
public:
    explicit Plot(QWidget* parent = nullptr);

    // What "Save data" writes: CSV, header first.
    void setData(std::function<QString()> csv) { m_csv = std::move(csv); }

    // Stands above the plot where it is saved or copied; in the window its panel has a title already.
    void setTitle(const QString& title) { m_title = title; }

    void setAxisLabels(const QString& x, const QString& y);

    // Returns false where the file could not be written. The ending chooses: png, svg, pdf or csv.
    bool saveTo(const QString& file);

protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

    // Takes the colours of the palette; called again when it changes.
    virtual void applyColors();

private:
    void askAndSave();
    bool write(const QString& file);
    void withTitle(const std::function<void()>& draw);

    std::function<QString()> m_csv;
    QString m_title;
};

}  // namespace nounscope
