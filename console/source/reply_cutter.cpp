// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/reply_cutter.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>

namespace orrery::console {
namespace {

resp::Limits replyLimits() {
    resp::Limits limits;
    limits.bulkLength = ReplyCutter::longestReply;
    limits.itemCount = 1024 * 1024;
    return limits;
}

}  // namespace

ReplyCutter::ReplyCutter() : m_scanner(replyLimits()), m_parser(replyLimits()) {}

void ReplyCutter::feed(std::string_view bytes) {
    feed(bytes.size(), [bytes](char* room) { return bytes.copy(room, bytes.size()); });
}

void ReplyCutter::feed(std::size_t count, const std::function<std::size_t(char* room)>& read) {
    m_bytes = {};
    m_raw.keep(std::min(count, read(m_raw.roomFor(count))));
}

void ReplyCutter::misunderstood(const std::string& why) {
    m_error = QCoreApplication::translate("ReplyCutter", "not understood: %1").arg(QString::fromStdString(why));
}

resp::Progress ReplyCutter::next() {
    const resp::Progress progress = m_scanner.scan(m_raw.bytes().substr(m_given));
    if (progress == resp::Progress::Failed) {
        misunderstood(m_scanner.error());
        return progress;
    }
    if (progress == resp::Progress::NeedMore) {
        m_bytes = {};
        m_raw.drop(m_given);
        m_given = 0;
        if (m_raw.bytes().size() > longestReply) {
            m_error = QCoreApplication::translate("ReplyCutter", "an answer is longer than %1 bytes").arg(longestReply);
            return resp::Progress::Failed;
        }
        return progress;
    }
    m_bytes = m_raw.bytes().substr(m_given, m_scanner.length());
    m_given += m_scanner.length();
    return progress;
}

std::optional<resp::Value> ReplyCutter::readValue() {
    m_parser.feed(m_bytes);
    if (m_parser.next() != resp::Progress::Complete) {
        misunderstood(m_parser.error());
        return std::nullopt;
    }
    return m_parser.take();
}

void ReplyCutter::giveBack(resp::Value value) { m_parser.giveBack(std::move(value)); }

void ReplyCutter::reset() { *this = ReplyCutter(); }

}  // namespace orrery::console
