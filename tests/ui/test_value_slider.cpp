#include <QDoubleSpinBox>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include "ui/value_slider.h"

using namespace nounscope;

class TestValueSlider : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The middle of a logarithmic slider is the geometric mean of its ends.
    void mapsLogarithmically() {
        ValueSlider slider({0.01, 100, 2, true});
        auto* handle = slider.findChild<QSlider*>();
        QSignalSpy dragged(&slider, &ValueSlider::dragged);
        handle->setValue(handle->maximum() / 2);
        QCOMPARE(slider.value(), 1.0);
        QCOMPARE(dragged.count(), 1);
        handle->setValue(0);
        QCOMPARE(slider.value(), 0.01);
        slider.setValue(100);
        QCOMPARE(handle->value(), handle->maximum());
    }

    void settingTellsNobody() {
        ValueSlider slider({1, 50, 0, true});
        QSignalSpy dragged(&slider, &ValueSlider::dragged), rested(&slider, &ValueSlider::rested);
        slider.setValue(7);
        QCOMPARE(slider.value(), 7.0);
        QCOMPARE(slider.findChild<QDoubleSpinBox*>()->value(), 7.0);
        QVERIFY(!rested.wait(400));
        QCOMPARE(dragged.count(), 0);
    }

    void typingDragsThenRests() {
        ValueSlider slider({0, 10, 1});
        QSignalSpy dragged(&slider, &ValueSlider::dragged), rested(&slider, &ValueSlider::rested);
        slider.findChild<QDoubleSpinBox*>()->setValue(2.5);
        QCOMPARE(dragged.count(), 1);
        QCOMPARE(rested.count(), 0);
        QVERIFY(rested.wait());
        QCOMPARE(rested.first().first().toDouble(), 2.5);
    }

    void autoStandsAtTheFarLeft() {
        ValueSlider slider({2, 200, 0, true, true});
        auto* handle = slider.findChild<QSlider*>();
        slider.setValue(13);
        handle->setValue(0);
        QCOMPARE(slider.value(), 0.0);
        slider.setAutoText("auto (13)");
        QCOMPARE(slider.findChild<QDoubleSpinBox*>()->text(), QString("auto (13)"));
        handle->setValue(1);
        QCOMPARE(slider.value(), 2.0);
        slider.findChild<QDoubleSpinBox*>()->setValue(1);  // one lies between auto and the least
        QCOMPARE(slider.value(), 2.0);
    }

    void doubleClickGoesBackToTheDefault() {
        ValueSlider slider({0, 10, 1});
        slider.setDefault(4);
        slider.setValue(9);
        slider.show();
        QTest::mouseDClick(slider.findChild<QSlider*>(), Qt::LeftButton);
        QCOMPARE(slider.value(), 4.0);
    }
};

QTEST_MAIN(TestValueSlider)
#include "test_value_slider.moc"
