// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Following and reading the store's words.
#include "console/state/store_trouble.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>

namespace orrery::console {
namespace {

constexpr Duration keptAfterwards = seconds(3600);

struct Hint {
    const char* part;  ///< Of the store's words, any case.
    StoreTroubleKind kind;
};

constexpr std::array<Hint, 14> hints = {{
    {"locked", StoreTroubleKind::Locked},
    {"busy", StoreTroubleKind::Locked},
    {"is full", StoreTroubleKind::Full},
    {"no space", StoreTroubleKind::Full},
    {"malformed", StoreTroubleKind::Damaged},
    {"corrupt", StoreTroubleKind::Damaged},
    {"not a database", StoreTroubleKind::Damaged},
    {"constraint", StoreTroubleKind::Refused},
    {"mismatch", StoreTroubleKind::Refused},
    {"unable to open", StoreTroubleKind::Unreachable},
    {"cannot be opened", StoreTroubleKind::Unreachable},
    {"i/o error", StoreTroubleKind::Unreachable},
    {"store lacks changes", StoreTroubleKind::Behind},
    {"store holds more", StoreTroubleKind::Behind},
}};

QString words(const char* text) { return QCoreApplication::translate("StoreTrouble", text); }

}  // namespace

std::optional<StoreTrouble> followTrouble(const std::optional<StoreTrouble>& before,
                                          const model::PumpTelemetry& counters, const Moment& at) {
    if (counters.lastError.empty()) {
        std::optional<StoreTrouble> over = before;
        if (over && at.at - over->last.at > keptAfterwards) {
            return std::nullopt;
        }
        if (over) {
            over->standing = false;
        }
        return over;
    }
    const bool goesOn = before && before->standing;
    StoreTrouble trouble = goesOn ? *before : StoreTrouble{{}, at, at, 0, counters.retries, true};
    const std::uint64_t more = counters.retries - std::min(counters.retries, trouble.countedTo);
    trouble.refusals = goesOn ? trouble.refusals + more : 1;
    trouble.countedTo = counters.retries;
    trouble.text = counters.lastError;
    trouble.last = at;
    return trouble;
}

StoreTroubleKind kindOfTrouble(const std::string& text) {
    const QString said = QString::fromStdString(text);
    for (const Hint& hint : hints) {
        if (said.contains(QLatin1String(hint.part), Qt::CaseInsensitive)) {
            return hint.kind;
        }
    }
    return StoreTroubleKind::Other;
}

QString wordsOf(StoreTroubleKind kind, const std::string& text) {
    switch (kind) {
    case StoreTroubleKind::Locked:
        return words(QT_TRANSLATE_NOOP("StoreTrouble", "the database is locked by another writer"));
    case StoreTroubleKind::Unreachable:
        return words(QT_TRANSLATE_NOOP("StoreTrouble", "the database cannot be reached"));
    case StoreTroubleKind::Full:
        return words(QT_TRANSLATE_NOOP("StoreTrouble", "the database's disk is full"));
    case StoreTroubleKind::Refused:
        return words(QT_TRANSLATE_NOOP("StoreTrouble", "the database refuses a row"));
    case StoreTroubleKind::Damaged:
        return words(QT_TRANSLATE_NOOP("StoreTrouble", "the database's file is damaged"));
    case StoreTroubleKind::Behind:
        return words(QT_TRANSLATE_NOOP("StoreTrouble", "the database is not the one this grid wrote"));
    case StoreTroubleKind::Other: return QString::fromStdString(text);
    }
    return {};
}

}  // namespace orrery::console
