// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: what a grid says of two actions, and a view over a live grid with both journals.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "console/views/audit_view.h"
#include "console/widgets/run_label.h"
#include "support/scenario_recording.h"
#include "support/scripted_source.h"
#include "support/view_stage.h"

namespace orrery::console::fixture {

/// What the grid says of actions: one by anna with a plan, one by bob from another machine without.
inline EventLog gridJournal() {
    EventLog log;
    const auto write = [&log](model::GridEvent event) {
        log.append(std::make_shared<const model::GridEvent>(std::move(event)),
                   {scenarioClockStart, scenarioStart});
    };
    model::GridEvent created;
    created.number = 1;
    created.at = scenarioStart;
    write(created);
    model::GridEvent asked;
    asked.number = 2;
    asked.epoch = Epoch{401};
    asked.at = WallTime{scenarioStart.millis + 5000};
    asked.kind = model::EventKind::OperatorAction;
    asked.actor = "anna";
    asked.client = "10.0.0.4:5123";
    asked.plan = "00c0ffee";
    asked.planEpoch = Epoch{400};
    asked.reason = "kernel update, \"host b\"";
    asked.text = "Drain b2";
    write(asked);
    model::GridEvent other = asked;
    other.number = 3;
    other.epoch = Epoch{402};
    other.actor = "bob";
    other.client = "10.0.0.9:4000";
    other.plan.clear();
    other.planEpoch.reset();
    other.text = "Restart c1";
    other.at.millis += 1000;
    write(other);
    model::GridEvent done;
    done.number = 4;
    done.at = WallTime{asked.at.millis + 18000};
    done.kind = model::EventKind::OperationCompleted;
    done.cause = 2;
    done.took = seconds(18);
    write(done);
    return log;
}

inline const AuditRow* rowBy(const std::vector<AuditRow>& rows, const QString& action) {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const AuditRow& row) { return row.action.startsWith(action); });
    return found == rows.end() ? nullptr : &*found;
}

/// A view over a live grid with both journals, and the desk's file at hand.
struct AuditStage : ViewStage {
    ScriptedSource source;
    std::shared_ptr<GridSnapshot> snapshot = std::make_shared<GridSnapshot>(*scenarioSnapshot(seconds(39)));

    explicit AuditStage(const QString& folder) {
        snapshot->events = gridJournal();
        actions.keepRecordsIn(folder);
        actions.setSource(&source);
        actions.setSnapshot(snapshot);
    }
    ~AuditStage() { actions.setSource(nullptr); }
};

inline QString spoken(View& view, const char* name) { return view.findChild<RunLabel*>(QLatin1String(name))->accessibleName(); }

}  // namespace orrery::console::fixture
