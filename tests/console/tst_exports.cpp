// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What leaves the console as a file: readable again, stamped, plain numbers, no old value as a new one,
// and no name of a real installation when names are to be replaced.
#include <QApplication>
#include <QDateTime>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTextDocument>
#include <QtTest>

#include "console/exports/writers.h"
#include "console/models/events_model.h"
#include "console/models/units_model.h"
#include "console/state/redaction.h"
#include "console/widgets/sparkline.h"
#include "console/widgets/theme.h"
#include "support/scenario_recording.h"
#include "support/watched_test.h"

using namespace orrery;
using namespace orrery::console;

namespace {

/// RFC 4180, as strict as the writer: the reader of another program.
std::vector<QStringList> readCsv(const QByteArray& bytes) {
    std::vector<QStringList> rows;
    QStringList row;
    QString cell;
    bool quoted = false;
    const QString text = QString::fromUtf8(bytes);
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar character = text[at];
        if (quoted && character == QLatin1Char('"') && at + 1 < text.size() && text[at + 1] == QLatin1Char('"')) {
            cell += text[++at];
        } else if (character == QLatin1Char('"')) {
            quoted = !quoted;
        } else if (!quoted && character == QLatin1Char(',')) {
            row << std::exchange(cell, {});
        } else if (!quoted && character == QLatin1Char('\n')) {
            row << std::exchange(cell, {});
            rows.push_back(std::exchange(row, {}));
        } else if (quoted || character != QLatin1Char('\r')) {
            cell += character;
        }
    }
    return rows;
}

Stamp sampleStamp() {
    return {QStringLiteral("flash-sale"), QStringLiteral("Units"), QStringLiteral("LIVE"),
            QStringLiteral("2026-11-20T14:02:37.108Z"), {}, {}, QStringLiteral("6 of 6 units reporting"),
            QStringLiteral("Orrery 0.1.0")};
}

ExportTable oddTable() {
    return {QStringLiteral("odd"),
            {QStringLiteral("Name"), QStringLiteral("Lag")},
            {QString(), QStringLiteral("ms")},
            {{QStringLiteral("a,\"b\"\r\nc"), QStringLiteral("1204.5")}, {QString(), QString()}}};
}

SnapshotPointer snapshotAfter(Duration after) { return fixture::scenarioSnapshot(after); }

}  // namespace

class ExportsTest : public fixture::WatchedTest {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, Appearance::Dark); }
    void aTableComesBackFromItsFile();
    void aTableComesBackAsJson();
    void aFileIsHeadedByItsStamp();
    void numbersArePlainWithTheirUnitInTheSecondRow();
    void whatIsUnknownIsEmptyAndWhatIsOldSaysSo();
    void timesAreIsoInUtc();
    void picturesOfEveryFormatOpenAgain_data();
    void picturesOfEveryFormatOpenAgain();
    void aCurveIsOneLineInAVectorFile();
    void aFileThatCannotBeWrittenIsNamed();
    void aDocumentIsPrintedWithItsStamp();
    void aRedactedPictureHoldsNoName();
    void theSameNameIsReplacedAlike();
    void anArticleIsNoHost();
};

void ExportsTest::aTableComesBackFromItsFile() {
    const ExportTable table = oddTable();
    std::vector<QStringList> rows = readCsv(csvOf(table, sampleStamp()));
    std::erase_if(rows, [](const QStringList& row) { return row.front().startsWith(QLatin1Char('#')); });
    QCOMPARE(rows.size(), std::size_t(4));
    QCOMPARE(rows[0], table.columns);
    QCOMPARE(rows[1], table.units);
    QCOMPARE(rows[2], table.rows[0]);
    QCOMPARE(rows[3], table.rows[1]);
}

