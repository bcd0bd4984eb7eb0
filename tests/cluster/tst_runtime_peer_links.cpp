// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Links of the inner wire over real sockets, two or three sides in one process.
#include <QTcpSocket>
#include <QtTest>

#include "cluster/runtime/peer_links.h"
#include "shared/wire/frame.h"

using namespace orrery;
using core::NodeId;
using core::NodeKind;
using runtime::PeerIdentity;
using runtime::PeerLimits;
using runtime::PeerLinks;

namespace {

constexpr NodeId one{NodeKind::Unit, 1};
constexpr NodeId two{NodeKind::Unit, 2};

/// One process: its links and what they told.
class Side final : public runtime::PeerHandler {
public:
    explicit Side(NodeId node, PeerIdentity identity = {}, std::uint16_t port = 0,
                  PeerLimits limits = {})
        : links(completed(std::move(identity), node), *this, limits) {
        opened = links.listen({"127.0.0.1", port}).ok();
    }
    model::Endpoint endpoint() const { return {"127.0.0.1", links.port()}; }

    void turnBegins() override { inTurn = true; }
    void turnEnds() override {
        inTurn = false;
        ++turns;
    }
    void linkUp(NodeId node) override { note("up", node); }
    void linkDown(NodeId node) override { note("down", node); }
    void frameArrived(NodeId, std::uint16_t type, std::string_view payload) override {
        frames.emplace_back(type, payload);
    }

    std::vector<std::string> story;  ///< "up unit 1", "down unit 1" ...
    std::vector<std::pair<std::uint16_t, std::string>> frames;
    bool inTurn = false;
    int turns = 0;
    bool opened = false;
    PeerLinks links;

private:
    static PeerIdentity completed(PeerIdentity identity, NodeId node) {
        identity.node = node;
        identity.version = "test";
        identity.gridName = identity.gridName.empty() ? "grid" : identity.gridName;
        identity.incarnation = identity.incarnation == 0 ? 1 : identity.incarnation;
        return identity;
    }
    void note(const std::string& what, NodeId node) {
        story.push_back((inTurn ? "" : "outside of a turn: ") + what + " " + runtime::nameOf(node));
    }
};

PeerIdentity ofGrid(const std::string& name) {
    PeerIdentity identity;
    identity.gridName = name;
    return identity;
}
PeerIdentity withPassword(const std::string& password) {
    PeerIdentity identity;
    identity.password = password;
    return identity;
}
PeerIdentity withIncarnation(std::uint64_t incarnation) {
    PeerIdentity identity;
    identity.incarnation = incarnation;
    return identity;
}

using Story = std::vector<std::string>;

/// A socket that speaks only what the test writes, in place of a real peer.
struct RawPeer {
    explicit RawPeer(const Side& side) {
        socket.connectToHost(QHostAddress::LocalHost, side.links.port());
    }
    void send(runtime::HandshakeFrame type, std::string_view payload) {
        std::string bytes;
        wire::writeFrame(bytes, static_cast<std::uint16_t>(type), payload);
        socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
    }
    void hello(NodeId node) {
        send(runtime::HandshakeFrame::Hello,
             runtime::encodeIntroduction(
                 {"grid", node, 1, "raw", std::string(runtime::nonceLength, 'n')}));
    }
    bool isGone() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    QTcpSocket socket;
};

}  // namespace

class PeerLinksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aKeptLinkComesUpOnBothSides();
    void framesArriveInOrderWithTheirTypes();
    void largeFramesPass();
    void aPeerOfAnotherGridIsRefused();
    void aPeerWithAnotherPasswordIsRefused();
    void peersWithTheSamePasswordMeet();
    void aPeerOfAnotherProtocolVersionIsRefused();
    void anotherNodeAtTheEndpointIsRefused();
    void aMessageBeforeWelcomeEndsTheLink();
    void anOverlongHandshakeIsNotRead();
    void aCallerThatSaysNothingIsClosed();
    void aSilentPeerIsDownWithinTwelveHundredMilliseconds();
    void aSlowButAliveLinkStaysUp();
    void aBrokenLinkComesBack();
    void simultaneousConnectsLeaveOneLink();
    void aLaterLifeTakesThePlaceOfAnEarlierOne();
    void anEarlierLifeIsRefused();
    void dropEndsTheLinkAndItStaysDown();
    void anotherEndpointReplacesTheLink();
    void aPeerThatDoesNotReadIsDroppedAtTheQueueLimit();
};

void PeerLinksTest::aKeptLinkComesUpOnBothSides() {
    Side a(one);
    Side b(two);
    a.links.keep(two, b.endpoint());
    QTRY_COMPARE(a.story, Story{"up unit 2"});
    QTRY_COMPARE(b.story, Story{"up unit 1"});
    QVERIFY(a.links.isUp(two) && b.links.isUp(one));
}

