// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// orrery-console: the operations desk of a grid.
#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QStandardPaths>
#include <QTextStream>

#include <memory>
#include <optional>

#include "console/memory/large_pages.h"
#include "console/shell/look_settings.h"
#include "console/shell/main_window.h"
#include "console/source/live_source.h"
#include "console/source/simulated/simulated_source.h"
#include "console/widgets/icons.h"
#include "console/widgets/theme.h"

namespace {

using namespace orrery;
using namespace orrery::console;

constexpr int usageError = 2;

struct Options {
    std::vector<model::Endpoint> seeds;
    QString password;
    QString recording;
    std::optional<SimulationOptions> simulation;
    std::optional<Appearance> appearance;   ///< None: what the person chose last.
    Mode mode = Mode::Operate;
    Guard guard = Guard::Open;
};

int fail(const QString& what) {
    QTextStream(stderr) << "orrery-console: " << what << "\n";
    return usageError;
}

/// Fills `options`; the text of the first mistake, or nothing.
QString read(const QCommandLineParser& parser, Options& options) {
    for (const QString& text : parser.values(QStringLiteral("at"))) {
        const std::optional<model::Endpoint> endpoint = endpointFrom(text);
        if (!endpoint) {
            return QStringLiteral("--at takes host:port, not \"%1\"").arg(text);
        }
        options.seeds.push_back(*endpoint);
    }
    const QString theme = parser.value(QStringLiteral("theme"));
    if (!theme.isEmpty() && theme != QLatin1String("dark") && theme != QLatin1String("light")) {
        return QStringLiteral("--theme takes dark or light, not \"%1\"").arg(theme);
    }
    if (!theme.isEmpty()) {
        options.appearance = theme == QLatin1String("light") ? Appearance::Light : Appearance::Dark;
    }
    options.guard = parser.isSet(QStringLiteral("protected")) ? Guard::Protected : Guard::Open;
    options.mode = parser.isSet(QStringLiteral("observe")) || options.guard == Guard::Protected ? Mode::Observe
                                                                                               : Mode::Operate;
    options.recording = parser.value(QStringLiteral("recording"));
    if (parser.isSet(QStringLiteral("simulate"))) {
        const Result<SimulationOptions> simulation = simulationOptionsFrom(parser.value(QStringLiteral("simulate")));
        if (!simulation) {
            return QString::fromStdString(simulation.error().detail);
        }
        options.simulation = simulation.value();
    }
    options.password = qEnvironmentVariable("ORRERY_PASSWORD");
    if (parser.isSet(QStringLiteral("password-file"))) {
        QFile file(parser.value(QStringLiteral("password-file")));
        if (!file.open(QIODevice::ReadOnly)) {
            return QStringLiteral("the password file %1 cannot be read: %2").arg(file.fileName(), file.errorString());
        }
        options.password = QString::fromUtf8(file.readLine()).trimmed();
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    reserveLargePages();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("orrery-console"));
    QApplication::setApplicationVersion(QStringLiteral(ORRERY_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("The operations desk of an Orrery grid."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("at"), QStringLiteral("An agent of the grid; may be repeated."), QStringLiteral("host:port")},
        {QStringLiteral("password-file"),
         QStringLiteral("First line: the grid's password (default: the variable ORRERY_PASSWORD)."),
         QStringLiteral("file")},
        {QStringLiteral("recording"), QStringLiteral("Replay this file."), QStringLiteral("file")},
        {QStringLiteral("simulate"),
         QStringLiteral("Explore a simulated grid, e.g. units=200,hosts=20,seed=7 (\"\": the usual one)."),
         QStringLiteral("options")},
        {QStringLiteral("observe"), QStringLiteral("Offer no actions until the mode is switched.")},
        {QStringLiteral("protected"), QStringLiteral("As --observe; to operate, the grid's name must be typed.")},
        {QStringLiteral("theme"), QStringLiteral("dark or light (default: as last chosen)."), QStringLiteral("name")},
    });
    parser.process(application);
    Options options;
    const QString mistake = read(parser, options);
    if (!mistake.isEmpty()) {
        return fail(mistake);
    }
    auto settings = std::make_unique<Settings>(Settings::standardPath());
    theme::Look look = storedLook(*settings);
    look.appearance = options.appearance.value_or(look.appearance);
    theme::apply(application, look);
    QApplication::setWindowIcon(applicationIcon());
    MainWindow window(std::move(settings));
    window.session().actions().keepRecordsIn(
        QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/operations"));
    if (!options.recording.isEmpty()) {
        const Status opened = window.session().attachRecording({options.recording});
        if (!opened) {
            return fail(QString::fromStdString(opened.error().detail));
        }
        window.enter();
    } else if (options.simulation) {
        window.session().attachSource(std::make_unique<SimulatedSource>(*options.simulation), options.mode);
        window.enter();
    } else if (!options.seeds.empty()) {
        window.session().attachLive(options.seeds, options.password, options.mode);
        window.setConnection({QString(), QColor(), options.guard});
        window.enter();
    }
    window.show();
    return QApplication::exec();
}
