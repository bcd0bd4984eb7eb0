// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One row per effect.
#include "console/actions/plan_difference.h"

#include <algorithm>
#include <map>

#include <QCoreApplication>
#include <QStringList>

#include "console/actions/plan_view_model.h"
#include "console/state/formatting.h"

namespace orrery::console {
namespace {

constexpr int mostNamed = 4;  ///< Partitions named one by one; more are counted.

QString tr(const char* text) { return QCoreApplication::translate("orrery::console::PlanDifference", text); }

QString countText(const std::optional<std::uint64_t>& count) {
    return count ? formatCount(*count) : tr("not known");
}

QString rulesText(const std::vector<std::string>& rules) {
    if (rules.empty()) {
        return tr("none");
    }
    QStringList texts;
    for (const std::string& rule : rules) {
        texts << QString::fromStdString(rule);
    }
    return texts.join(QStringLiteral("; "));
}

QString unitText(const std::string& unit) { return unit.empty() ? tr("none") : QString::fromStdString(unit); }

/// Partition to its next primary.
std::map<PartitionId, std::string> heirsOf(const model::Plan& plan) {
    std::map<PartitionId, std::string> heirs;
    for (const model::PrimaryChange& change : plan.primaryChanges) {
        heirs[change.partition] = change.to;
    }
    return heirs;
}

/// Partitions that would be led by another unit than the first plan said.
std::vector<PlanDifference> heirDifferences(const model::Plan& before, const model::Plan& after) {
    const auto first = heirsOf(before);
    const auto second = heirsOf(after);
    std::vector<PlanDifference> rows;
    const auto heir = [](const auto& heirs, PartitionId id) {
        const auto found = heirs.find(id);
        return found == heirs.end() ? tr("unchanged") : unitText(found->second);
    };
    std::map<PartitionId, std::string> all = first;
    all.insert(second.begin(), second.end());
    for (const auto& [id, unit] : all) {
        if (heir(first, id) != heir(second, id)) {
            rows.push_back({tr("Primary of partition %1").arg(id.value), heir(first, id), heir(second, id)});
        }
    }
    if (rows.size() > mostNamed) {
        return {{tr("Partitions with another new primary"), formatCount(0), formatCount(rows.size())}};
    }
    return rows;
}

}  // namespace

std::vector<PlanDifference> differences(const model::Plan& before, const model::Plan& after) {
    std::vector<PlanDifference> rows;
    const auto add = [&rows](const QString& label, const QString& first, const QString& second) {
        if (first != second) {
            rows.push_back({label, first, second});
        }
    };
    const auto count = [&add](const QString& label, std::uint64_t first, std::uint64_t second) {
        add(label, formatCount(first), formatCount(second));
    };
    add(tr("Risk"), riskText(before.tier), riskText(after.tier));
    add(tr("Blocking rules"), rulesText(before.blockers), rulesText(after.blockers));
    add(tr("Acknowledged writes at risk"), countText(before.writesAtRisk), countText(after.writesAtRisk));
    count(tr("Partitions with one copy meanwhile"), before.oneCopyMeanwhile, after.oneCopyMeanwhile);
    count(tr("Primaries moved off the unit"), primariesLeaving(before), primariesLeaving(after));
    count(tr("Primaries moved in all"), before.primariesMoved, after.primariesMoved);
    count(tr("Copies rebuilt"), before.copiesRebuilt, after.copiesRebuilt);
    add(tr("Bytes to move"), formatBytes(before.bytesToMove).joined(), formatBytes(after.bytesToMove).joined());
    count(tr("Partitions with both copies on one host after"), before.sharedHostAfter, after.sharedHostAfter);
    count(tr("Pumps handed over"), before.pumpsHandedOver, after.pumpsHandedOver);
    add(tr("Receiving host"), unitText(before.action.host), unitText(after.action.host));
    add(tr("Receiving unit"), unitText(before.action.target), unitText(after.action.target));
    for (PlanDifference& row : heirDifferences(before, after)) {
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace orrery::console