void ExportsTest::aTableComesBackAsJson() {
    const QJsonObject whole = QJsonDocument::fromJson(jsonOf(oddTable(), sampleStamp())).object();
    QCOMPARE(whole[QStringLiteral("stamp")].toObject()[QStringLiteral("grid")].toString(), QStringLiteral("flash-sale"));
    QCOMPARE(whole[QStringLiteral("units")].toObject()[QStringLiteral("Lag")].toString(), QStringLiteral("ms"));
    const QJsonArray rows = whole[QStringLiteral("rows")].toArray();
    QCOMPARE(rows.size(), qsizetype{2});
    QCOMPARE(rows[0].toObject()[QStringLiteral("Name")].toString(), oddTable().rows[0][0]);
    QVERIFY(rows[1].toObject()[QStringLiteral("Lag")].isNull());   // Not known is not an empty text.
    QCOMPARE(exportFormatOf(QStringLiteral("a.JSON")), std::optional(ExportFormat::Json));
}

void ExportsTest::aFileIsHeadedByItsStamp() {
    const QString text = QString::fromUtf8(csvOf(oddTable(), sampleStamp()));
    for (const char* line : {"# grid: flash-sale\r\n", "# mode: LIVE\r\n", "# shown: 2026-11-20T14:02:37.108Z\r\n",
                             "# zone: UTC\r\n", "# freshness: 6 of 6", "# version: Orrery 0.1.0\r\n"}) {
        QVERIFY2(text.contains(QLatin1String(line)), line);
    }
}

void ExportsTest::numbersArePlainWithTheirUnitInTheSecondRow() {
    UnitsModel model;
    model.setSnapshot(snapshotAfter(seconds(20)));
    const ExportTable table = exportTableOf(model, QStringLiteral("units"));
    const qsizetype memory = table.columns.indexOf(QStringLiteral("Memory"));
    QVERIFY(memory >= 0);
    QCOMPARE(table.units[memory], QStringLiteral("bytes"));
    QVERIFY(!table.rows.empty());
    for (const QStringList& row : table.rows) {
        bool isNumber = false;
        row[memory].toULongLong(&isNumber);
        QVERIFY2(isNumber, qPrintable(row[memory]));
        QCOMPARE(row.size(), table.columns.size());
    }
    QVERIFY(!table.columns.contains(QStringLiteral("Activity")));
}

void ExportsTest::whatIsUnknownIsEmptyAndWhatIsOldSaysSo() {
    auto snapshot = std::make_shared<GridSnapshot>(*snapshotAfter(seconds(20)));
    snapshot->units[0].telemetry.reset();
    snapshot->units[0].freshness = Freshness::Unknown;
    snapshot->units[1].freshness = Freshness::Stale;
    snapshot->units[1].age = seconds(12);
    UnitsModel model;
    model.setSnapshot(snapshot);
    const ExportTable table = exportTableOf(model, QStringLiteral("units"));
    const qsizetype memory = table.columns.indexOf(QStringLiteral("Memory"));
    const qsizetype freshness = table.columns.indexOf(QStringLiteral("freshness"));
    const qsizetype age = table.columns.indexOf(QStringLiteral("age"));
    QCOMPARE(table.rows[0][memory], QString());
    QCOMPARE(table.rows[1][freshness], QStringLiteral("stale"));
    QCOMPARE(table.rows[1][age], QStringLiteral("12000"));
    QVERIFY(!table.rows[1][memory].contains(QLatin1Char('(')));
}

void ExportsTest::timesAreIsoInUtc() {
    EventsModel model;
    model.setSnapshot(snapshotAfter(seconds(60)));
    const ExportTable table = exportTableOf(model, QStringLiteral("events"));
    QVERIFY(!table.rows.empty());
    for (const QStringList& row : table.rows) {
        const QDateTime time = QDateTime::fromString(row[0], Qt::ISODateWithMs);
        QVERIFY2(time.isValid() && row[0].endsWith(QLatin1Char('Z')), qPrintable(row[0]));
    }
}

void ExportsTest::picturesOfEveryFormatOpenAgain_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"picture.png", "picture.svg", "picture.pdf"}) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

