// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/ctl/plan_view.h"

#include "cluster/ctl/words.h"

namespace orrery::ctl {
namespace {

std::string copiesText(const std::vector<std::uint32_t>& partitionsByCopies) {
    std::string text;
    for (std::size_t copies = 0; copies < partitionsByCopies.size(); ++copies) {
        if (partitionsByCopies[copies] > 0) {
            text += (text.empty() ? "" : ", ") + counted(partitionsByCopies[copies], "partition") +
                    " with " + std::to_string(copies);
        }
    }
    return text.empty() ? "none" : text;
}

std::string effects(const model::Plan& plan) {
    std::string text;
    if (plan.primariesMoved > 0) {
        text += "  moves      " + counted(plan.primariesMoved, "primary partition") + "\n";
    }
    if (plan.copiesRebuilt > 0) {
        text += "  rebuilds   " + std::to_string(plan.copiesRebuilt) +
                (plan.copiesRebuilt == 1 ? " copy, " : " copies, ") + bytesText(plan.bytesToMove) + "\n";
    }
    for (const model::ReceiverLoad& load : plan.receivers) {
        text += "  receives   " + load.unit + ": " + std::to_string(load.copies) +
                (load.copies == 1 ? " copy, " : " copies, ") + bytesText(load.bytes) + "\n";
    }
    if (plan.pumpsHandedOver > 0) {
        text += "  pumps      " + counted(plan.pumpsHandedOver, "partition") + " handed over, " +
                (plan.queuedHandedOver ? counted(*plan.queuedHandedOver, "change") + " waiting"
                                       : std::string("backlog not known")) + "\n";
    }
    if (plan.oneCopyMeanwhile > 0) {
        text += "  meanwhile  " + counted(plan.oneCopyMeanwhile, "partition") + " with a single copy\n";
    }
    if (plan.sharedHostAfter > 0) {
        text += "  afterwards " + counted(plan.sharedHostAfter, "partition") +
                " with two copies on one host\n";
    }
    if (plan.pauseMedian || plan.pauseP95) {
        text += "  pause      " + durationText(plan.pauseMedian) + " per partition, 95 % within " +
                durationText(plan.pauseP95) + "\n";
    }
    if (!plan.writesAtRisk) {
        text += "  at risk    not known\n";
    } else if (*plan.writesAtRisk > 0) {
        text += "  at risk    " + counted(*plan.writesAtRisk, "acknowledged write") + "\n";
    }
    if (plan.copiesBefore != plan.copiesAfter) {
        text += "  copies     before: " + copiesText(plan.copiesBefore) + "\n             after:  " +
                copiesText(plan.copiesAfter) + "\n";
    }
    return text;
}

}  // namespace

std::string planText(const model::Plan& plan) {
    std::string text = plan.title + "  (epoch " + std::to_string(plan.epoch.value) + ")\n";
    for (std::size_t index = 0; index < plan.steps.size(); ++index) {
        const model::PlanStep& step = plan.steps[index];
        text += "  " + std::to_string(index + 1) + ". " + step.text;
        text += step.estimate ? " (about " + durationText(step.estimate) + ")\n" : "\n";
    }
    text += effects(plan);
    for (const std::string& warning : plan.warnings) {
        text += "  warning    " + warning + "\n";
    }
    for (const std::string& blocker : plan.blockers) {
        text += "  blocked    " + blocker + "\n";
    }
    if (!plan.undo.empty()) {
        text += "  undo       " + plan.undo + "\n";
    }
    return text;
}

}  // namespace orrery::ctl
