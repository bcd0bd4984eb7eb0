// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A link, an event, an alarm.
#include <QPushButton>

#include "console/views/detail_pages.h"
#include "console/views/figures.h"
#include "console/views/view_support.h"
#include "console/widgets/fact_list.h"
#include "console/widgets/note_card.h"
#include "console/widgets/sparkline.h"

namespace orrery::console {

namespace {

QString wordOf(std::string_view word) {
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

const Alarm* findAlarm(const GridSnapshot& snapshot, const std::optional<AlarmId>& id) {
    for (const Alarm& alarm : snapshot.alarms) {
        if (id && alarm.id == *id) {
            return &alarm;
        }
    }
    return nullptr;
}

/// The last breaks of a line, newest first: when each began and how long it lasted.
std::vector<Fact> gapFacts(const std::vector<Segment>& segments) {
    constexpr std::size_t most = 4;
    std::vector<Fact> facts;
    for (std::size_t i = segments.size(); i-- > 1 && facts.size() < most;) {
        const double from = segments[i - 1].back().x();
        const double to = segments[i].front().x();
        facts.push_back({formatClock(WallTime{static_cast<std::int64_t>(from)}),
                         formatDuration(milliseconds(static_cast<std::int64_t>(to - from))).joined()});
    }
    if (facts.empty()) {
        facts.push_back({LinkPage::tr("In this time"), LinkPage::tr("none")});
    }
    return facts;
}

}  // namespace

LinkPage::LinkPage(const ViewContext& context, QWidget* parent) : DetailPage(context, parent) {
    setObjectName(QStringLiteral("detailDock.link"));
    m_facts = addFacts(tr("Measured by the sender"));
    m_lag = addCurve(tr("Worst lag of the sender"));
    m_lag->setWords([](double value) { return metricText(Metric::LagMillis, value); });
    m_received = addCurve(tr("Requests of the receiver"));
    m_received->setWords([](double value) { return metricText(Metric::OperationsPerSecond, value); });
    m_gaps = addFacts(tr("Gaps in what the sender said of its lag"));
    finish();
}

void LinkPage::showEnds(const GridSnapshot& snapshot, const LinkId& link) {
    const MetricHistory& history = *context().history;
    const Duration span = trendSpan(history, snapshot.now.at);
    setCurveSpan(span);
    m_lag->setValues(trendValues(history, Metric::LagMillis, link.from, snapshot.now.at, span));
    m_received->setValues(
        trendValues(history, Metric::OperationsPerSecond, link.to, snapshot.now.at, span));
    m_gaps->setFacts(gapFacts(history.series(
        {Metric::LagMillis, link.from, snapshot.now.at - span, snapshot.now.at}, snapshot.now)));
}

void LinkPage::show(const GridSnapshot& snapshot) {
    const auto id = context().selection->link();
    const LinkView* link = id ? snapshot.link(id->from, id->to) : nullptr;
    if (link == nullptr) {
        return;
    }
    setHeading(tr("%1 → %2").arg(snapshot.unitName(id->from), snapshot.unitName(id->to)),
               tr("%1 partitions over this link").arg(link->partitions));
    const auto aged = [&](const QString& text) { return formatAged(text, link->freshness); };
    m_facts->setFacts(
        {{tr("Lag"),
          link->lag.value ? formatAged(textOf(link->lag.value), link->lag.freshness) : QString()},
         {tr("Changes behind"), aged(formatCount(link->counters.lagRecords))},
         {tr("Bytes queued"), aged(formatBytes(link->counters.queuedBytes).joined())},
         {tr("Resends"), aged(formatCount(link->counters.resends))},
         {tr("Last acknowledgement"), link->counters.lastAcknowledgement
                                          ? aged(textOf(link->counters.lastAcknowledgement))
                                          : QString()},
         {tr("Sender last heard"), formatAge(link->age)}});
    showEnds(snapshot, *id);
}

EventPage::EventPage(const ViewContext& context, QWidget* parent) : DetailPage(context, parent) {
    setObjectName(QStringLiteral("detailDock.event"));
    m_text = addNote(tr("What happened"));
    m_facts = addFacts(tr("Record"));
    auto* moment = makeButton(tr("Show that moment"), "detailDock.moment");
    addButtons({moment});
    connect(moment, &QPushButton::clicked, this, [this] { Q_EMIT momentRequested(m_at); });
    finish();
}

void EventPage::show(const GridSnapshot& snapshot) {
    const auto number = context().selection->event();
    const std::size_t index =
        number ? snapshot.events.indexOf(number->value) : snapshot.events.size();
    if (index >= snapshot.events.size()) {
        return;
    }
    const ReceivedEvent& received = snapshot.events.at(index);
    const model::GridEvent& event = *received.event;
    m_at = event.at;
    setHeading(wordOf(model::wordFor(event.kind)), formatDateTime(event.at));
    m_text->setText(QString::fromStdString(event.text));
    m_facts->setFacts(
        {{tr("Number"), formatCount(event.number)},
         {tr("Epoch"), formatCount(event.epoch.value)},
         {tr("Severity"), wordOf(model::wordFor(event.severity))},
         {tr("By"), QString::fromStdString(event.actor)},
         {tr("Reason"), event.reason.empty() ? tr("none given") : QString::fromStdString(event.reason)},
         {tr("Plan"), event.plan.empty() ? tr("none") : QString::fromStdString(event.plan)},
         {tr("Follows from"), event.cause == 0 ? tr("nothing named") : tr("entry %1").arg(formatCount(event.cause))},
         {tr("Unit"), event.unit ? snapshot.unitName(*event.unit) : tr("none")},
         {tr("Partitions"), event.partition ? QString::number(event.partition->value)
                                            : formatCount(event.partitionCount)},
         {tr("Took"), event.took.micros > 0 ? textOf(event.took) : tr("not measured")},
         {tr("Received"), received.late
                              ? tr("late, %1").arg(formatClockMillis(received.receivedAt.wall))
                              : formatClockMillis(received.receivedAt.wall)}});
}

AlarmPage::AlarmPage(const ViewContext& context, QWidget* parent) : DetailPage(context, parent) {
    setObjectName(QStringLiteral("detailDock.alarm"));
    m_response = addNote(tr("What to do"));
    m_facts = addFacts(tr("Alarm"));
    finish();
}

void AlarmPage::show(const GridSnapshot& snapshot) {
    const Alarm* alarm = findAlarm(snapshot, context().selection->alarm());
    if (alarm == nullptr) {
        setHeading(tr("Alarm"), tr("over and acknowledged"));
        return;
    }
    setHeading(alarm->text, alarm->detail);
    m_response->setText(alarm->response);
    m_facts->setFacts(
        {{tr("Priority"), urgencyWord(urgencyOf(alarm->priority)),
          toneOf(urgencyOf(alarm->priority))},
         {tr("State"), wordsOf(alarm->state)},
         {tr("Raised"), formatClock(alarm->raisedAt.wall)},
         {tr("Lasting"), formatElapsed(snapshot.now.at - alarm->raisedAt.at)},
         {tr("Came first"), alarm->firstOut() ? tr("yes") : tr("no, it follows another")},
         {tr("Alarms that follow"), formatCount(alarm->followers)}});
}

}  // namespace orrery::console
