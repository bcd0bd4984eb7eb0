// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a process says about itself: HTTP pages, metrics, beacon, log lines.
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkInterface>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QtTest>

#include "cluster/runtime/discovery.h"
#include "cluster/runtime/http_endpoint.h"
#include "cluster/runtime/log.h"
#include "cluster/runtime/metrics_text.h"

using namespace orrery;

namespace {

struct Answer {
    int status = 0;
    QByteArray body;
    QString type;
};

struct Site {
    Site()
        : endpoint({[this] {
                        return runtime::HttpPages::Health{serving, {{"status", "x"}}};
                    },
                    [] {
                        return QJsonObject{{"unit", "u1"}};
                    },
                    [] { return std::string("metric 1\n"); }}) {
        opened = endpoint.listen({"127.0.0.1", 0}).ok();
    }
    Answer get(const QString& path) {
        QNetworkReply* reply = network.get(
            QNetworkRequest(QUrl(QString("http://127.0.0.1:%1%2").arg(endpoint.port()).arg(path))));
        QSignalSpy finished(reply, &QNetworkReply::finished);
        finished.wait();
        reply->deleteLater();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
                reply->readAll(), reply->header(QNetworkRequest::ContentTypeHeader).toString()};
    }
    bool serving = true;
    bool opened = false;
    runtime::HttpEndpoint endpoint;
    QNetworkAccessManager network;
};

}  // namespace

class PagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void healthSaysWhetherTheProcessServes();
    void statusIsJsonAndMetricsAreText();
    void otherPathsAnswerNotFoundAsJson();
    void aPortInUseIsNamed();
    void metricsFollowTheExpositionFormat();
    void metricsOfAGridCountUnitsByState();
    void aBeaconReachesAListenerOnLoopback();
    void logLinesHoldOneLineEach();
};

void PagesTest::healthSaysWhetherTheProcessServes() {
    Site site;
    QVERIFY(site.opened);
    QCOMPARE(site.get("/health").status, 200);
    site.serving = false;
    QCOMPARE(site.get("/health").status, 503);
}

void PagesTest::statusIsJsonAndMetricsAreText() {
    Site site;
    QCOMPARE(QJsonDocument::fromJson(site.get("/status").body).object(),
             (QJsonObject{{"unit", "u1"}}));
    const Answer metrics = site.get("/metrics");
    QCOMPARE(metrics.body, QByteArray("metric 1\n"));
    QVERIFY(metrics.type.startsWith("text/plain; version=0.0.4"));
}

void PagesTest::otherPathsAnswerNotFoundAsJson() {
    Site site;
    const Answer answer = site.get("/secrets");
    QCOMPARE(answer.status, 404);
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    QCOMPARE(body.value("status").toInt(), 404);
    QVERIFY(body.value("error").toString().contains("/secrets"));
}

void PagesTest::aPortInUseIsNamed() {
    Site site;
    Site other;
    const Status status = other.endpoint.listen({"127.0.0.1", site.endpoint.port()});
    QVERIFY(!status.ok());
    QCOMPARE(status.error().code, ErrorCode::Unavailable);
    QVERIFY(status.error().detail.find(":" + std::to_string(site.endpoint.port())) !=
            std::string::npos);
}

void PagesTest::metricsFollowTheExpositionFormat() {
    model::UnitTelemetry telemetry;
    telemetry.operations = 12;
    telemetry.partitions.emplace_back().role = model::Role::Primary;
    model::LinkTelemetry& link = telemetry.links.emplace_back();
    link.to = UnitId{3};
    link.lag = milliseconds(20);
    const QByteArray text =
        QByteArray::fromStdString(runtime::metricsOf(telemetry, "sh\"op", "u1"));
    QVERIFY(
        text.contains("# TYPE orrery_operations_total counter\n"
                      "orrery_operations_total{grid=\"sh\\\"op\",unit=\"u1\"} 12\n"));
    QVERIFY(text.contains("orrery_partitions{grid=\"sh\\\"op\",unit=\"u1\",role=\"primary\"} 1\n"));
    QVERIFY(text.contains(",to=\"3\"} 0.02"));
    const QRegularExpression line(
        "^(# (HELP|TYPE) orrery_[a-z_]+ .+|orrery_[a-z_]+\\{.+\\} [0-9.e+-]+)$");
    for (const QByteArray& each : text.trimmed().split('\n')) {
        QVERIFY2(line.match(each).hasMatch(), each.constData());
    }
}

void PagesTest::metricsOfAGridCountUnitsByState() {
    model::GridState state;
    state.name = "shop";
    state.units.resize(2);
    state.units[0].state = model::UnitState::Ready;
    state.units[1].state = model::UnitState::Dead;
    state.partitions.resize(1);
    const std::string text = runtime::metricsOf(state);
    QVERIFY(text.find("orrery_units{grid=\"shop\",state=\"ready\"} 1\n") != std::string::npos);
    QVERIFY(text.find("orrery_partitions_without_primary{grid=\"shop\"} 1\n") != std::string::npos);
}

void PagesTest::aBeaconReachesAListenerOnLoopback() {
    QNetworkInterface loopback;
    for (const QNetworkInterface& candidate : QNetworkInterface::allInterfaces()) {
        if (candidate.flags().testFlag(QNetworkInterface::IsLoopBack)) {
            loopback = candidate;
        }
    }
    QUdpSocket listener;
    QVERIFY(
        listener.bind(QHostAddress::AnyIPv4, runtime::beaconPort, QAbstractSocket::ShareAddress));
    if (!listener.joinMulticastGroup(QHostAddress(runtime::beaconGroup), loopback)) {
        QSKIP("this machine has no multicast on loopback");
    }
    const QString grid = QString("test-%1").arg(QCoreApplication::applicationPid());
    runtime::Beacon beacon("127.0.0.1", [&grid] {
        return runtime::BeaconFacts{grid.toStdString(), "id", "a", {"127.0.0.1", 7100}, true};
    });
    QJsonObject heard;
    const auto listen = [&] {
        while (listener.hasPendingDatagrams() && heard.value("grid") != grid) {
            QByteArray datagram(1500, '\0');
            datagram.resize(listener.readDatagram(datagram.data(), datagram.size()));
            heard = QJsonDocument::fromJson(datagram).object();
        }
        return heard.value("grid") == grid;
    };
    QTRY_VERIFY(listen());
    QCOMPARE(heard.value("orrery").toInt(), 1);
    QCOMPARE(heard.value("client").toString(), QString("127.0.0.1:7100"));
    QCOMPARE(heard.value("controller").toBool(), true);
}

void PagesTest::logLinesHoldOneLineEach() {
    const std::string line =
        runtime::formatLogLine(WallTime{1795224392007}, runtime::LogLevel::Warning, "peers",
                               "it said \"no\"\nand left", {{"node", "unit 3"}});
    QCOMPARE(line,
             std::string("2026-11-21T01:26:32.007Z warning peers \"it said \\\"no\\\" and left\" "
                         "node=\"unit 3\"\n"));
}

QTEST_GUILESS_MAIN(PagesTest)
#include "tst_runtime_pages.moc"
