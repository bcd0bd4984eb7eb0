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
        static const bool isQuiet = leaveOutPlatform();
        Q_UNUSED(isQuiet)
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

private:
    /// Qt's offscreen platform complains, thousands of times, of what windows ask of it. That is not ours, and would bury what is.
    static bool leaveOutPlatform() {
        static QtMessageHandler told = nullptr;
        told = qInstallMessageHandler([](QtMsgType type, const QMessageLogContext& context, const QString& text) {
            if (!text.startsWith(QLatin1String("This plugin does not support "))) {
                told(type, context, text);
            }
        });
        return true;
    }
};

}  // namespace orrery::console::fixture