void PeerLinksTest::framesArriveInOrderWithTheirTypes() {
    Side a(one);
    Side b(two);
    a.links.keep(two, b.endpoint());
    QTRY_VERIFY(b.links.isUp(one) && a.links.isUp(two));
    for (int number = 0; number < 1000; ++number) {
        a.links.send(two, static_cast<std::uint16_t>(16 + number % 7), std::to_string(number));
    }
    QCOMPARE(b.frames.size(), std::size_t{0});
    a.links.flush();
    const int turnsBefore = b.turns;
    QTRY_COMPARE(b.frames.size(), std::size_t{1000});
    for (std::size_t number = 0; number < 1000; ++number) {
        QCOMPARE(b.frames[number].first, static_cast<std::uint16_t>(16 + number % 7));
        QCOMPARE(b.frames[number].second, std::to_string(number));
    }
    QVERIFY2(b.turns - turnsBefore <= 5, "frames of one turn were not written together");
}

void PeerLinksTest::largeFramesPass() {
    Side a(one);
    Side b(two);
    a.links.keep(two, b.endpoint());
    QTRY_VERIFY(a.links.isUp(two) && b.links.isUp(one));
    const std::string large(5 << 20, 'x');
    for (int number = 0; number < 4; ++number) {
        a.links.send(two, 20, large);
    }
    a.links.flush();
    QTRY_COMPARE_WITH_TIMEOUT(b.frames.size(), std::size_t{4}, 20000);
    QVERIFY(b.frames[3].second == large);
    QCOMPARE(a.story, Story{"up unit 2"});
}

void PeerLinksTest::aPeerOfAnotherGridIsRefused() {
    Side a(one, ofGrid("shop"));
    Side b(two, ofGrid("warehouse"));
    a.links.keep(two, b.endpoint());
    QTest::qWait(300);
    QCOMPARE(a.story, Story{});
    QCOMPARE(b.story, Story{});
}

void PeerLinksTest::aPeerWithAnotherPasswordIsRefused() {
    Side a(one, withPassword("right"));
    Side b(two, withPassword("wrong"));
    Side c(NodeId{NodeKind::Agent, 3});
    a.links.keep(two, b.endpoint());
    c.links.keep(two, b.endpoint());
    b.links.keep(NodeId{NodeKind::Agent, 3}, c.endpoint());
    QTest::qWait(400);
    QCOMPARE(a.story, Story{});
    QCOMPARE(b.story, Story{});
    QCOMPARE(c.story, Story{});
}

void PeerLinksTest::peersWithTheSamePasswordMeet() {
    Side a(one, withPassword("right"));
    Side b(two, withPassword("right"));
    a.links.keep(two, b.endpoint());
    QTRY_VERIFY(a.links.isUp(two) && b.links.isUp(one));
}

void PeerLinksTest::aPeerOfAnotherProtocolVersionIsRefused() {
    Side side(one);
    RawPeer peer(side);
    std::string bytes;
    wire::writeFrame(bytes, 1, "from the future");
    bytes[4] = static_cast<char>(wire::protocolVersion + 1);
    peer.socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
    QTRY_VERIFY(peer.socket.bytesAvailable() > 0);
    QTRY_VERIFY(peer.isGone());
    const QByteArray answer = peer.socket.readAll();
    QVERIFY2(answer.contains("version"), answer.constData());
}

void PeerLinksTest::anotherNodeAtTheEndpointIsRefused() {
    Side a(one);
    Side b(two);
    a.links.keep(NodeId{NodeKind::Unit, 9}, b.endpoint());
    QTest::qWait(300);
    QCOMPARE(a.story, Story{});
    QCOMPARE(b.story, Story{});
}

void PeerLinksTest::aMessageBeforeWelcomeEndsTheLink() {
    Side side(one);
    RawPeer peer(side);
    peer.hello(two);
    peer.send(static_cast<runtime::HandshakeFrame>(16), "early");
    QTRY_VERIFY(peer.isGone());
    QCOMPARE(side.frames.size(), std::size_t{0});
    QCOMPARE(side.story, Story{});
}

void PeerLinksTest::anOverlongHandshakeIsNotRead() {
    Side side(one);
    RawPeer peer(side);
    std::string bytes;
    wire::writeFrame(bytes, 1, std::string(1 << 20, 'h'));
    bytes.resize(20000);  // Announces a MiB, sends a part of it.
    peer.socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
    QElapsedTimer clock;
    clock.start();
    QTRY_VERIFY(peer.isGone());
    QVERIFY(clock.elapsed() < 800);
}

void PeerLinksTest::aCallerThatSaysNothingIsClosed() {
    Side side(one);
    RawPeer peer(side);
    QTRY_COMPARE(peer.socket.state(), QAbstractSocket::ConnectedState);
    QTRY_VERIFY_WITH_TIMEOUT(peer.isGone(), 1500);
}

void PeerLinksTest::aSilentPeerIsDownWithinTwelveHundredMilliseconds() {
    Side side(one);
    RawPeer peer(side);
    peer.hello(two);
    peer.send(runtime::HandshakeFrame::Proof, "");
    QTRY_COMPARE(side.story, Story{"up unit 2"});
    QElapsedTimer clock;
    clock.start();
    QTRY_COMPARE_WITH_TIMEOUT(side.story, (Story{"up unit 2", "down unit 2"}), 3000);
    QVERIFY2(clock.elapsed() >= 900 && clock.elapsed() <= 1200,
             qPrintable(QString::number(clock.elapsed())));
}

