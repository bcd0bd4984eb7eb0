// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Golden pictures: every view in every situation, at three window sizes, dark and light, at the device
// ratio that QT_SCALE_FACTOR sets (the test is registered once for 1 and once for 1.5). The goldens of a
// view are one contact sheet, a row for each situation, each picture at a quarter to a tenth of its size; so a
// person can look at all states of a view at once, and the repository stays small. A picture differs
// when more than half a percent of its pixels do.
//
// What differs is written to <build>/golden, as it is now. After looking at it, accept it with
//     ORRERY_ACCEPT_GOLDEN=1 tst_golden
#include <QApplication>
#include <QDir>
#include <QPainter>
#include <QtTest>

#include "console/shell/main_window.h"
#include "console/shell/view_factory.h"
#include "console/widgets/theme.h"
#include "support/situations.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

constexpr double differingAtMost = 0.005;
constexpr int channelTolerance = 24;
constexpr int quantum = 17;

struct Size {
    QSize window;
    int shrink;   ///< How much smaller the golden is.
};
const QList<Size> sizes{{{1280, 720}, 4}, {{1920, 1080}, 5}, {{3840, 2160}, 10}};

struct Sheet {
    QImage image;
    QList<QRect> cells;   ///< By situation, then by size.
};

/// A row for each situation, in it the sizes beside each other.
Sheet emptySheet() {
    Sheet sheet;
    int bottom = 0;
    int right = 0;
    for (std::size_t row = 0; row < fixture::allSituations().size(); ++row) {
        const int top = bottom;
        right = 0;
        for (const Size& size : sizes) {
            sheet.cells << QRect(QPoint(right, top), size.window / size.shrink);
            right = sheet.cells.back().right() + 1;
            bottom = std::max(bottom, sheet.cells.back().bottom() + 1);
        }
    }
    sheet.image = QImage(right, bottom, QImage::Format_RGB32);
    sheet.image.fill(Qt::black);
    return sheet;
}

/// Smaller, and of few colours: what does not matter to the eye is not kept.
QImage reduced(const QImage& picture, QSize to) {
    QImage image = picture.scaled(to, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const auto round = [](int channel) { return (channel + quantum / 2) / quantum * quantum; };
            line[x] = qRgb(round(qRed(line[x])), round(qGreen(line[x])), round(qBlue(line[x])));
        }
    }
    return image;
}

double differingShare(const QImage& left, const QImage& right) {
    qint64 differing = 0;
    for (int y = 0; y < left.height(); ++y) {
        for (int x = 0; x < left.width(); ++x) {
            const QRgb a = left.pixel(x, y);
            const QRgb b = right.pixel(x, y);
            const int apart = std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                                        std::abs(qBlue(a) - qBlue(b))});
            differing += apart > channelTolerance ? 1 : 0;
        }
    }
    return static_cast<double>(differing) / (static_cast<double>(left.width()) * left.height());
}

QString ratioWord() { return QString::number(qApp->devicePixelRatio()); }

bool accepts() { return qEnvironmentVariableIntValue("ORRERY_ACCEPT_GOLDEN") == 1; }

}  // namespace

class Golden : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void viewLooksAsAccepted_data();
    void viewLooksAsAccepted();

private:
    QImage take(ViewName view, fixture::Situation situation, QSize size);

    std::map<fixture::Situation, std::unique_ptr<MainWindow>> m_windows;
};

void Golden::initTestCase() {
    // What blinks would be on one picture and not on the next.
    theme::apply(*qApp, theme::Look{.appearance = Appearance::Dark, .motion = theme::Motion::Reduced});
    for (const fixture::Situation situation : fixture::allSituations()) {
        auto window = std::make_unique<MainWindow>();
        std::unique_ptr<fixture::ScenarioSource> source = fixture::makeSource(situation);
        fixture::ScenarioSource* delivering = source.get();
        window->session().attachSource(std::move(source), Mode::Operate);
        fixture::reach(*delivering, situation);
        window->show();
        window->enter();
        m_windows[situation] = std::move(window);
    }
}

QImage Golden::take(ViewName view, fixture::Situation situation, QSize size) {
    MainWindow& window = *m_windows.at(situation);
    window.resize(size);
    window.showView(view);
    QCoreApplication::processEvents();
    window.refreshNow();
    QCoreApplication::processEvents();
    return window.grab().toImage();
}

void Golden::viewLooksAsAccepted_data() {
    QTest::addColumn<int>("view");
    QTest::addColumn<bool>("dark");
    for (const bool dark : {true, false}) {
        for (const ViewEntry& entry : viewEntries()) {
            QTest::newRow(qPrintable(QString::fromLatin1(entry.title).toLower() + (dark ? "-dark" : "-light")))
                << static_cast<int>(entry.name) << dark;
        }
    }
}

void Golden::viewLooksAsAccepted() {
    QFETCH(int, view);
    QFETCH(bool, dark);
    if (const Appearance wanted = dark ? Appearance::Dark : Appearance::Light; theme::appearance() != wanted) {
        theme::apply(*qApp, wanted);
    }
    const QString name = QString::fromLatin1(QTest::currentDataTag()) + QLatin1Char('@') + ratioWord() + QStringLiteral(".png");
    Sheet sheet = emptySheet();
    QPainter painter(&sheet.image);
    qsizetype cell = 0;
    for (const fixture::Situation situation : fixture::allSituations()) {
        for (const Size& size : sizes) {
            const QRect place = sheet.cells[cell++];
            painter.drawImage(place.topLeft(), reduced(take(static_cast<ViewName>(view), situation, size.window), place.size()));
        }
    }
    painter.end();
    const QDir goldens(QStringLiteral(ORRERY_SOURCE_DIR "/tests/console/golden"));
    if (accepts()) {
        QVERIFY(goldens.mkpath(QStringLiteral(".")));
        QVERIFY(sheet.image.save(goldens.filePath(name), "PNG", 0));
        return;
    }
    const QImage golden = QImage(goldens.filePath(name)).convertToFormat(QImage::Format_RGB32);
    QStringList differing;
    if (golden.size() != sheet.image.size()) {
        differing << QStringLiteral("no golden of this shape");
    }
    for (qsizetype index = 0; differing.isEmpty() && index < sheet.cells.size(); ++index) {
        const QRect place = sheet.cells[index];
        const double share = differingShare(golden.copy(place), sheet.image.copy(place));
        if (share > differingAtMost) {
            differing << QStringLiteral("%1 at %2x%3: %4 % of the pixels")
                             .arg(fixture::wordFor(fixture::allSituations()[static_cast<std::size_t>(index / sizes.size())]))
                             .arg(sizes[index % sizes.size()].window.width())
                             .arg(sizes[index % sizes.size()].window.height()).arg(share * 100, 0, 'f', 1);
        }
    }
    if (!differing.isEmpty()) {
        const QDir folder(QStringLiteral(ORRERY_BINARY_DIR "/../golden"));
        folder.mkpath(QStringLiteral("."));
        QVERIFY(sheet.image.save(folder.filePath(name)));
        QFAIL(qPrintable(QStringLiteral("%1 differs (%2); as it is now: %3").arg(name, differing.join(QStringLiteral(", ")), folder.filePath(name))));
    }
}

QTEST_MAIN(Golden)
#include "tst_golden.moc"
