// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A program of the product run by a test: started, stopped in order, and read.
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

#include <optional>

namespace orrery::test {

struct ProgramEnd {
    int code = -1;       ///< -1: killed, or never started.
    QString output;      ///< Standard output and error as they came.
};

class ProgramRun {
public:
    /// Starts `program` (a path or a name on the PATH).
    ProgramRun(const QString& program, const QStringList& arguments);
    /// Kills it when it still runs.
    ~ProgramRun();

    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Waits for a line of its output that holds `text`.
    bool waitForOutput(const QString& text, int timeoutMillis = 20000);
    /// Sends SIGTERM, then waits for its end.
    ProgramEnd stop(int timeoutMillis = 60000);
    /// Waits for its end; kills it after the time limit.
    ProgramEnd finish(int timeoutMillis = 60000);

private:
    QProcess m_process;
    QString m_output;
};

/// Runs a program to its end.
ProgramEnd runProgram(const QString& program, const QStringList& arguments, int timeoutMillis = 60000);

/// The number before `word` in a line of orrery-load's summary: numberBefore(output, "lost").
std::optional<quint64> numberBefore(const QString& text, const QString& word);

}  // namespace orrery::test
