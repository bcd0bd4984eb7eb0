// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: a made-up grid as a source whose clock a test moves by hand. It delivers in the caller's
// thread, so a picture taken after advanceTo() is the same on every run.
#pragma once

#include <vector>

#include "console/source/grid_source.h"
#include "support/scenario_recording.h"

namespace orrery::console::fixture {

class ScenarioSource : public GridSource {
    Q_OBJECT
public:
    explicit ScenarioSource(const ScenarioOptions& options);
    /// Of messages made elsewhere, in order.
    explicit ScenarioSource(std::vector<ReceivedMessage> messages);

    SourceKind kind() const override { return SourceKind::Live; }
    QString title() const override;
    void start() override {}
    void stop() override {}
    bool canAct() const override { return true; }

    /// Delivers what was received up to `offset` after the start, and moves the clock there.
    void advanceTo(Duration offset);
    /// The link is lost at the present time; nothing is delivered from then on, only the clock moves.
    void loseContact();
    /// Those units send nothing from now on.
    void silence(std::vector<UnitId> units) { m_silent = std::move(units); }

private:
    bool isSilent(const ReceivedMessage& received) const;

    std::vector<ReceivedMessage> m_messages;
    std::vector<UnitId> m_silent;
    std::size_t m_next = 0;
    Moment m_now{scenarioClockStart, scenarioStart};
    std::optional<Contact> m_contact;  ///< To be told with the next batch.
    bool m_lost = false;
    bool m_begun = false;
};

}  // namespace orrery::console::fixture
