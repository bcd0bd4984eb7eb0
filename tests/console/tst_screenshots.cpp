// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures of every view, dark and light, from a recording made by the test fixture: the pictures
// of the manual, and a check that each view paints something, in both appearances, at several
// sizes.
#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include "console/shell/main_window.h"
#include "console/shell/view_factory.h"
#include "console/source/recording_source.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

constexpr Duration momentAfterKill = seconds(93);

QString pictureFolder() {
    const QString folder =
        QDir(QStringLiteral(ORRERY_BINARY_DIR)).filePath(QStringLiteral("../screenshots"));
    QDir().mkpath(folder);
    return folder;
}

int distinctColors(const QImage& image) {
    QSet<QRgb> colors;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            colors.insert(image.pixel(x, y));
        }
    }
    return static_cast<int>(colors.size());
}

}  // namespace

class Screenshots : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyViewPaintsInBothAppearances_data();
    void everyViewPaintsInBothAppearances();
    void aFailoverIsSeenInEveryView_data();
    void aFailoverIsSeenInEveryView();

private:
    void seek(Duration offset);

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void Screenshots::initTestCase() {
    theme::apply(*qApp, Appearance::Dark);
    const QString path = m_folder.filePath(QStringLiteral("scenario.orrery"));
    QVERIFY(fixture::writeScenario(path).ok());
    m_window = std::make_unique<MainWindow>();
    m_window->resize(1600, 900);
    m_window->show();
    QVERIFY(m_window->session().attachRecording({path}).ok());
    m_window->enter();
    seek(momentAfterKill);
}

void Screenshots::seek(Duration offset) {
    Session& session = m_window->session();
    session.recording()->seek(fixture::scenarioClockStart + offset);
    const auto arrived = [&] {
        const SnapshotPointer latest = session.store().latest();
        return latest->hasState &&
               latest->now.at + seconds(1) >= fixture::scenarioClockStart + offset;
    };
    QTRY_VERIFY_WITH_TIMEOUT(arrived(), 10'000);
}

void Screenshots::everyViewPaintsInBothAppearances_data() {
    QTest::addColumn<int>("view");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("selected");
    for (const bool dark : {true, false}) {
        for (const ViewEntry& entry : viewEntries()) {
            const QString word = QString::fromLatin1(entry.iconName);
            const QString selected =
                word == QLatin1String("partitions") ? QStringLiteral("partition")
                : word == QLatin1String("units") || word == QLatin1String("pumps") ||
                        word == QLatin1String("charts")
                    ? QStringLiteral("unit")
                    : QString();
            QTest::newRow(qPrintable(word + (dark ? "-dark" : "-light")))
                << static_cast<int>(entry.name) << dark << selected;
        }
    }
}

void Screenshots::everyViewPaintsInBothAppearances() {
    QFETCH(int, view);
    QFETCH(bool, dark);
    QFETCH(QString, selected);
    theme::apply(*qApp, dark ? Appearance::Dark : Appearance::Light);
    Session& session = m_window->session();
    session.selection().clear();
    if (selected == QLatin1String("unit")) {
        session.selection().select(UnitId{2});
    } else if (selected == QLatin1String("partition")) {
        session.selection().select(PartitionId{137});
    }
    m_window->showView(static_cast<ViewName>(view));
    m_window->refreshNow();
    QTest::qWait(50);
    m_window->refreshNow();
    const QImage picture = m_window->grab().toImage();
    QCOMPARE(picture.size(), QSize(1600, 900) * picture.devicePixelRatio());
    QVERIFY2(distinctColors(picture) > 40, "the picture is nearly empty");
    QVERIFY(picture.save(pictureFolder() + QLatin1Char('/') +
                         QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png")));
}

void Screenshots::aFailoverIsSeenInEveryView_data() { everyViewPaintsInBothAppearances_data(); }

void Screenshots::aFailoverIsSeenInEveryView() {
    QFETCH(int, view);
    QFETCH(bool, dark);
    theme::apply(*qApp, dark ? Appearance::Dark : Appearance::Light);
    seek(seconds(46));
    Session& session = m_window->session();
    QTRY_VERIFY(session.store().latest()->totals.copies[1] > 0);
    session.selection().select(UnitId{4});
    m_window->showView(static_cast<ViewName>(view));
    m_window->refreshNow();
    QTest::qWait(50);
    m_window->refreshNow();
    const QImage picture = m_window->grab().toImage();
    QVERIFY(distinctColors(picture) > 40);
    QVERIFY(picture.save(pictureFolder() + QStringLiteral("/failover-") +
                         QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png")));
}

QTEST_MAIN(Screenshots)
#include "tst_screenshots.moc"
