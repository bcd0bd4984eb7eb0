// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ledger finds what a grid lost, repeated or showed too late, and excuses nothing else.
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "cluster/load/ledger/audit.h"
#include "cluster/load/ledger/ledger.h"
#include "cluster/load/ledger/ledger_file.h"

using namespace orrery::load;
using orrery::Epoch;
using orrery::Position;
using orrery::Sequence;

namespace {

Position at(std::uint64_t epoch, std::uint64_t sequence) {
    return {Epoch{epoch}, Sequence{sequence}};
}

Cell cellOf(CellKind kind, int direction = 1) {
    Cell cell;
    cell.kind = kind;
    cell.direction = direction;
    cell.key = "item:1";
    cell.field = isHashField(kind) ? "stock" : "";
    return cell;
}

AuditResult auditOf(const Cell& cell, std::int64_t found, AuditTerms terms = {}) {
    AuditResult result;
    audit(cell, found, terms, result);
    return result;
}

constexpr AuditTerms afterRestart{AuditRule::AfterRestart, LedgerEnd::Orderly};

}  // namespace

class TestLedger : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsALostIncrement() {
        Ledger ledger(nullptr);
        const CellId cell = ledger.add(cellOf(CellKind::HashCounter, -1));
        ledger.setBase(cell, 100);
        for (int write = 0; write < 3; ++write) {
            ledger.acknowledge(ledger.begin(cell), "r", at(1, 1));
        }
        QVERIFY(auditOf(ledger.at(cell), 97).passed());
        QCOMPARE(auditOf(ledger.at(cell), 98).lost, 1U);
        QCOMPARE(auditOf(ledger.at(cell), 96).duplicated, 1U);
    }

    void allowsAnUnknownIncrementToStandOrNot() {
        Ledger ledger(nullptr);
        const CellId cell = ledger.add(cellOf(CellKind::StringCounter));
        ledger.setBase(cell, 0);
        ledger.acknowledge(ledger.begin(cell), "r1", at(1, 1));
        ledger.unknown(ledger.begin(cell), "r2");
        QVERIFY(auditOf(ledger.at(cell), 1).passed());
        QCOMPARE(auditOf(ledger.at(cell), 2).unknownApplied, 1U);
        QCOMPARE(auditOf(ledger.at(cell), 3).duplicated, 1U);
    }

    void holdsASettledWriteToItsWord() {
        Ledger ledger(nullptr);
        const CellId cell = ledger.add(cellOf(CellKind::StringCounter));
        ledger.setBase(cell, 0);
        const Write stands = ledger.begin(cell);
        ledger.unknown(stands, "r1");
        ledger.settleAcknowledged(stands, "r1", at(1, 1));
        const Write isVoid = ledger.begin(cell);
        ledger.unknown(isVoid, "r2");
        ledger.settleNotApplied(isVoid, "r2");
        QVERIFY(auditOf(ledger.at(cell), 1).passed());
        QCOMPARE(auditOf(ledger.at(cell), 0).lost, 1U);
        QCOMPARE(auditOf(ledger.at(cell), 2).duplicated, 1U);
    }

    void writesARegisterOnlyOneAtATime() {
        Ledger ledger(nullptr);
        const CellId cell = ledger.add(cellOf(CellKind::StringRegister));
        ledger.setBase(cell, 7);
        const Write first = ledger.begin(cell);
        QVERIFY(!ledger.mayWrite(cell));
        ledger.acknowledge(first, "r", at(1, 1));
        QVERIFY(ledger.mayWrite(cell));
        QVERIFY(auditOf(ledger.at(cell), 8).passed());
        QCOMPARE(auditOf(ledger.at(cell), 7).lost, 1U);
    }

    void writesNoMoreToARegisterOfUnknownContent() {
        Ledger ledger(nullptr);
        const CellId cell = ledger.add(cellOf(CellKind::StringRegister));
        ledger.setBase(cell, 0);
        ledger.unknown(ledger.begin(cell), "r");
        QVERIFY(!ledger.mayWrite(cell));
        QVERIFY(auditOf(ledger.at(cell), 0).passed());
        QVERIFY(auditOf(ledger.at(cell), 1).passed());
        QVERIFY(!auditOf(ledger.at(cell), 2).passed());
    }

    void reusesTheVersionOfAWriteThatNeverHappened() {
        Ledger ledger(nullptr);
        const CellId cell = ledger.add(cellOf(CellKind::StringRegister));
        ledger.setBase(cell, 0);
        ledger.notApplied(ledger.begin(cell));
        QCOMPARE(ledger.begin(cell).amount, 1U);
    }

    void seesAStaleRead() {
        Ledger ledger(nullptr);
        const CellId cell = ledger.add(cellOf(CellKind::StringRegister));
        ledger.setBase(cell, 0);
        const ReadBound before = ledger.boundNow(cell);
        ledger.acknowledge(ledger.begin(cell), "r", at(1, 1));
        const ReadBound after = ledger.boundNow(cell);
        QCOMPARE(ledger.judge(before, ""), Sighting::Fits);
        QCOMPARE(ledger.judge(before, "1 text"), Sighting::Fits);
        QCOMPARE(ledger.judge(after, ""), Sighting::Stale);
        QCOMPARE(ledger.judge(after, "2 text"), Sighting::Foreign);
        QCOMPARE(ledger.judge(after, "text"), Sighting::Unreadable);
    }

    void excusesAfterARestartOnlyWhatTheStoreHadNotConfirmed() {
        Cell cell = cellOf(CellKind::StringCounter);
        cell.started = 10;
        cell.acknowledged = 10;
        cell.confirmed = 6;
        QCOMPARE(auditOf(cell, 6, afterRestart).explained, 4U);
        QVERIFY(auditOf(cell, 8, afterRestart).passed());
        QCOMPARE(auditOf(cell, 5, afterRestart).lost, 1U);
        QCOMPARE(auditOf(cell, 6).lost, 4U);
    }

    void readsItsFileBack() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("ledger").toStdString();
        auto file = LedgerFileWriter::create(path);
        QVERIFY(file);
        Ledger ledger(file.value().get());
        const CellId counter = ledger.add(cellOf(CellKind::HashCounter, -1));
        const CellId record = ledger.add(cellOf(CellKind::StringRegister));
        ledger.setBase(counter, 50);
        ledger.setBase(record, 3);
        ledger.acknowledge(ledger.begin(counter), "r1", at(1, 10));
        ledger.acknowledge(ledger.begin(counter), "r2", at(2, 1));
        const Write lateAnswer = ledger.begin(counter);
        ledger.unknown(lateAnswer, "r3");
        ledger.settleAcknowledged(lateAnswer, "r3", at(2, 2));
        ledger.acknowledge(ledger.begin(record), "r4", at(1, 11));
        file.value()->end();

        const auto content = readLedger(path, [](const std::string&, Position position) {
            return position <= at(1, 11);
        });
        QVERIFY(content);
        QVERIFY(content.value().ended);
        QCOMPARE(content.value().acknowledged, 4U);
        const Cell& readCounter = content.value().cells.at(counter.value);
        QCOMPARE(readCounter.base, 50);
        QCOMPARE(readCounter.started, 3U);
        QCOMPARE(readCounter.acknowledged, 3U);
        QCOMPARE(readCounter.confirmed, 1U);
        QCOMPARE(content.value().cells.at(record.value).confirmed, 1U);
    }

    void passesOverALastLineCutOffAndRefusesAnyOther() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("ledger").toStdString();
        const std::string start = "orrery-ledger 1\ncell\t0\tstring-counter\t1\t0\tk\t\n";
        std::ofstream(path) << start << "ack\t0\t1\tr1\t1\t1\nack\t0\t1";
        const auto cutOff = readLedger(path, {});
        QVERIFY(cutOff);
        QCOMPARE(cutOff.value().acknowledged, 1U);
        QVERIFY(!cutOff.value().ended);
        std::ofstream(path) << start << "ack\t0\n";
        QVERIFY(!readLedger(path, {}));
        std::ofstream(path) << start << "ack\t7\t1\tr1\t1\t1\n";
        QVERIFY(!readLedger(path, {}));
    }
};

QTEST_APPLESS_MAIN(TestLedger)
#include "tst_ledger.moc"
