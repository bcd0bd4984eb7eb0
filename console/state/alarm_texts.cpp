// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of alarms.
#include <QCoreApplication>

#include "console/state/alarm_catalogue.h"
#include "console/state/alarm_rules.h"
#include "console/state/formatting.h"

namespace orrery::console {
namespace {

QString words(const char* text) { return QCoreApplication::translate("Alarm", text); }

QString copiesText(std::uint32_t partition, std::size_t copies) {
    if (copies == 0) {
        return words("Partition %1 has no copy").arg(partition);
    }
    return copies == 1 ? words("Partition %1 has one copy").arg(partition)
                       : words("Partition %1 has %2 copies").arg(partition).arg(copies);
}

QString joiningText(PartitionId partition, const GridSnapshot& picture) {
    QStringList joining;
    for (const UnitId unit : picture.state->partitions[partition.value].joining) {
        joining.push_back(picture.unitName(unit));
    }
    return joining.isEmpty() ? words("no unit is catching up")
                             : words("%1 is catching up").arg(joining.join(QStringLiteral(", ")));
}

QString pumpDetail(const model::PumpTelemetry& pump) {
    if (!pump.lastError.empty()) {
        return QString::fromStdString(pump.lastError);
    }
    QString detail = formatPlural(pump.retries, words("retry"), words("retries"));
    if (pump.commitP99) {
        detail += words(", p99 commit %1").arg(formatDuration(*pump.commitP99).joined());
    }
    return detail;
}

/// The sentence and what belongs to it, for an alarm of `unit`.
void describeUnit(AlarmTexts& texts, AlarmKind kind, const model::UnitDescription& unit,
                  const PumpView& pump) {
    const QString name = QString::fromStdString(unit.name);
    switch (kind) {
    case AlarmKind::UnitDead:
        texts.text = words("Unit %1 is dead").arg(name);
        texts.detail = QString::fromStdString(unit.reason);
        break;
    case AlarmKind::UnitUnhealthy:
        texts.text = words("Unit %1 is not heard").arg(name);
        texts.detail = QString::fromStdString(unit.reason);
        break;
    case AlarmKind::PumpBlocked:
        texts.text = words("Pump of %1 is blocked, writers are refused").arg(name);
        texts.detail = pumpDetail(pump.counters);
        break;
    case AlarmKind::PumpBackingOff:
        texts.text = words("Pump of %1 waits for the database").arg(name);
        texts.detail = pumpDetail(pump.counters);
        break;
    case AlarmKind::PumpFilling:
        texts.text = words("Memory for writes of %1 runs out").arg(name);
        texts.detail = pump.fillsIn ? words("in %1 at this pace")
                                          .arg(formatDuration(*pump.fillsIn).joined())
                                    : QString();
        break;
    case AlarmKind::LedgerMismatch:
        texts.text = words("The ledger of %1 does not balance").arg(name);
        texts.detail = words("accepted writes are not all accounted for");
        break;
    case AlarmKind::DeadLetters:
        texts.text = words("The database refused rows of %1 for good").arg(name);
        texts.detail = formatPlural(pump.counters.deadLettered, words("dead letter"),
                                    words("dead letters"));
        break;
    case AlarmKind::MemoryHigh:
        texts.text = words("Memory of %1 is nearly full").arg(name);
        break;
    case AlarmKind::PartitionLost:
    case AlarmKind::PartitionUnderReplicated:
    case AlarmKind::HostLost:
    case AlarmKind::LinkSilent: break;
    }
}

QString suppressionText(const AlarmWish& wish, const GridSnapshot& picture) {
    if (!wish.suppressedBy) {
        return {};
    }
    const QString name = picture.unitName(*wish.suppressedBy);
    return wish.subject.id.kind == AlarmKind::LinkSilent
               ? words("follows from the state of %1").arg(name)
               : words("the pump of %1 is paused by an operator").arg(name);
}

}  // namespace

AlarmTexts describe(const AlarmWish& wish, const GridSnapshot& picture) {
    AlarmTexts texts;
    const AlarmKind kind = wish.subject.id.kind;
    const AlarmAdvice advice = adviceOn(kind);
    texts.response = advice.response + QLatin1Char(' ') + advice.consequence;
    texts.suppressedBy = suppressionText(wish, picture);
    const model::UnitDescription* unit = wish.unit ? picture.unit(*wish.unit) : nullptr;
    const UnitView* view = wish.unit ? picture.unitView(*wish.unit) : nullptr;
    if (kind == AlarmKind::HostLost) {
        texts.text = words("Host %1 is not heard").arg(QString::fromStdString(wish.subject.host));
    } else if (kind == AlarmKind::LinkSilent) {
        texts.text = words("%1 → %2 acknowledges nothing")
                         .arg(picture.unitName(wish.subject.units.back()),
                              picture.unitName(wish.subject.units.front()));
    } else if (wish.subject.partition) {
        const PartitionId id = *wish.subject.partition;
        const PartitionView* partition = picture.partitionView(id);
        const bool lost = kind == AlarmKind::PartitionLost;
        texts.text = lost ? words("Partition %1 is lost").arg(id.value)
                          : copiesText(id.value, partition->copies);
        texts.detail = lost ? words("no living copy holds every acknowledged write")
                            : joiningText(id, picture);
    } else if (unit != nullptr && view != nullptr) {
        describeUnit(texts, kind, *unit, view->pump);
    }
    return texts;
}

}  // namespace orrery::console
