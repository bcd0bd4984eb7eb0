// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program_run.h"

#include <QRegularExpression>
#include <QTest>

#include <sys/prctl.h>

#include <csignal>

namespace orrery::test {

ProgramRun::ProgramRun(const QString& program, const QStringList& arguments) {
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.start(program, arguments);
    m_process.waitForStarted();
    m_process.closeWriteChannel();
}

ProgramRun::~ProgramRun() {
    if (isRunning()) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool ProgramRun::waitForOutput(const QString& text, int timeoutMillis) {
    return QTest::qWaitFor(
        [&] {
            m_output += QString::fromUtf8(m_process.readAllStandardOutput());
            return m_output.contains(text);
        },
        timeoutMillis);
}

ProgramEnd ProgramRun::stop(int timeoutMillis) {
    m_process.terminate();
    return finish(timeoutMillis);
}

ProgramEnd ProgramRun::finish(int timeoutMillis) {
    if (!QTest::qWaitFor([this] { return !isRunning(); }, timeoutMillis)) {
        m_process.kill();
        m_process.waitForFinished();
    }
    m_output += QString::fromUtf8(m_process.readAllStandardOutput());
    const bool orderly = m_process.exitStatus() == QProcess::NormalExit &&
                         m_process.error() != QProcess::FailedToStart;
    return {orderly ? m_process.exitCode() : -1, m_output};
}

ProgramEnd runProgram(const QString& program, const QStringList& arguments, int timeoutMillis) {
    return ProgramRun(program, arguments).finish(timeoutMillis);
}

std::optional<quint64> numberBefore(const QString& text, const QString& word) {
    const QRegularExpression pattern("([0-9,]+) " + QRegularExpression::escape(word));
    const QRegularExpressionMatch match = pattern.match(text);
    return match.hasMatch() ? std::optional(match.captured(1).remove(',').toULongLong()) : std::nullopt;
}

}  // namespace orrery::test
