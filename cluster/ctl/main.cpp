// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// orreryctl: looks at a grid and operates it, from a shell.
#include <QCoreApplication>

#include <cstdio>

#include "cluster/ctl/session.h"

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName("orreryctl");
    QCoreApplication::setApplicationVersion(ORRERY_VERSION);
    auto options = orrery::ctl::optionsFrom(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "orreryctl: %s\n", options.error().detail.c_str());
        return static_cast<int>(orrery::ctl::ExitCode::Usage);
    }
    orrery::ctl::Session session(options.take());
    QObject::connect(&session, &orrery::ctl::Session::finished, &application,
                     &QCoreApplication::exit, Qt::QueuedConnection);
    session.start();
    return QCoreApplication::exec();
}
