// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// orrery-load: puts a load on a grid and keeps account of every acknowledged write.
#include <QCoreApplication>
#include <QSocketNotifier>

#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "cluster/load/run.h"

namespace {

/// SIGINT and SIGTERM as something that can be read: the load then ends in order.
int openSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

}  // namespace

int main(int argc, char** argv) {
    const int signals = openSignals();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName("orrery-load");
    QCoreApplication::setApplicationVersion(ORRERY_VERSION);
    auto options = orrery::load::optionsFrom(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "orrery-load: %s\n", options.error().detail.c_str());
        return static_cast<int>(orrery::load::ExitCode::Usage);
    }
    orrery::load::Run run(options.take());
    QSocketNotifier notifier(signals, QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, &run, [&run, signals] {
        signalfd_siginfo received;
        while (read(signals, &received, sizeof received) == sizeof received) {
            run.stop();
        }
    });
    QObject::connect(&run, &orrery::load::Run::finished, &application, &QCoreApplication::exit,
                     Qt::QueuedConnection);
    run.start();
    return QCoreApplication::exec();
}
