// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// SIGTERM and SIGINT as an event of the Qt loop. One per process.
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <functional>

#include "cluster/runtime/sockets.h"

namespace orrery::runtime {

class StopSignal final : public QObject {
public:
    /// From now on `stop` is called on the event loop at the first SIGTERM or SIGINT; a second one ends
    /// the process at once, as if there were no handler.
    explicit StopSignal(std::function<void()> stop);

private:
    FileDescriptor m_event;
    QSocketNotifier m_notifier;
};

}  // namespace orrery::runtime
