#include <QTest>

#include "core/model/error.h"
#include "core/model/settings.h"

using namespace nounscope;

class TestSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void defaultsAreValid() { MethodSettings().validate(); }

    void outOfRangeNamesOptionValueAndRange() {
        MethodSettings settings;
        settings.filter.temperature = 7;
        try {
            settings.validate();
            QFAIL("a temperature of 7 must be refused");
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::Usage);
            QCOMPARE(std::string(error.what()), std::string("--temperature 7 is out of range: choose 0.002 to 1"));
        }
    }

    void notANumberIsRefused() {
        MethodSettings settings;
        settings.filter.norm = std::nan("");
        QVERIFY_EXCEPTION_THROWN(settings.validate(), Error);
    }

    void filterNamesRoundTrip() {
        for (const FilterKind kind : {FilterKind::GradNorm, FilterKind::Confidence, FilterKind::Cosine,
                                      FilterKind::Entropy, FilterKind::None})
            QCOMPARE(filterKindFromName(filterName(kind)), kind);
        QVERIFY_EXCEPTION_THROWN(filterKindFromName("sic"), Error);
    }

    void everyPresetIsValid() {
        for (const std::string& name : presetNames()) {
            MethodSettings settings;
            applyPreset(name, settings);
            settings.validate();
        }
        MethodSettings cifar;
        applyPreset("cifar10", cifar);
        QCOMPARE(cifar.proxies.count, 250);
        QCOMPARE(cifar.filter.temperature, 0.06);
        QVERIFY_EXCEPTION_THROWN(applyPreset("mnist", cifar), Error);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
