// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/reply_cutter.h"

#include <algorithm>

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
    m_bytes = {};
    m_raw.append(bytes);
}

void ReplyCutter::feed(std::size_t count, const std::function<std::size_t(char* room)>& read) {
    m_bytes = {};
    const std::size_t before = m_raw.size();
    m_raw.resize(before + count);
    m_raw.resize(before + std::min(count, read(m_raw.data() + before)));
}

void ReplyCutter::misunderstood(const std::string& why) {
    m_error = QCoreApplication::translate("ReplyCutter", "not understood: %1").arg(QString::fromStdString(why));
}

resp::Progress ReplyCutter::next() {
    const resp::Progress progress = m_scanner.scan(std::string_view(m_raw).substr(m_given));
    if (progress == resp::Progress::Failed) {
        misunderstood(m_scanner.error());
        return progress;
    }
    if (progress == resp::Progress::NeedMore) {
        m_bytes = {};
        m_raw.erase(0, m_given);
        m_given = 0;
        if (m_raw.size() > longestReply) {
            m_error = QCoreApplication::translate("ReplyCutter", "an answer is longer than %1 bytes").arg(longestReply);
            return resp::Progress::Failed;
        }
        return progress;
    }
    m_bytes = std::string_view(m_raw).substr(m_given, m_scanner.length());
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

void ReplyCutter::reset() { *this = ReplyCutter(); }

}  // namespace orrery::console
