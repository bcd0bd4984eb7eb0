// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The control log file under torn writes, flipped bits and a disk that records what it is asked.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <atomic>

#include "cluster/runtime/control_log_file.h"
#include "cluster/runtime/control_log_writer.h"
#include "cluster/runtime/data_folder.h"

using namespace orrery;
using core::PersistControl;
using runtime::ControlLogFile;
using runtime::ControlLogWriter;

namespace {

class RecordingDisk : public runtime::Disk {
public:
    long write(int descriptor, const char* bytes, std::size_t size) override {
        calls.push_back("write");
        return Disk::write(descriptor, bytes, std::min<std::size_t>(size, largestWrite));
    }
    int sync(int descriptor) override {
        calls.push_back("sync");
        ++syncs;
        return failSync ? -1 : Disk::sync(descriptor);
    }
    int syncFolder(int descriptor) override {
        calls.push_back("sync folder");
        return Disk::syncFolder(descriptor);
    }
    std::vector<std::string> calls;
    std::size_t largestWrite = 1 << 30;
    std::atomic<int> syncs = 0;
    bool failSync = false;
};

struct LogFixture {
    QTemporaryDir folder;
    std::string path = folder.filePath("control.log").toStdString();

    void write(std::vector<PersistControl> entries) {
        Result<ControlLogFile> log = ControlLogFile::open(path);
        QVERIFY(log.ok());
        log.value().append(entries);
    }
    QByteArray bytes() const {
        QFile file(QString::fromStdString(path));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void replace(const QByteArray& bytes) const {
        QFile file(QString::fromStdString(path));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
};

const std::vector<PersistControl> three{{1, "first"}, {2, ""}, {3, std::string(3000, 'x')}};

}  // namespace

class ControlLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasAppendedIsReadBack();
    void aNewFileSyncsItselfAndItsFolder();
    void entriesAreSyncedBeforeAppendReturns();
    void shortWritesAreContinued();
    void aTailCutAnywhereIsCutOffAndTheRestKept();
    void zerosBehindTheLastRecordAreCutOff();
    void aFlippedBitAnywhereIsRefusedAndNothingIsTouched();
    void aGapInTheIndexesIsRefused();
    void anotherFileIsRefused();
    void aLaterFormatIsRefused();
    void theWriterTellsTheIndexAfterTheSync();
    void theWriterSyncsGroupsTogether();
    void theWriterFinishesWhatWasAppendedAtItsEnd();
    void aFailedSyncStopsTheProcess();
    void aFolderHasOneAgentAtATime();
};

void ControlLogTest::whatWasAppendedIsReadBack() {
    LogFixture fixture;
    fixture.write({three[0], three[1]});
    fixture.write({three[2]});
    Result<ControlLogFile> log = ControlLogFile::open(fixture.path);
    QVERIFY(log.ok());
    const std::vector<PersistControl> read = log.value().takeRecovered();
    QCOMPARE(read.size(), std::size_t{3});
    for (std::size_t index = 0; index < 3; ++index) {
        QCOMPARE(read[index].index, three[index].index);
        QVERIFY(read[index].payload == three[index].payload);
    }
    QVERIFY(log.value().cutNote().empty());
}

void ControlLogTest::aNewFileSyncsItselfAndItsFolder() {
    LogFixture fixture;
    RecordingDisk disk;
    QVERIFY(ControlLogFile::open(fixture.path, disk).ok());
    QCOMPARE(disk.calls, (std::vector<std::string>{"write", "sync", "sync folder"}));
}

void ControlLogTest::entriesAreSyncedBeforeAppendReturns() {
    LogFixture fixture;
    RecordingDisk disk;
    Result<ControlLogFile> log = ControlLogFile::open(fixture.path, disk);
    disk.calls.clear();
    log.value().append(three);
    QCOMPARE(disk.calls, (std::vector<std::string>{"write", "sync"}));
}

void ControlLogTest::shortWritesAreContinued() {
    LogFixture fixture;
    RecordingDisk disk;
    disk.largestWrite = 7;
    ControlLogFile::open(fixture.path, disk).value().append(three);
    QCOMPARE(ControlLogFile::open(fixture.path).value().takeRecovered().size(), std::size_t{3});
}

void ControlLogTest::aTailCutAnywhereIsCutOffAndTheRestKept() {
    LogFixture fixture;
    fixture.write({three[0], three[1]});
    const qsizetype whole = fixture.bytes().size();
    fixture.write({{3, "the last one"}});
    const QByteArray all = fixture.bytes();
    for (qsizetype size = whole + 1; size < all.size(); ++size) {
        fixture.replace(all.left(size));
        Result<ControlLogFile> log = ControlLogFile::open(fixture.path);
        QVERIFY2(log.ok(), log.ok() ? "" : log.error().detail.c_str());
        QCOMPARE(log.value().takeRecovered().size(), std::size_t{2});
        QVERIFY(!log.value().cutNote().empty());
        QCOMPARE(fixture.bytes().size(), whole);
        log.value().append(std::vector<PersistControl>{{3, "again"}});
        QCOMPARE(ControlLogFile::open(fixture.path).value().takeRecovered().size(), std::size_t{3});
    }
}

void ControlLogTest::zerosBehindTheLastRecordAreCutOff() {
    LogFixture fixture;
    fixture.write(three);
    const QByteArray all = fixture.bytes();
    fixture.replace(all + QByteArray(100, '\0'));
    QCOMPARE(ControlLogFile::open(fixture.path).value().takeRecovered().size(), std::size_t{3});
    QCOMPARE(fixture.bytes(), all);
}

void ControlLogTest::aFlippedBitAnywhereIsRefusedAndNothingIsTouched() {
    LogFixture fixture;
    fixture.write({{1, "first"}, {2, "second"}});
    const QByteArray all = fixture.bytes();
    for (qsizetype place = 0; place < all.size() * 8; ++place) {
        QByteArray damaged = all;
        damaged[place / 8] = static_cast<char>(damaged[place / 8] ^ (1 << (place % 8)));
        fixture.replace(damaged);
        const Result<ControlLogFile> log = ControlLogFile::open(fixture.path);
        QVERIFY2(!log.ok(), qPrintable(QString("bit %1").arg(place)));
        const bool isVersion = place / 8 == 15;
        QCOMPARE(log.error().code, isVersion ? ErrorCode::Unsupported : ErrorCode::Corrupt);
        QVERIFY(isVersion ||
                log.error().detail.find(fixture.path + " at byte ") != std::string::npos);
        QCOMPARE(fixture.bytes(), damaged);
    }
}

void ControlLogTest::aGapInTheIndexesIsRefused() {
    LogFixture fixture;
    fixture.write({{1, "first"}, {3, "third"}});
    const Result<ControlLogFile> log = ControlLogFile::open(fixture.path);
    QVERIFY(!log.ok());
    QVERIFY(log.error().detail.find("another index") != std::string::npos);
}

void ControlLogTest::anotherFileIsRefused() {
    LogFixture fixture;
    fixture.replace("SQLite format 3 and so on, which is long enough");
    QCOMPARE(ControlLogFile::open(fixture.path).error().code, ErrorCode::Corrupt);
}

void ControlLogTest::aLaterFormatIsRefused() {
    LogFixture fixture;
    fixture.replace("ORRERY CONTROL 2 and what it may hold");
    QCOMPARE(ControlLogFile::open(fixture.path).error().code, ErrorCode::Unsupported);
}

void ControlLogTest::theWriterTellsTheIndexAfterTheSync() {
    LogFixture fixture;
    RecordingDisk disk;
    std::uint64_t told = 0;
    int syncsWhenTold = 0;
    ControlLogWriter writer(ControlLogFile::open(fixture.path, disk).take(),
                            [&](std::uint64_t index) {
                                told = index;
                                syncsWhenTold = disk.syncs;
                            });
    writer.append({{1, "a"}, {2, "b"}});
    QCOMPARE(told, std::uint64_t{0});
    QTRY_COMPARE(told, std::uint64_t{2});
    QVERIFY(syncsWhenTold >= 2);  // One at creation, one for the entries.
    QCOMPARE(ControlLogFile::open(fixture.path).value().takeRecovered().size(), std::size_t{2});
}

void ControlLogTest::theWriterSyncsGroupsTogether() {
    LogFixture fixture;
    RecordingDisk disk;
    std::uint64_t told = 0;
    ControlLogWriter writer(ControlLogFile::open(fixture.path, disk).take(),
                            [&](std::uint64_t index) { told = index; });
    for (std::uint64_t index = 1; index <= 5000; ++index) {
        writer.append({{index, "entry"}});
    }
    QTRY_COMPARE(told, std::uint64_t{5000});
    QVERIFY2(disk.syncs < 2500, qPrintable(QString::number(disk.syncs.load())));
}

void ControlLogTest::theWriterFinishesWhatWasAppendedAtItsEnd() {
    LogFixture fixture;
    {
        ControlLogWriter writer(ControlLogFile::open(fixture.path).take(), [](std::uint64_t) {});
        writer.append({{1, "a"}});
    }
    QCOMPARE(ControlLogFile::open(fixture.path).value().takeRecovered().size(), std::size_t{1});
}

void ControlLogTest::aFailedSyncStopsTheProcess() {
    LogFixture fixture;
    RecordingDisk disk;
    Result<ControlLogFile> log = ControlLogFile::open(fixture.path, disk);
    const pid_t child = fork();
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        disk.failSync = true;
        log.value().append(three);
        _exit(0);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGABRT);
}

void ControlLogTest::aFolderHasOneAgentAtATime() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("data/deep").toStdString();
    {
        const Result<runtime::DataFolder> first = runtime::DataFolder::open(path);
        QVERIFY(first.ok());
        const Result<runtime::DataFolder> second = runtime::DataFolder::open(path);
        QVERIFY(!second.ok());
        QCOMPARE(second.error().code, ErrorCode::Unavailable);
        QVERIFY(second.error().detail.find(path) != std::string::npos);
    }
    QVERIFY(runtime::DataFolder::open(path).ok());
    QVERIFY(!runtime::DataFolder::open("/proc/nowhere/to/write").ok());
}

QTEST_GUILESS_MAIN(ControlLogTest)
#include "tst_runtime_control_log.moc"
