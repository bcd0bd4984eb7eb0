// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// orrery-agent: starts, watches and stops the units of one host.
#include <QCoreApplication>
#include <cstdio>
#include <memory>

#include "cluster/runtime/agent_settings.h"
#include "cluster/runtime/agent_shell.h"
#include "cluster/runtime/control_log_file.h"
#include "cluster/runtime/data_folder.h"
#include "cluster/runtime/exit_codes.h"
#include "cluster/runtime/stop_signal.h"

using namespace orrery;
using namespace orrery::runtime;

namespace {

int fail(const Error& error, int code) {
    logLine(LogLevel::Error, "agent", error.detail);
    return code;
}

/// The control log on the voter, nothing elsewhere.
Result<std::optional<ControlLogFile>> openLog(const AgentSettings& settings,
                                              const DataFolder& folder) {
    if (!settings.core.voter) {
        return std::optional<ControlLogFile>();
    }
    Result<ControlLogFile> log = ControlLogFile::open(folder.fileNamed("control.log"));
    if (!log) {
        return log.error();
    }
    if (!log.value().cutNote().empty()) {
        logLine(LogLevel::Warning, "control-log", "an unfinished record was cut off",
                {{"what", log.value().cutNote()}});
    }
    return std::optional<ControlLogFile>(log.take());
}

int run(QCoreApplication& application, const AgentSettings& settings) {
    setLogLevel(settings.logLevel);
    const Result<DataFolder> folder = DataFolder::open(settings.dataFolder);
    if (!folder) {
        return fail(folder.error(), ExitUnavailable);
    }
    Result<std::optional<ControlLogFile>> log = openLog(settings, folder.value());
    if (!log) {
        return fail(log.error(),
                    log.error().code == ErrorCode::System ? ExitUnavailable : ExitDamaged);
    }
    AgentShell shell(settings);
    const StopSignal stopSignal([&shell] { shell.stop(); });
    const Status status = shell.start(log.take());
    return status ? application.exec() : fail(status.error(), ExitUnavailable);
}

}  // namespace

int main(int argumentCount, char** arguments) {
    qputenv("QT_NO_GLIB", "1");  // Qt's own dispatcher costs less per socket than GLib's.
    QCoreApplication application(argumentCount, arguments);
    const Result<AgentSettings> settings = readAgentSettings(QCoreApplication::arguments());
    if (!settings) {
        return fail(settings.error(), ExitConfiguration);
    }
    if (!settings.value().notice.empty()) {
        std::fputs(settings.value().notice.c_str(), stdout);
        return ExitSuccess;
    }
    return run(application, settings.value());
}
