// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows, and three ways to write them down.
#include "console/views/receipt_document.h"

#include <QCoreApplication>
#include <QTextDocument>

#include "console/state/formatting.h"

namespace orrery::console {
namespace {

constexpr ReceiptSection allSections[] = {ReceiptSection::Phases, ReceiptSection::Writes, ReceiptSection::Forecast,
                                          ReceiptSection::Origin};

QString tr(const char* text) { return QCoreApplication::translate("orrery::console::FailoverReceipt", text); }

QString countText(const std::optional<std::uint64_t>& count) { return count ? formatCount(*count) : QString(); }

QString durationText(const std::optional<Duration>& duration) {
    return duration ? formatDuration(*duration).joined() : QString();
}

QString phaseLabel(const FailoverReceipt& receipt, FailoverPhase phase) {
    switch (phase) {
    case FailoverPhase::DeathProven:
        return receipt.detectedBy.isEmpty() ? tr("Death proven") : tr("Death proven by %1").arg(receipt.detectedBy);
    case FailoverPhase::TableCommitted:
        return receipt.epochAfter ? tr("Table committed, epoch %1").arg(receipt.epochAfter->value)
                                  : tr("Table committed");
    case FailoverPhase::BackupsTookOver:
        return receipt.partitions > 0 ? tr("Backups took over, %1 partitions").arg(receipt.partitions)
                                      : tr("Backups took over");
    case FailoverPhase::FirstWrite: return tr("First write after");
    case FailoverPhase::CopiesWhole: return tr("Copies whole again");
    }
    return {};
}

/// How it stands with the copies at the moment of `snapshot`, as long as the journal does not call them whole.
QString copiesStanding(const GridSnapshot& snapshot) {
    if (!snapshot.hasState || snapshot.partitions.empty()) {
        return {};
    }
    const GridTotals& totals = snapshot.totals;
    const std::uint64_t missing = snapshot.partitions.size() - totals.wholePartitions;
    if (missing == 0) {
        return tr("whole now");
    }
    if (totals.readyUnits < snapshot.state->backups + 1U) {
        return tr("not whole: 0 spare units");
    }
    const auto counted = [](std::uint64_t count) { return formatPlural(count, tr("partition"), tr("partitions")); };
    const QString text = totals.copies[0] > 0   ? tr("still %1 with no copy").arg(counted(totals.copies[0]))
                         : totals.copies[1] > 0 ? tr("still %1 with one copy").arg(counted(totals.copies[1]))
                                                : tr("still %1 with a copy too few").arg(counted(missing));
    return formatAged(text, snapshot.tableFreshness);
}

void addPhases(std::vector<ReceiptRow>& rows, const FailoverReceipt& receipt, const GridSnapshot& snapshot) {
    for (std::size_t index = 0; index < failoverPhaseCount; ++index) {
        const auto phase = static_cast<FailoverPhase>(index);
        QString value = durationText(receipt.phase(phase));
        if (value.isEmpty() && receipt.hasReached(phase) && phase == FailoverPhase::DeathProven) {
            value = formatClockMillis(receipt.at);   // Where the count of milliseconds begins.
        }
        if (!receipt.hasReached(phase) && phase == FailoverPhase::CopiesWhole) {
            value = copiesStanding(snapshot);
        }
        rows.push_back({ReceiptSection::Phases, phaseLabel(receipt, phase), value, receipt.hasReached(phase)});
    }
}

void addWrites(std::vector<ReceiptRow>& rows, const FailoverReceipt& receipt) {
    const bool lost = receipt.writesLost && *receipt.writesLost > 0;
    const QString lostText = !receipt.writesLost ? QString()
                             : lost              ? formatCount(*receipt.writesLost)
                                                 : tr("none");
    rows.push_back({ReceiptSection::Writes, tr("Acknowledged and lost"), lostText, true, lost});
    if (receipt.writesLost && !lost) {
        rows.push_back({ReceiptSection::Writes, tr("Each new primary was in sync"), tr("yes"), true});
    }
    if (receipt.lostPartitions > 0) {
        rows.push_back({ReceiptSection::Writes, tr("Partitions lost from memory"),
                        formatCount(receipt.lostPartitions), true, true});
    }
    rows.push_back({ReceiptSection::Writes, tr("Outcome unknown"), countText(receipt.outcomesUnknown), true});
    rows.push_back({ReceiptSection::Writes, tr("Answers MOVED after the failover"), countText(receipt.movedAnswers), true});
}

void addForecast(std::vector<ReceiptRow>& rows, const FailoverReceipt& receipt, const OperationRecord* operation) {
    if (!operation) {
        return;
    }
    const model::Plan& plan = operation->plan;
    const QString forecast = plan.pauseMedian && plan.pauseP95
                                 ? tr("%1 to %2").arg(durationText(plan.pauseMedian), durationText(plan.pauseP95))
                                 : durationText(plan.pauseMedian);
    rows.push_back({ReceiptSection::Forecast, tr("Pause forecast"), forecast, true});
    rows.push_back({ReceiptSection::Forecast, tr("Pause measured"),
                    durationText(receipt.phase(FailoverPhase::BackupsTookOver)), true});
    rows.push_back({ReceiptSection::Forecast, tr("Writes at risk, forecast"), countText(plan.writesAtRisk), true});
}

void addOrigin(std::vector<ReceiptRow>& rows, const FailoverReceipt& receipt) {
    if (receipt.operatorAction != 0) {
        rows.push_back({ReceiptSection::Origin, tr("Asked for by"), receipt.askedBy, true});
        rows.push_back({ReceiptSection::Origin, tr("Reason"),
                        receipt.reason.isEmpty() ? tr("none given") : receipt.reason, true});
        rows.push_back({ReceiptSection::Origin, tr("Plan"), receipt.plan, true});
    }
    const auto epochText = [](const std::optional<Epoch>& epoch) {
        return epoch ? formatCount(epoch->value) : QString();
    };
    rows.push_back({ReceiptSection::Origin, tr("Epoch before"), epochText(receipt.epochBefore), true});
    rows.push_back({ReceiptSection::Origin, tr("Epoch after"), epochText(receipt.epochAfter), true});
    rows.push_back({ReceiptSection::Origin, tr("Journal entry"), formatCount(receipt.number), true});
}

QString valueText(const ReceiptRow& row) {
    if (!row.value.isEmpty()) {
        return row.value;
    }
    return row.section == ReceiptSection::Phases && !row.reached ? tr("not yet, or not told") : tr("not known");
}

QString quoted(QString text) {
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QString stampOf(const FailoverReceipt& receipt, const GridSnapshot& snapshot) {
    return tr("Grid %1, %2, written %3 by Orrery %4")
        .arg(QString::fromStdString(snapshot.state->name), formatDateTime(receipt.at),
             formatDateTime(snapshot.now.wall), QCoreApplication::applicationVersion());
}

}  // namespace

QString headingOf(ReceiptSection section) {
    switch (section) {
    case ReceiptSection::Phases: return tr("Phases");
    case ReceiptSection::Writes: return tr("Writes");
    case ReceiptSection::Forecast: return tr("Forecast against fact");
    case ReceiptSection::Origin: return tr("Origin");
    }
    return {};
}

QString receiptTitle(const FailoverReceipt& receipt, const GridSnapshot& snapshot) {
    if (!receipt.unit) {
        return tr("Failover");
    }
    const QString name = snapshot.unitName(*receipt.unit);
    return receipt.hasReached(FailoverPhase::DeathProven) ? tr("Unit %1 died").arg(name)
                                                          : tr("Unit %1 fell silent").arg(name);
}

QString receiptSubtitle(const FailoverReceipt& receipt) {
    const QString at = formatDateTime(receipt.at);
    return receipt.askedBy.isEmpty() ? at : tr("asked for by %1, %2").arg(receipt.askedBy, at);
}

std::vector<ReceiptRow> receiptRows(const FailoverReceipt& receipt, const ReceiptContext& context) {
    std::vector<ReceiptRow> rows;
    addPhases(rows, receipt, *context.snapshot);
    addWrites(rows, receipt);
    addForecast(rows, receipt, context.operation);
    addOrigin(rows, receipt);
    return rows;
}

QString receiptText(const FailoverReceipt& receipt, const ReceiptContext& context) {
    QStringList lines{tr("Failover receipt: %1").arg(receiptTitle(receipt, *context.snapshot)),
                      stampOf(receipt, *context.snapshot), receipt.how};
    const std::vector<ReceiptRow> rows = receiptRows(receipt, context);
    for (const ReceiptSection section : allSections) {
        QStringList part;
        for (const ReceiptRow& row : rows) {
            if (row.section == section) {
                part << QStringLiteral("  %1: %2").arg(row.label, valueText(row));
            }
        }
        if (!part.isEmpty()) {
            lines << QString() << headingOf(section) << part;
        }
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString receiptCsv(const FailoverReceipt& receipt, const ReceiptContext& context) {
    QStringList lines{QStringLiteral("%1,%2,%3").arg(quoted(tr("Section")), quoted(tr("Item")), quoted(tr("Value")))};
    const auto add = [&lines](const QString& section, const QString& label, const QString& value) {
        lines << QStringLiteral("%1,%2,%3").arg(quoted(section), quoted(label), quoted(value));
    };
    add(tr("Receipt"), tr("Grid"), QString::fromStdString(context.snapshot->state->name));
    add(tr("Receipt"), tr("Failover"), receiptTitle(receipt, *context.snapshot));
    add(tr("Receipt"), tr("Time"), formatIso(receipt.at));
    for (const ReceiptRow& row : receiptRows(receipt, context)) {
        add(headingOf(row.section), row.label, valueText(row));
    }
    return lines.join(QStringLiteral("\r\n")) + QStringLiteral("\r\n");
}

std::unique_ptr<QTextDocument> receiptDocument(const FailoverReceipt& receipt, const ReceiptContext& context) {
    QString html = QStringLiteral("<h2>%1</h2><p>%2</p><p>%3</p>")
                       .arg(receiptTitle(receipt, *context.snapshot).toHtmlEscaped(),
                            receipt.how.toHtmlEscaped(), stampOf(receipt, *context.snapshot).toHtmlEscaped());
    const std::vector<ReceiptRow> rows = receiptRows(receipt, context);
    for (const ReceiptSection section : allSections) {
        QString body;
        for (const ReceiptRow& row : rows) {
            if (row.section == section) {
                body += QStringLiteral("<tr><td>%1</td><td align=\"right\">%2</td></tr>")
                            .arg(row.label.toHtmlEscaped(), valueText(row).toHtmlEscaped());
            }
        }
        if (!body.isEmpty()) {
            html += QStringLiteral("<h4>%1</h4><table width=\"100%\" cellpadding=\"3\">%2</table>")
                        .arg(headingOf(section).toHtmlEscaped(), body);
        }
    }
    auto document = std::make_unique<QTextDocument>();
    document->setMetaInformation(QTextDocument::DocumentTitle, receiptTitle(receipt, *context.snapshot));
    document->setHtml(html);
    return document;
}

}  // namespace orrery::console
