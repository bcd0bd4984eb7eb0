// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The subscription to a simulated grid's stream: what StreamSession is to a live one.
#pragma once

#include <functional>

#include "console/source/batch_maker.h"
#include "console/source/simulated/controller_link.h"
#include "console/source/stream_reader.h"

namespace orrery::console {

class SimulatedStream final : public ControllerLink::User {
public:
    /// What arrives goes into `batches`; `contactChanged` is told besides. `clock` tells the world's time.
    SimulatedStream(simulation::World& world, BatchMaker& batches, std::function<Moment()> clock,
                    std::function<void(const Contact&)> contactChanged);

    void start();

    void linkReady() override;
    void linkReplied(const resp::Value& value, const std::string& bytes) override;
    void linkMoved() override {}
    void linkLost(const QString& why) override;

private:
    void setContact(ContactState state, const QString& why);

    ControllerLink m_link;
    BatchMaker& m_batches;
    std::function<Moment()> m_clock;
    std::function<void(const Contact&)> m_contactChanged;
    StreamReader m_reader;
    Contact m_contact;
};

}  // namespace orrery::console
