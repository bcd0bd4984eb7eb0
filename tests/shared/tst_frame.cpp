// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The frame of the inner wire: whole, cut, damaged, and of another version.
#include <QtTest>

#include "shared/base/bytes.h"
#include "shared/wire/frame.h"

using orrery::ErrorCode;
using orrery::Result;
using orrery::wire::Frame;

namespace {

std::string framed(std::uint16_t type, std::string_view payload) {
    std::string bytes;
    orrery::wire::writeFrame(bytes, type, payload);
    return bytes;
}

}  // namespace

class TestFrame : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsBackWhatWasWritten();
    void layoutIsTheDocumentedOne();
    void asksForMoreAtEveryPrefix();
    void readsFramesOneAfterTheOther();
    void noticesEveryFlippedBit();
    void refusesAnotherVersionAndNamesBoth();
    void refusesAnotherVersionBeforeBelievingItsLength();
    void refusesAPayloadOverTheLimit();
};

void TestFrame::readsBackWhatWasWritten() {
    for (const std::size_t size : {0, 1, 255, 70000}) {
        const std::string payload(size, 'x');
        const std::string bytes = framed(0xBEEF, payload);
        const std::string stream = bytes + "next";
        const Result<Frame> frame = orrery::wire::readFrame(stream);
        QVERIFY(frame.ok());
        QCOMPARE(frame.value().type, quint16(0xBEEF));
        QCOMPARE(frame.value().payload, std::string_view(payload));
        QCOMPARE(frame.value().consumed, bytes.size());
    }
}

void TestFrame::layoutIsTheDocumentedOne() {
    const std::string bytes = framed(0x0102, "abc");
    QCOMPARE(bytes.size(), orrery::wire::frameHeaderLength + 3);
    orrery::ByteReader reader(bytes);
    QCOMPARE(reader.u32(), quint32(3));
    QCOMPARE(reader.u16(), orrery::wire::protocolVersion);
    QCOMPARE(reader.u16(), quint16(0x0102));
}

void TestFrame::asksForMoreAtEveryPrefix() {
    const std::string bytes = framed(7, "a payload");
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const std::string part = bytes.substr(0, length);
        const Result<Frame> frame = orrery::wire::readFrame(part);
        QVERIFY(frame.ok());
        QCOMPARE(frame.value().consumed, std::size_t(0));
    }
}

void TestFrame::readsFramesOneAfterTheOther() {
    std::string stream;
    for (std::uint16_t type = 0; type < 20; ++type) {
        orrery::wire::writeFrame(stream, type, std::string(type, 'p'));
    }
    std::string_view left = stream;
    for (std::uint16_t type = 0; type < 20; ++type) {
        const Result<Frame> frame = orrery::wire::readFrame(left);
        QVERIFY(frame.ok());
        QCOMPARE(frame.value().type, type);
        QCOMPARE(frame.value().payload.size(), std::size_t(type));
        left.remove_prefix(frame.value().consumed);
    }
    QVERIFY(left.empty());
}

void TestFrame::noticesEveryFlippedBit() {
    const std::string bytes = framed(7, "a payload of some length");
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        std::string damaged = bytes;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        const Result<Frame> frame = orrery::wire::readFrame(damaged);
        if (frame.ok()) {
            // A length that grew: the frame waits for bytes and believes nothing yet.
            QVERIFY(bit < 32);
            QCOMPARE(frame.value().consumed, std::size_t(0));
        } else if (bit < 32) {
            const ErrorCode code = frame.error().code;
            QVERIFY(code == ErrorCode::TooLarge || code == ErrorCode::Corrupt);
        } else {
            QCOMPARE(frame.error().code, bit < 48 ? ErrorCode::Unsupported : ErrorCode::Corrupt);
        }
    }
}

void TestFrame::refusesAnotherVersionAndNamesBoth() {
    std::string bytes = framed(7, "payload");
    bytes[4] = 9;
    const Result<Frame> frame = orrery::wire::readFrame(bytes);
    QVERIFY(!frame.ok());
    QCOMPARE(frame.error().code, ErrorCode::Unsupported);
    QCOMPARE(frame.error().detail,
             "the peer speaks protocol version 9, this program speaks version " +
                 std::to_string(orrery::wire::protocolVersion));
}

void TestFrame::refusesAnotherVersionBeforeBelievingItsLength() {
    std::string bytes;
    orrery::ByteWriter writer(bytes);
    writer.u32(0xFFFFFFFF);
    writer.u16(orrery::wire::protocolVersion + 1);
    writer.u16(1);
    writer.u32(0);
    QCOMPARE(orrery::wire::readFrame(bytes).error().code, ErrorCode::Unsupported);
}

void TestFrame::refusesAPayloadOverTheLimit() {
    std::string bytes;
    orrery::ByteWriter writer(bytes);
    writer.u32(orrery::wire::maximumPayload + 1);
    writer.u16(orrery::wire::protocolVersion);
    writer.u16(1);
    writer.u32(0);
    QCOMPARE(orrery::wire::readFrame(bytes).error().code, ErrorCode::TooLarge);
}

QTEST_APPLESS_MAIN(TestFrame)
#include "tst_frame.moc"
