// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/simulated/simulated_stream.h"

#include <utility>

#include "console/source/live_source.h"

namespace orrery::console {

SimulatedStream::SimulatedStream(simulation::World& world, BatchMaker& batches, std::function<Moment()> clock,
                                 std::function<void(const Contact&)> contactChanged)
    : m_link(world, *this, ControllerLink::Silence::Counts), m_batches(batches), m_clock(std::move(clock)),
      m_contactChanged(std::move(contactChanged)) {}

void SimulatedStream::start() {
    setContact(ContactState::Connecting, QString());
    m_link.start();
}

void SimulatedStream::linkReady() { m_link.send(m_reader.subscribeCommand()); }

void SimulatedStream::linkReplied(const resp::Value& value, const std::string& bytes) {
    if (value.isError()) {
        m_link.giveUp(QString::fromStdString(value.text));
        return;
    }
    if (value.kind != resp::Kind::Push) {
        return;
    }
    const StreamReading reading = m_reader.read(value);
    if (reading.gridChanged) {
        m_batches.gridChanged();
    }
    switch (reading.finding) {
    case StreamFinding::Skipped: return;
    case StreamFinding::Unreadable:
    case StreamFinding::OtherGrid: m_link.giveUp(reading.why); return;
    case StreamFinding::Message: break;
    }
    setContact(ContactState::Live, QString());
    m_batches.received({m_clock(), reading.message, bytes});
}

void SimulatedStream::linkLost(const QString& why) {
    if (m_contact.state == ContactState::Live) {
        setContact(ContactState::Lost, why);
    }
}

void SimulatedStream::setContact(ContactState state, const QString& why) {
    const QString peer = textOf(m_link.peer());
    if (m_contact.state == state && m_contact.why == why && m_contact.peer == peer && m_contact.since != Moment{}) {
        return;
    }
    if (m_contact.state != state || m_contact.since == Moment{}) {
        m_contact.since = m_clock();
    }
    m_contact.state = state;
    m_contact.why = why;
    m_contact.peer = peer;
    m_batches.contactChanged(m_contact);
    m_contactChanged(m_contact);
}

}  // namespace orrery::console