void PeerLinksTest::aSlowButAliveLinkStaysUp() {
    Side a(one);
    Side b(two);
    a.links.keep(two, b.endpoint());
    QTRY_VERIFY(a.links.isUp(two));
    QTest::qWait(2500);
    QCOMPARE(a.story, Story{"up unit 2"});
    QCOMPARE(b.story, Story{"up unit 1"});
}

void PeerLinksTest::aBrokenLinkComesBack() {
    Side a(one);
    auto b = std::make_unique<Side>(two);
    const model::Endpoint endpoint = b->endpoint();
    a.links.keep(two, endpoint);
    QTRY_COMPARE(a.story, Story{"up unit 2"});
    b.reset();
    QTRY_COMPARE(a.story, (Story{"up unit 2", "down unit 2"}));
    QTest::qWait(200);
    Side again(two, withIncarnation(2), endpoint.port);
    QTRY_COMPARE(a.story, (Story{"up unit 2", "down unit 2", "up unit 2"}));
}

void PeerLinksTest::simultaneousConnectsLeaveOneLink() {
    for (int round = 0; round < 20; ++round) {
        Side a(one);
        Side b(two);
        a.links.keep(two, b.endpoint());
        b.links.keep(one, a.endpoint());
        QTRY_VERIFY(a.links.isUp(two) && b.links.isUp(one));
        QTest::qWait(150);
        QVERIFY(a.links.isUp(two) && b.links.isUp(one));
        a.links.send(two, 16, "a");
        b.links.send(one, 16, "b");
        a.links.flush();
        b.links.flush();
        QTRY_COMPARE(a.frames.size(), std::size_t{1});
        QTRY_COMPARE(b.frames.size(), std::size_t{1});
        const std::size_t before = a.story.size();
        QTest::qWait(100);
        QCOMPARE(a.story.size(), before);
    }
}

void PeerLinksTest::aLaterLifeTakesThePlaceOfAnEarlierOne() {
    Side a(one);
    Side early(two, withIncarnation(5));
    early.links.keep(one, a.endpoint());
    QTRY_COMPARE(a.story, Story{"up unit 2"});
    Side later(two, withIncarnation(6));
    later.links.keep(one, a.endpoint());
    QTRY_COMPARE(a.story, (Story{"up unit 2", "down unit 2", "up unit 2"}));
    QTRY_VERIFY(later.links.isUp(one));
    QTRY_VERIFY(!early.links.isUp(one));
}

void PeerLinksTest::anEarlierLifeIsRefused() {
    Side a(one);
    Side later(two, withIncarnation(6));
    later.links.keep(one, a.endpoint());
    QTRY_COMPARE(a.story, Story{"up unit 2"});
    Side early(two, withIncarnation(5));
    early.links.keep(one, a.endpoint());
    QTest::qWait(300);
    QCOMPARE(early.story, Story{});
    QCOMPARE(a.story, Story{"up unit 2"});
}

void PeerLinksTest::dropEndsTheLinkAndItStaysDown() {
    Side a(one);
    Side b(two);
    a.links.keep(two, b.endpoint());
    QTRY_VERIFY(a.links.isUp(two) && b.links.isUp(one));
    a.links.drop(two);
    QTRY_COMPARE(a.story, (Story{"up unit 2", "down unit 2"}));
    QTRY_COMPARE(b.story, (Story{"up unit 1", "down unit 1"}));
    QTest::qWait(200);
    QVERIFY(!a.links.isUp(two));
}

void PeerLinksTest::anotherEndpointReplacesTheLink() {
    Side a(one);
    Side b(two);
    Side moved(two);
    a.links.keep(two, b.endpoint());
    QTRY_VERIFY(a.links.isUp(two));
    a.links.keep(two, moved.endpoint());
    QTRY_COMPARE(a.story, (Story{"up unit 2", "down unit 2", "up unit 2"}));
    QTRY_VERIFY(moved.links.isUp(one));
}

void PeerLinksTest::aPeerThatDoesNotReadIsDroppedAtTheQueueLimit() {
    PeerLimits limits;
    limits.queueBytes = 8 << 20;
    Side side(one, {}, 0, limits);
    RawPeer peer(side);
    peer.socket.setReadBufferSize(4096);
    peer.hello(two);
    peer.send(runtime::HandshakeFrame::Proof, "");
    QTRY_COMPARE(side.story, Story{"up unit 2"});
    const std::string message(1 << 20, 'm');
    std::size_t most = 0;
    for (int number = 0; number < 64 && side.links.isUp(two); ++number) {
        side.links.send(two, 16, message);
        side.links.flush();
        most = std::max(most, side.links.queuedBytes(two));
    }
    QVERIFY2(most <= (9U << 20), qPrintable(QString::number(most)));
    QTRY_COMPARE(side.story, (Story{"up unit 2", "down unit 2"}));
}

QTEST_GUILESS_MAIN(PeerLinksTest)
#include "tst_runtime_peer_links.moc"
