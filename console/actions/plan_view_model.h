// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a plan dialog shows, as texts and rows, without a widget: what happens, what it costs, what
// stands in the way, how to go back, and what the operator must type before the button works.
#pragma once

#include <optional>
#include <vector>

#include <QString>
#include <QStringList>

#include "console/state/grid_snapshot.h"
#include "shared/model/plan.h"

namespace orrery::console {

/// Which button has the focus when the dialog opens. There is one answer: Enter never executes.
enum class DefaultButton { Cancel };

/// "Reversible", "Affects service", "May lose data"
QString riskText(model::RiskTier tier);

class PlanViewModel {
public:
    struct Step {
        int number;
        QString text;
        QString estimate;
    };
    struct Row {
        QString label;
        QString value;
        int priority = 0;
    };  ///< priority as PriorityRole
    struct Entry {
        QString reason;
        QString typed;
    };  ///< What the operator filled in.

    PlanViewModel(const model::Plan& plan, const GridSnapshot& snapshot);

    const model::Plan& plan() const { return m_plan; }
    QString title() const;
    /// "Plan of the control plane at epoch 412. It is refused and made again if the table changes."
    QString subtitle() const;
    const std::vector<Step>& steps() const { return m_steps; }
    const std::vector<Row>& effects() const { return m_effects; }
    /// Partitions with 0, 1, 2 ... copies.
    const std::vector<std::uint32_t>& copiesBefore() const { return m_plan.copiesBefore; }
    const std::vector<std::uint32_t>& copiesAfter() const { return m_plan.copiesAfter; }
    /// "Nothing blocks this plan", "One rule blocks this plan"
    QString blockerHeading() const;
    QStringList blockers() const;
    QStringList warnings() const;
    QString undo() const;
    /// The effect: "Drain b1, move 43 primaries"
    QString buttonText() const;
    DefaultButton defaultButton() const { return DefaultButton::Cancel; }
    model::RiskTier tier() const { return m_plan.tier; }
    /// As riskText().
    QString tierText() const { return riskText(m_plan.tier); }
    /// How fresh what is on screen is now; tiers 2 and 3 are refused on old data.
    void setSnapshot(const GridSnapshot& snapshot) { m_dataFresh = snapshot.actionsAllowed; }

    /// Tier 3 wants a reason; the others may have one.
    bool reasonRequired() const { return m_plan.tier == model::RiskTier::DataLoss; }
    /// What must be typed before the button works: the number of writes at risk, or the unit's or
    /// partition's name when that number is not known. None below tier 3.
    std::optional<QString> wordToType() const;
    /// "Type 14 to confirm that up to 14 acknowledged writes may be lost"
    QString typingPrompt() const;
    /// Why the button is disabled for `entry`; empty: it works.
    QString whyDisabled(const Entry& entry) const;

private:
    void fillSteps();
    void fillEffects();
    void addPrimaries();
    void addReceivers();
    void addPumps();

    model::Plan m_plan;
    bool m_dataFresh = false;
    std::vector<Step> m_steps;
    std::vector<Row> m_effects;
};

/// How many primaries leave the unit that `plan` acts on; 0 when it acts on none.
std::uint32_t primariesLeaving(const model::Plan& plan);

/// "Drain b1", "Fail over partition 137": for menus and the journal of operations.
QString describe(const model::Action& action);

}  // namespace orrery::console
