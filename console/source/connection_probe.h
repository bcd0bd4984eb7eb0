// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tries an address without attaching to it: connects, says HELLO with the password and reports in one
// sentence what answered. For the "Test" button of a saved connection. Changes nothing on the grid.
#pragma once

#include <vector>

#include "console/source/resp_link.h"

namespace orrery::console {

enum class ProbeOutcome { Answered, Refused, Unreachable };

class ConnectionProbe : public QObject {
    Q_OBJECT
public:
    explicit ConnectionProbe(QObject* parent = nullptr);

    /// Tries `seeds` in turn until one answers; finished() follows once, not before this returns. A probe
    /// under way is dropped.
    void start(const std::vector<model::Endpoint>& seeds, const QString& password);
    void drop();

Q_SIGNALS:
    /// `text` is for a person: who answered, or why nobody did.
    void finished(orrery::console::ProbeOutcome outcome, const QString& text);

private:
    void tryNext();
    void greet();
    void hear(const resp::Value& value);
    void end(ProbeOutcome outcome, const QString& text);

    RespLink m_link;
    QTimer m_patience;
    std::vector<model::Endpoint> m_seeds;
    std::size_t m_next = 0;
    QString m_password;
    QString m_lastFault;
    bool m_running = false;
};

}  // namespace orrery::console