void ExportsTest::picturesOfEveryFormatOpenAgain() {
    QFETCH(QString, name);
    QTemporaryDir folder;
    QLabel label(QStringLiteral("43 primaries"));
    label.resize(400, 100);
    const QString path = folder.filePath(name);
    QVERIFY(writePicture(label, sampleStamp(), *exportFormatOf(path), path).ok());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    if (name.endsWith(QLatin1String("png"))) {
        const QImage image(path);
        QCOMPARE(image.width(), 800);
        QCOMPARE(image.text(QStringLiteral("grid")), QStringLiteral("flash-sale"));
    } else if (name.endsWith(QLatin1String("svg"))) {
        QSvgRenderer renderer(path);
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.viewBox().width(), 400);
        QVERIFY(file.readAll().contains("43 primaries"));
    } else {
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.startsWith("%PDF-"));
        QVERIFY(bytes.trimmed().endsWith("%%EOF"));
    }
}

void ExportsTest::aCurveIsOneLineInAVectorFile() {
    QTemporaryDir folder;
    Sparkline curve;
    curve.resize(200, 40);
    std::vector<double> values;
    for (int index = 0; index < 60; ++index) {
        values.push_back(index % 7);
    }
    curve.setValues(values);
    const QString path = folder.filePath(QStringLiteral("curve.svg"));
    QVERIFY(writePicture(curve, sampleStamp(), ExportFormat::Svg, path).ok());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("<polyline"), 1);
}

void ExportsTest::aFileThatCannotBeWrittenIsNamed() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("gone/units.csv"));
    const Status written = writeTable(oddTable(), sampleStamp(), ExportFormat::Csv, path);
    QVERIFY(!written.ok());
    QVERIFY(QString::fromStdString(written.error().detail).contains(path));
}

void ExportsTest::aDocumentIsPrintedWithItsStamp() {
    QTemporaryDir folder;
    QTextDocument document(QStringLiteral("Failover of b2"));
    const QString path = folder.filePath(QStringLiteral("receipt.pdf"));
    QVERIFY(writeDocument(document, sampleStamp(), path).ok());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("%PDF-"));
    QCOMPARE(document.toPlainText(), QStringLiteral("Failover of b2"));
}

void ExportsTest::aRedactedPictureHoldsNoName() {
    const SnapshotPointer snapshot = snapshotAfter(seconds(93));
    const SnapshotPointer out = redacted(*snapshot);
    QStringList shown{QString::fromStdString(out->state->name), QString::fromStdString(out->state->gridId)};
    for (const model::UnitDescription& unit : out->state->units) {
        shown << QString::fromStdString(unit.name) << QString::fromStdString(unit.host)
              << QString::fromStdString(unit.client.address) << QString::fromStdString(unit.reason);
    }
    for (std::size_t index = 0; index < out->events.size(); ++index) {
        shown << QString::fromStdString(out->events.at(index).event->text)
              << QString::fromStdString(out->events.at(index).event->actor);
    }
    for (const Alarm& alarm : out->alarms) {
        shown << alarm.text << alarm.detail << alarm.response;
    }
    QCOMPARE(out->events.size(), snapshot->events.size());
    for (const model::UnitDescription& unit : snapshot->state->units) {
        const QRegularExpression name(QStringLiteral("\\b%1\\b").arg(QString::fromStdString(unit.name)));
        for (const QString& text : shown) {
            QVERIFY2(!text.contains(name), qPrintable(text));
        }
    }
    QVERIFY(!shown.join(QLatin1Char(' ')).contains(QString::fromStdString(snapshot->state->name)));
}

void ExportsTest::theSameNameIsReplacedAlike() {
    const SnapshotPointer out = redacted(*snapshotAfter(seconds(20)));
    Redaction redaction;
    redaction.learn(*snapshotAfter(seconds(20))->state);
    const std::string name = snapshotAfter(seconds(20))->state->units[2].name;
    QCOMPARE(redaction.redactText("Unit " + name + " died."), "Unit " + out->state->units[2].name + " died.");
    QCOMPARE(redaction.redactActor("jana"), redaction.redactActor("jana"));
    QVERIFY(redaction.redactActor("jana") != redaction.redactActor("kim"));
}

void ExportsTest::anArticleIsNoHost() {
    model::GridState state;
    state.name = "shop";
    state.agents.resize(1);
    state.agents[0].host = "a";
    Redaction redaction;
    redaction.learn(state);
    QCOMPARE(redaction.redactText("Add a unit on host a"), std::string("Add a unit on host h1"));
}

QTEST_MAIN(ExportsTest)
#include "tst_exports.moc"
