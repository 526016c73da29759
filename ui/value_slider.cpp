#include "ui/value_slider.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QSlider>
#include <QStyleOptionSlider>
#include <QTimer>
#include <QToolButton>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/theme.h"

namespace nounscope {

namespace {

constexpr int positions = 1000;
constexpr int restMs = 250;

// Draws a tick where the default stands; leaves the wheel to the page unless it has the focus.
class MarkedSlider : public QSlider {
public:
    using QSlider::QSlider;
    void setMark(int position) {
        m_mark = position;
        update();
    }

protected:
    void paintEvent(QPaintEvent* event) override {
        QStyleOptionSlider option;
        initStyleOption(&option);
        option.sliderPosition = m_mark;
        const QRect handle =
            style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
        QPainter painter(this);
        painter.setPen(quietColor(palette()));
        painter.drawLine(handle.center().x(), 1, handle.center().x(), height() - 2);
        painter.end();
        QSlider::paintEvent(event);
    }
    void wheelEvent(QWheelEvent* event) override {
        if (hasFocus())
            QSlider::wheelEvent(event);
        else
            event->ignore();
    }

private:
    int m_mark = 0;
};

}  // namespace

ValueSlider::ValueSlider(const ValueRange& range, QWidget* parent)
    : QWidget(parent),
      m_range(range),
      m_slider(new MarkedSlider(Qt::Horizontal)),
      m_spin(new QDoubleSpinBox),
      m_reset(new QToolButton),
      m_rest(new QTimer(this)) {
    m_slider->setRange(0, positions);
    m_slider->setPageStep(positions / 10);
    m_slider->setSingleStep(positions / 100);
    m_slider->setMinimumWidth(60);
    m_slider->installEventFilter(this);
    m_spin->setDecimals(range.decimals);
    m_spin->setRange(range.canBeAuto ? 0 : range.minimum, range.maximum);
    m_spin->setSingleStep(range.decimals == 0 ? 1 : std::pow(10, 1 - range.decimals));
    m_spin->setStepType(range.logarithmic && range.decimals > 0 ? QAbstractSpinBox::AdaptiveDecimalStepType
                                                                : QAbstractSpinBox::DefaultStepType);
    m_spin->setAlignment(Qt::AlignRight);
    m_spin->setKeyboardTracking(false);
    m_spin->setFocusPolicy(Qt::StrongFocus);
    m_spin->installEventFilter(this);
    m_spin->setFixedWidth(92);
    if (range.canBeAuto) setAutoText(tr("auto"));
    m_rest->setSingleShot(true);
    m_rest->setInterval(restMs);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_spin);
    m_reset->setText(QStringLiteral("↺"));
    m_reset->setAutoRaise(true);
    m_reset->setToolTip(tr("Back to what suits this model"));
    m_reset->setEnabled(false);
    layout->setSpacing(4);
    layout->addWidget(m_reset);
    setFocusProxy(m_slider);

    connect(m_slider, &QSlider::valueChanged, this, [this](int position) { change(valueAt(position)); });
    connect(m_slider, &QSlider::sliderReleased, this, [this] {
        m_rest->stop();
        Q_EMIT rested(m_value);
    });
    connect(m_spin, &QDoubleSpinBox::valueChanged, this, &ValueSlider::change);
    connect(m_reset, &QToolButton::clicked, this, [this] {
        change(m_default);
        m_rest->stop();
        Q_EMIT rested(m_value);
    });
    connect(m_rest, &QTimer::timeout, this, [this] {
        if (!m_slider->isSliderDown()) Q_EMIT rested(m_value);
    });
}

void ValueSlider::setValue(double value) {
    m_rest->stop();
    display(value);
}

void ValueSlider::setDefault(double value) {
    m_default = value;
    m_reset->setEnabled(m_value != m_default);
    static_cast<MarkedSlider*>(m_slider)->setMark(positionOf(value));
}

void ValueSlider::setAutoText(const QString& text) {
    m_spin->setSpecialValueText(text);
}

void ValueSlider::setAccessibleNames(const QString& name) {
    m_slider->setAccessibleName(name);
    m_spin->setAccessibleName(tr("%1, typed").arg(name));
    m_reset->setAccessibleName(tr("%1, back to its default").arg(name));
}

bool ValueSlider::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonDblClick && watched == m_slider) {
        change(m_default);
        return true;
    }
    if (event->type() == QEvent::Wheel && watched == m_spin && !m_spin->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

double ValueSlider::valueAt(int position) const {
    const int first = m_range.canBeAuto ? 1 : 0;
    if (position < first) return 0;
    const double way = double(position - first) / (positions - first);
    const double value = m_range.logarithmic
                             ? m_range.minimum * std::pow(m_range.maximum / m_range.minimum, way)
                             : m_range.minimum + (m_range.maximum - m_range.minimum) * way;
    const double unit = std::pow(10, m_range.decimals);
    return std::clamp(std::round(value * unit) / unit, m_range.minimum, m_range.maximum);
}

int ValueSlider::positionOf(double value) const {
    if (m_range.canBeAuto && value <= 0) return 0;
    const double way = m_range.logarithmic ? std::log(std::max(value, m_range.minimum) / m_range.minimum) /
                                                 std::log(m_range.maximum / m_range.minimum)
                                           : (value - m_range.minimum) / (m_range.maximum - m_range.minimum);
    const int first = m_range.canBeAuto ? 1 : 0;
    return first + static_cast<int>(std::lround(std::clamp(way, 0.0, 1.0) * (positions - first)));
}

void ValueSlider::change(double value) {
    if (m_range.canBeAuto && value > 0) value = std::max(value, m_range.minimum);
    if (value == m_value) return;
    display(value);
    Q_EMIT dragged(m_value);
    m_rest->start();
}

void ValueSlider::display(double value) {
    m_value = value;
    m_reset->setEnabled(m_value != m_default);
    const QSignalBlocker slider(m_slider), spin(m_spin);
    if (!m_slider->isSliderDown()) m_slider->setValue(positionOf(value));
    m_spin->setValue(value);
}

}  // namespace nounscope
