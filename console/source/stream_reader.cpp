// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/stream_reader.h"

#include <bit>

#include <QCoreApplication>

namespace orrery::console {

std::vector<std::string> StreamReader::subscribeCommand() {
    m_resumed = m_numbering.last() > 0;
    if (m_resumed) {
        return {"GRID", "SUBSCRIBE", "FROM", std::to_string(m_numbering.last() + 1)};
    }
    return {"GRID", "SUBSCRIBE"};
}

StreamReading StreamReader::read(const resp::Value& push) {
    StreamReading reading;
    auto decoded = model::decodePush(push, m_omissions);
    if (!decoded) {
        if (decoded.error().code != ErrorCode::Unsupported) {
            reading.finding = StreamFinding::Unreadable;
            reading.why = QCoreApplication::translate("StreamReader", "a record that this console cannot read, %1")
                              .arg(QString::fromStdString(decoded.error().detail));
        }
        return reading;
    }
    reading.finding = StreamFinding::Message;
    reading.message = std::make_shared<const model::StreamMessage>(decoded.take());
    if (const auto* state = std::get_if<model::GridState>(reading.message.get())) {
        const bool isKnown = state->gridId == m_gridId;
        const bool beganAnew = isKnown && state->epoch < m_epoch;
        reading.gridChanged = !m_gridId.empty() && (!isKnown || beganAnew);
        m_gridId = state->gridId;
        m_epoch = state->epoch;
        if (reading.gridChanged) {
            m_numbering = {};
            m_omissions = {};
        }
        if (reading.gridChanged && m_resumed) {
            reading.finding = StreamFinding::OtherGrid;
            reading.why = beganAnew
                              ? QCoreApplication::translate("StreamReader", "the grid's control log began anew")
                              : QCoreApplication::translate("StreamReader", "another grid answers");
        }
    } else if (const auto* event = std::get_if<model::GridEvent>(reading.message.get())) {
        static_cast<void>(m_numbering.take(event->number));
    }
    return reading;
}

QString StreamReader::leftOut() const {
    if (m_omissions.count == 0) {
        return {};
    }
    // In steps, so that a grid that says it in every record does not make a new text with each.
    return QCoreApplication::translate("StreamReader", "%1 or more records are not shown, the first: %2")
        .arg(std::bit_floor(m_omissions.count))
        .arg(QString::fromStdString(m_omissions.first));
}

}  // namespace orrery::console
