// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: the base of every test of the console. A warning of Qt or of ours that no case has announced with
// QTest::ignoreMessage fails the case: painters without a device, signals that do not exist and coordinates that
// are no numbers are defects, also when the picture looks well. tests/rules checks that every test derives from it.
#pragma once

#include <QRegularExpression>
#include <QtTest>

namespace orrery::console::fixture {

class WatchedTest : public QObject {
    Q_OBJECT

protected Q_SLOTS:
    /// Called by Qt Test before each case. Who has an init() of their own calls this one first.
    void init() {
        // Qt's offscreen platform complains of what windows ask of it; that is not ours.
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support )")));
    }
};

}  // namespace orrery::console::fixture
