// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/runtime/stop_signal.h"

#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>

namespace orrery::runtime {

namespace {

std::atomic<int> signalEvent{-1};

void onSignal(int) {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(signalEvent, &one, sizeof one);
}

}  // namespace

StopSignal::StopSignal(std::function<void()> stop)
    : m_event(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      m_notifier(m_event.get(), QSocketNotifier::Read) {
    signalEvent = m_event.get();
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART | SA_RESETHAND;
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
    connect(&m_notifier, &QSocketNotifier::activated, this, [this, stop = std::move(stop)] {
        m_notifier.setEnabled(false);
        stop();
    });
}

}  // namespace orrery::runtime
