// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/load/options.h"

#include <QCommandLineParser>

#include <cmath>
#include <limits>
#include <optional>

#include "cluster/runtime/client/endpoint_text.h"

namespace orrery::load {
namespace {

const char* const description =
    "Puts a load on a grid and keeps account of every acknowledged write.\n\n"
    "Shapes: flash-sale (stock, orders and users of a sale), sessions (SET with expiry, GET),\n"
    "leaderboard (counters, hot keys). Two loads on one grid need different seeds.\n\n"
    "Exit codes: 0 all well, 1 the audit found lost or duplicated writes (or stale reads),\n"
    "2 the command line does not make sense, 3 no grid was reached.";

void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("shape", "flash-sale (default), sessions or leaderboard");
    parser.addOptions({
        {"at", "A unit or agent to start from; may be repeated (127.0.0.1:7100).", "host:port"},
        {"password", "The grid's password (default: the variable ORRERY_PASSWORD).", "text"},
        {"rate", "Operations a second (1000).", "number"},
        {"full", "As many as are answered, instead of a rate."},
        {"clients", "Operations under way at the same time (32).", "number"},
        {"for", "How long to run; without it, until Ctrl+C.", "seconds"},
        {"seed", "Decides keys and order of operations (1).", "number"},
        {"scale", "Percent of the shape's usual number of keys (100).", "percent"},
        {"deadline", "How long to stay with one operation (10).", "seconds"},
        {"ledger", "Writes every acknowledged write to this file.", "file"},
        {"verify", "At the end, compares the grid with the ledger."},
        {"verify-only", "Puts no load on: compares the grid with an existing ledger file."},
        {"store", "With --verify-only: a store whose watermarks say what a restart had to keep.",
         "sqlite:file"},
        {"partitions", "Number of partitions of the grid (256).", "number"},
        {"no-request-ids", "For servers that do not know REQUEST; unknown outcomes stay unknown."},
    });
}

std::optional<ShapeKind> shapeFrom(const QStringList& words) {
    if (words.isEmpty() || words == QStringList{"flash-sale"}) {
        return ShapeKind::FlashSale;
    }
    if (words == QStringList{"sessions"}) {
        return ShapeKind::Sessions;
    }
    return words == QStringList{"leaderboard"} ? std::optional(ShapeKind::Leaderboard) : std::nullopt;
}

/// Reads numbers with their limits and remembers the first that is wrong.
class NumberReader {
public:
    explicit NumberReader(const QCommandLineParser& parser) : m_parser(parser) {}

    template <typename Number>
    void take(const QString& name, Number& target, Number least, Number most) {
        if (!m_parser.isSet(name)) {
            return;
        }
        bool readable = false;
        const qulonglong number = m_parser.value(name).toULongLong(&readable);
        if (!readable || number < least || number > most) {
            problem = "--" + name.toStdString() + " wants a number from " + std::to_string(least) +
                      " to " + std::to_string(most);
            return;
        }
        target = static_cast<Number>(number);
    }

    void takeSeconds(const QString& name, Duration& target) {
        if (!m_parser.isSet(name)) {
            return;
        }
        bool readable = false;
        const double number = m_parser.value(name).toDouble(&readable);
        if (!readable || !(number > 0) || number > 1e7) {
            problem = "--" + name.toStdString() + " wants a positive number of seconds";
            return;
        }
        target = milliseconds(std::llround(number * 1000));
    }

    std::string problem;

private:
    const QCommandLineParser& m_parser;
};

Status readSeeds(const QCommandLineParser& parser, Options& options) {
    QStringList texts = parser.values("at");
    if (texts.isEmpty()) {
        texts << "127.0.0.1:7100";
    }
    for (const QString& text : texts) {
        auto endpoint = client::endpointFrom(text.toStdString());
        if (!endpoint) {
            return Error{ErrorCode::Refused, "--at: " + endpoint.error().detail};
        }
        options.seeds.push_back(endpoint.take());
    }
    return Done{};
}

Status readNumbers(const QCommandLineParser& parser, Options& options) {
    NumberReader numbers(parser);
    numbers.take<std::uint32_t>("rate", options.rate, 1, 10'000'000);
    numbers.take<std::uint32_t>("clients", options.clients, 1, 16384);
    numbers.take<std::uint64_t>("seed", options.seed, 0, std::numeric_limits<std::uint64_t>::max());
    numbers.take<std::uint32_t>("scale", options.scale, 1, 10'000);
    numbers.take<std::uint16_t>("partitions", options.partitionCount, 1, 16384);
    numbers.takeSeconds("for", options.length);
    numbers.takeSeconds("deadline", options.deadline);
    if (parser.isSet("full")) {
        options.rate = 0;
    }
    if ((options.partitionCount & (options.partitionCount - 1)) != 0) {
        numbers.problem = "--partitions wants a power of two";
    }
    return numbers.problem.empty() ? Status(Done{}) : Status(Error{ErrorCode::Refused, numbers.problem});
}

Status readAudit(const QCommandLineParser& parser, Options& options) {
    options.ledgerPath = parser.value("ledger").toStdString();
    if (parser.isSet("verify-only")) {
        options.audit = Audit::Only;
        if (options.ledgerPath.empty()) {
            return Error{ErrorCode::Refused, "--verify-only needs --ledger FILE"};
        }
    } else if (parser.isSet("verify")) {
        options.audit = Audit::AtEnd;
    }
    const QString store = parser.value("store");
    if (store.isEmpty()) {
        return Done{};
    }
    if (options.audit != Audit::Only || !store.startsWith("sqlite:")) {
        return Error{ErrorCode::Refused, "--store wants sqlite:FILE and goes with --verify-only"};
    }
    options.storePath = store.mid(7).toStdString();
    return Done{};
}

}  // namespace

Result<Options> optionsFrom(const QStringList& arguments) {
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(arguments);
    Options options;
    const auto shape = shapeFrom(parser.positionalArguments());
    if (!shape) {
        return Error{ErrorCode::Refused, "the shape is flash-sale, sessions or leaderboard"};
    }
    options.shape = *shape;
    options.password = parser.isSet("password") ? parser.value("password").toStdString()
                                                : qEnvironmentVariable("ORRERY_PASSWORD").toStdString();
    if (parser.isSet("no-request-ids")) {
        options.requestIds = RequestIds::NotUsed;
    }
    for (const auto reader : {readSeeds, readNumbers, readAudit}) {
        Status status = reader(parser, options);
        if (!status) {
            return status.error();
        }
    }
    return options;
}

}  // namespace orrery::load
