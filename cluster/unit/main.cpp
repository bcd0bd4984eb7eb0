// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// orrery-unit: a processing unit. Its agent starts it and tells it everything by flags.
#include <QCoreApplication>
#include <cstdio>
#include <memory>
#include <utility>

#include "cluster/runtime/exit_codes.h"
#include "cluster/runtime/stop_signal.h"
#include "cluster/runtime/unit_settings.h"
#include "cluster/runtime/unit_shell.h"
#include "cluster/store/store_thread.h"

using namespace orrery;
using namespace orrery::runtime;

namespace {

int fail(const Error& error, int code) {
    logLine(LogLevel::Error, "unit", error.detail);
    return code;
}

/// The store's thread, started; null when the unit has no store.
Result<std::unique_ptr<store::StoreThread>> openStore(const UnitSettings& settings) {
    if (!settings.core.hasStore) {
        return std::unique_ptr<store::StoreThread>();
    }
    const store::StoreOptions options{store::StoreKind::Sqlite, settings.storePath, seconds(5)};
    auto thread = std::make_unique<store::StoreThread>(options, settings.core.incarnation.value);
    const Status status = thread->start();
    if (!status) {
        return status.error();
    }
    return thread;
}

int run(QCoreApplication& application, const UnitSettings& settings) {
    setLogLevel(settings.logLevel);
    Result<std::unique_ptr<store::StoreThread>> store = openStore(settings);
    if (!store) {
        const ErrorCode code = store.error().code;
        const bool damaged = code == ErrorCode::Corrupt || code == ErrorCode::Unsupported;
        return fail(store.error(), damaged ? ExitDamaged : ExitUnavailable);
    }
    store::StoreThread* thread = store.value().get();
    UnitShell shell(settings,
                    [thread](core::StoreRequest&& request) { thread->submit(std::move(request)); });
    if (thread != nullptr) {
        QObject::connect(thread, &store::StoreThread::answered, &application,
                         [&shell](core::StoreEvent& event) { shell.storeEvent(std::move(event)); });
    }
    const StopSignal stopSignal([&shell] { shell.stop(); });
    const Status status = shell.start();
    const int code = status ? application.exec() : fail(status.error(), ExitUnavailable);
    if (thread != nullptr) {
        thread->disconnect(&application);  // The shell goes first.
    }
    return code;
}

}  // namespace

int main(int argumentCount, char** arguments) {
    qputenv("QT_NO_GLIB", "1");  // Qt's own dispatcher costs less per socket than GLib's.
    QCoreApplication application(argumentCount, arguments);
    const std::string password = qgetenv("ORRERY_PASSWORD").toStdString();
    qunsetenv("ORRERY_PASSWORD");
    const Result<UnitSettings> settings = readUnitSettings(QCoreApplication::arguments(), password);
    if (!settings) {
        return fail(settings.error(), ExitConfiguration);
    }
    if (!settings.value().notice.empty()) {
        std::fputs(settings.value().notice.c_str(), stdout);
        return ExitSuccess;
    }
    return run(application, settings.value());
}
