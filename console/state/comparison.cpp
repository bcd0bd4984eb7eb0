// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/comparison.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include <QCoreApplication>
#include <QStringList>

#include "console/state/formatting.h"

namespace orrery::console {
namespace {

QString words(const char* text) { return QCoreApplication::translate("Comparison", text); }

QString signedText(double change, const QString& size) {
    return change == 0 ? QStringLiteral("0") : (change > 0 ? QStringLiteral("+") : QStringLiteral("−")) + size;
}

using Format = std::function<QString(double)>;

Difference figure(const QString& name, std::optional<double> before, std::optional<double> after, const Format& format) {
    Difference row{DifferenceKind::Figure, name, {}, unknownText(), unknownText(), unknownText()};
    row.before = before ? format(*before) : unknownText();
    row.after = after ? format(*after) : unknownText();
    if (before && after) {
        row.change = signedText(*after - *before, format(std::abs(*after - *before)));
    }
    return row;
}

std::optional<double> of(const Aged<double>& aged) { return aged.value; }
std::optional<double> of(const Aged<std::uint64_t>& aged) {
    return aged.value ? std::optional(static_cast<double>(*aged.value)) : std::nullopt;
}
std::optional<double> of(const Aged<Duration>& aged) {
    return aged.value ? std::optional(static_cast<double>(aged.value->micros)) : std::nullopt;
}

QString rate(double value) { return formatRate(value).joined(); }
QString count(double value) { return formatCount(static_cast<std::uint64_t>(value)); }
QString bytes(double value) { return formatBytes(static_cast<std::uint64_t>(value)).joined(); }
QString ratio(double value) { return formatRatio(value).joined(); }
QString span(double micros) { return formatDuration(Duration{static_cast<std::int64_t>(micros)}).joined(); }

void compareTotals(const GridTotals& a, const GridTotals& b, std::vector<Difference>& rows) {
    rows.push_back(figure(words(QT_TRANSLATE_NOOP("Comparison", "Requests")), of(a.operationsPerSecond),
                          of(b.operationsPerSecond), rate));
    rows.push_back(figure(words(QT_TRANSLATE_NOOP("Comparison", "Hit ratio")), of(a.hitRatio), of(b.hitRatio), ratio));
    rows.push_back(figure(words(QT_TRANSLATE_NOOP("Comparison", "Worst replication lag")), of(a.worstLag), of(b.worstLag), span));
    rows.push_back(figure(words(QT_TRANSLATE_NOOP("Comparison", "Only in memory")), of(a.onlyInMemory), of(b.onlyInMemory), count));
    const bool memoryKnown = a.reportingUnits > 0 && b.reportingUnits > 0;
    rows.push_back(figure(words(QT_TRANSLATE_NOOP("Comparison", "Memory")),
                          memoryKnown ? std::optional(static_cast<double>(a.memoryBytes)) : std::nullopt,
                          memoryKnown ? std::optional(static_cast<double>(b.memoryBytes)) : std::nullopt, bytes));
    rows.push_back(figure(words(QT_TRANSLATE_NOOP("Comparison", "Partitions with all copies")), a.wholePartitions,
                          b.wholePartitions, count));
    rows.push_back(figure(words(QT_TRANSLATE_NOOP("Comparison", "Partitions lost")), a.lostPartitions, b.lostPartitions, count));
    rows.push_back(figure(words(QT_TRANSLATE_NOOP("Comparison", "Units ready")), a.readyUnits, b.readyUnits, count));
}

QString stateOf(const GridSnapshot& snapshot, UnitId id) {
    const model::UnitDescription* unit = snapshot.unit(id);
    return unit == nullptr ? words(QT_TRANSLATE_NOOP("Comparison", "not there"))
                           : QString::fromUtf8(wordFor(unit->state).data(), static_cast<qsizetype>(wordFor(unit->state).size()));
}

void compareUnits(const GridSnapshot& a, const GridSnapshot& b, std::vector<Difference>& rows) {
    std::set<UnitId> ids;
    for (const GridSnapshot* snapshot : {&a, &b}) {
        for (const UnitView& unit : snapshot->units) {
            ids.insert(unit.id);
        }
    }
    for (const UnitId id : ids) {
        const QString name = a.unit(id) != nullptr ? a.unitName(id) : b.unitName(id);
        if (stateOf(a, id) != stateOf(b, id)) {
            rows.push_back({DifferenceKind::Unit, name, words(QT_TRANSLATE_NOOP("Comparison", "state")), stateOf(a, id),
                            stateOf(b, id), {}});
        }
        const UnitView* before = a.unitView(id);
        const UnitView* after = b.unitView(id);
        if (before == nullptr || after == nullptr) {
            continue;
        }
        const auto counted = [&](const char* what, std::uint32_t one, std::uint32_t two) {
            if (one != two) {
                Difference row = figure(name, one, two, count);
                row.kind = DifferenceKind::Unit;
                row.what = words(what);
                rows.push_back(row);
            }
        };
        counted(QT_TRANSLATE_NOOP("Comparison", "primaries"), before->primaries, after->primaries);
        counted(QT_TRANSLATE_NOOP("Comparison", "backups"), before->backups, after->backups);
    }
}

QString copiesOf(const GridSnapshot& snapshot, const model::PartitionDescription& partition) {
    QStringList names;
    for (const UnitId unit : partition.inSync) {
        names.push_back(snapshot.unitName(unit));
    }
    names.sort();
    return names.isEmpty() ? words(QT_TRANSLATE_NOOP("Comparison", "none")) : names.join(QStringLiteral(", "));
}

QString primaryOf(const GridSnapshot& snapshot, const model::PartitionDescription& partition) {
    return partition.lost      ? words(QT_TRANSLATE_NOOP("Comparison", "lost"))
           : partition.primary ? snapshot.unitName(*partition.primary)
                               : words(QT_TRANSLATE_NOOP("Comparison", "none"));
}

void comparePartitions(const GridSnapshot& a, const GridSnapshot& b, std::vector<Difference>& rows) {
    for (const model::PartitionDescription& before : a.state->partitions) {
        const model::PartitionDescription* after = b.partition(before.id);
        if (after == nullptr) {
            continue;
        }
        const QString name = words(QT_TRANSLATE_NOOP("Comparison", "Partition %1")).arg(before.id.value);
        const auto texts = [&](const char* what, const QString& one, const QString& two) {
            if (one != two) {
                rows.push_back({DifferenceKind::Partition, name, words(what), one, two, {}});
            }
        };
        texts(QT_TRANSLATE_NOOP("Comparison", "primary"), primaryOf(a, before), primaryOf(b, *after));
        texts(QT_TRANSLATE_NOOP("Comparison", "copies"), copiesOf(a, before), copiesOf(b, *after));
    }
}

}  // namespace

std::vector<Difference> compareSnapshots(const GridSnapshot& before, const GridSnapshot& after) {
    std::vector<Difference> rows;
    compareTotals(before.totals, after.totals, rows);
    compareUnits(before, after, rows);
    comparePartitions(before, after, rows);
    return rows;
}

}  // namespace orrery::console
