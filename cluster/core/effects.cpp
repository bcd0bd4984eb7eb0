// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/core/effects.h"

namespace orrery::core {

void Effects::clear() {
    persist.clear();
    messages.clear();
    replies.clear();
    replyBytes.clear();
    closeClients.clear();
    storeRequests.clear();
    keepLinks.clear();
    dropLinks.clear();
    startProcesses.clear();
    killProcesses.clear();
    readUnitLogs.clear();
    exit.reset();
    log.clear();
}

}  // namespace orrery::core
