// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/source/reply_cutter.h"

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

ReplyCutter::ReplyCutter() : m_parser(replyLimits()) {}

void ReplyCutter::feed(std::string_view bytes) {
    m_parser.feed(bytes);
    m_raw.append(bytes);
}

resp::Progress ReplyCutter::next() {
    const resp::Progress progress = m_parser.next();
    if (progress == resp::Progress::Failed) {
        m_error = QCoreApplication::translate("ReplyCutter", "not understood: %1")
                      .arg(QString::fromStdString(m_parser.error()));
        return progress;
    }
    if (progress == resp::Progress::NeedMore) {
        m_raw.erase(0, m_given);
        m_given = 0;
        if (m_raw.size() > longestReply) {
            m_error = QCoreApplication::translate("ReplyCutter", "an answer is longer than %1 bytes").arg(longestReply);
            return resp::Progress::Failed;
        }
        return progress;
    }
    const std::size_t end = m_raw.size() - m_parser.bufferedBytes();
    m_bytes.assign(m_raw, m_given, end - m_given);
    m_given = end;
    return progress;
}

void ReplyCutter::reset() { *this = ReplyCutter(); }

}  // namespace orrery::console
