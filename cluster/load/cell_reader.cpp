// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/cell_reader.h"

namespace orrery::load {
namespace {

constexpr std::uint32_t window = 256;

}  // namespace

std::vector<std::string> readCommandFor(const Cell& cell) {
    return isHashField(cell.kind) ? std::vector<std::string>{"HGET", cell.key, cell.field}
                                  : std::vector<std::string>{"GET", cell.key};
}

CellReader::CellReader(client::ClusterClient& client, Duration deadline, QObject* parent)
    : QObject(parent), m_client(client), m_deadline(deadline) {}

void CellReader::read(std::uint32_t count, CellAt cellAt, Found found) {
    m_count = count;
    m_cellAt = std::move(cellAt);
    m_found = std::move(found);
    m_next = 0;
    fill();
}

void CellReader::fill() {
    while (m_next < m_count && m_open < window) {
        const std::uint32_t index = m_next++;
        ++m_open;
        const Cell& cell = m_cellAt(index);
        client::Call call;
        call.arguments = readCommandFor(cell);
        call.key = cell.key;
        call.access = client::CallAccess::Read;
        call.deadline = m_deadline;
        m_client.call(std::move(call),
                      [this, index](const client::Outcome& outcome) { answered(index, outcome); });
    }
    if (m_next == m_count && m_open == 0) {
        Q_EMIT finished();
    }
}

void CellReader::answered(std::uint32_t index, const client::Outcome& outcome) {
    --m_open;
    if (outcome.kind != client::OutcomeKind::Ok) {
        m_found(index, std::nullopt);
    } else if (outcome.reply.isText()) {
        m_found(index, outcome.reply.text);
    } else {
        m_found(index, std::string());
    }
    fill();
}

}  // namespace orrery::load
