#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "ui/filter_panel.h"

using namespace nounscope;

namespace {

QDoubleSpinBox* spin(const FilterPanel& panel, const QString& name) {
    for (auto* box : panel.findChildren<QDoubleSpinBox*>())
        if (box->accessibleName().startsWith(name)) return box;
    return nullptr;
}

}  // namespace

class TestFilterPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        qRegisterMetaType<FilterSettings>();
        qRegisterMetaType<MethodSettings>();
    }

    void roundTripsSettings() {
        FilterPanel panel;
        MethodSettings settings;
        settings.seed = 7;  // no control here
        settings.filter = {FilterKind::Entropy, 0.1, 3, 9, 0.05};
        settings.proxies.count = 120;
        settings.clusters.tau = 0.1;
        settings.clusters.clusters = 13;
        panel.setSettings(settings);
        const MethodSettings found = panel.settings();
        QCOMPARE(found.seed, settings.seed);
        QCOMPARE(found.filter.kind, FilterKind::Entropy);
        QCOMPARE(found.filter.temperature, 0.1);
        QCOMPARE(found.filter.norm, 3.0);
        QCOMPARE(found.filter.nounsPerCenter, 9);
        QCOMPARE(found.filter.scoreCut, 0.05);
        QCOMPARE(found.proxies.count, 120);
        QCOMPARE(found.clusters.tau, 0.1);
        QCOMPARE(found.clusters.clusters, 13);
    }

    void tellsAtOnceAndAtRest() {
        FilterPanel panel;
        QSignalSpy dragged(&panel, &FilterPanel::filterDragged), rested(&panel, &FilterPanel::methodRested);
        spin(panel, "Temperature")->setValue(0.2);
        QCOMPARE(dragged.count(), 1);
        QCOMPARE(dragged.first().first().value<FilterSettings>().temperature, 0.2);
        QVERIFY(rested.wait());
        QCOMPARE(rested.first().first().value<MethodSettings>().filter.temperature, 0.2);
    }

    void resetGoesBackToTheEncodersDefaults() {
        FilterPanel panel;
        MethodSettings defaults;
        defaults.filter.temperature = 0.1;
        defaults.clusters.tau = 0.1;
        panel.setDefaults(defaults);
        QSignalSpy rested(&panel, &FilterPanel::methodRested);
        for (auto* button : panel.findChildren<QPushButton*>())
            if (button->text() == "Reset") button->click();
        QCOMPARE(panel.settings().filter.temperature, 0.1);
        QCOMPARE(panel.settings().clusters.tau, 0.1);
        QCOMPARE(rested.count(), 1);
    }

    void eachSliderGoesBackAlone() {
        FilterPanel panel;
        QSignalSpy rested(&panel, &FilterPanel::methodRested);
        QToolButton* back = nullptr;
        for (auto* button : panel.findChildren<QToolButton*>())
            if (button->accessibleName().startsWith("Temperature")) back = button;
        QVERIFY(!back->isEnabled());
        spin(panel, "Temperature")->setValue(0.2);
        QVERIFY(back->isEnabled());
        back->click();
        QCOMPARE(panel.settings().filter.temperature, FilterSettings().temperature);
        QCOMPARE(rested.count(), 1);
        QVERIFY(!back->isEnabled());
    }

    void everyControlHasANameForThoseWhoHear() {
        FilterPanel panel;
        for (auto* box : panel.findChildren<QDoubleSpinBox*>()) QVERIFY(!box->accessibleName().isEmpty());
        for (auto* box : panel.findChildren<QComboBox*>()) QVERIFY(!box->accessibleName().isEmpty());
    }
};

QTEST_MAIN(TestFilterPanel)
#include "test_filter_panel.moc"
