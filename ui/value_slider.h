// A setting that is dragged or typed: slider and spin box side by side, with a mark where the default stands and a
// button that goes back to it.
#pragma once

#include <QWidget>

class QDoubleSpinBox;
class QSlider;
class QTimer;
class QToolButton;

namespace nounscope {

struct ValueRange {
    double minimum = 0;
    double maximum = 1;
    int decimals = 0;
    bool logarithmic = false;  // equal ways of the handle are equal factors; minimum > 0
    bool canBeAuto = false;    // the handle's far left means: let the program choose (value 0)
};

class ValueSlider : public QWidget {
    Q_OBJECT
public:
    explicit ValueSlider(const ValueRange& range, QWidget* parent = nullptr);

    double value() const { return m_value; }  // 0: auto
    void setValue(double value);              // tells nobody
    void setDefault(double value);            // what a double click goes back to
    void setAutoText(const QString& text);    // what stands for auto: "auto (13)"

    // Both parts, named for people who hear the window.
    void setAccessibleNames(const QString& name);

Q_SIGNALS:
    void dragged(double value);  // at every change by a person
    void rested(double value);   // when the hand is off it, or has not typed for a moment

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    double valueAt(int position) const;
    int positionOf(double value) const;
    void change(double value);
    void display(double value);

    ValueRange m_range;
    double m_value = 0;
    double m_default = 0;
    QSlider* m_slider;
    QDoubleSpinBox* m_spin;
    QToolButton* m_reset;
    QTimer* m_rest;
};

}  // namespace nounscope
