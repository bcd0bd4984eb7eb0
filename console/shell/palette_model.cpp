// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/palette_model.h"

#include <algorithm>

namespace orrery::console {
namespace {

constexpr int startScore = 400;
constexpr int wordScore = 300;
constexpr int insideScore = 200;
constexpr int looseScore = 100;
constexpr int recentBonus = 40;
constexpr qsizetype longestThatCounts = 90;
constexpr qsizetype shortestLoose = 2;

/// Letters of `typed` in order within `text`: the fewer letters lie between them the better.
int looseMatch(const QString& text, const QString& typed) {
    qsizetype at = -1;
    qsizetype first = -1;
    for (const QChar letter : typed) {
        if (letter.isSpace()) {
            continue;
        }
        at = text.indexOf(letter, at + 1, Qt::CaseInsensitive);
        if (at < 0) {
            return -1;
        }
        first = first < 0 ? at : first;
    }
    const qsizetype spread = at - first + 1 - typed.size();
    return looseScore - static_cast<int>(std::clamp<qsizetype>(spread, 0, longestThatCounts));
}

}  // namespace

int paletteScore(const QString& text, const QString& typed) {
    if (typed.isEmpty()) {
        return 0;
    }
    const qsizetype at = text.indexOf(typed, 0, Qt::CaseInsensitive);
    if (at < 0) {
        return typed.size() < shortestLoose ? -1 : looseMatch(text, typed);
    }
    const bool startsWord = at == 0 || text.at(at - 1) == QLatin1Char(' ');
    const int place = at == 0 ? startScore : startsWord ? wordScore : insideScore;
    return place - static_cast<int>(std::min(text.size(), longestThatCounts));
}

PaletteModel::PaletteModel(QObject* parent) : QAbstractListModel(parent) {
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &PaletteModel::scanSlice);
}

void PaletteModel::setEntries(std::vector<PaletteEntry> entries, QStringList recent, Interpret interpret) {
    beginResetModel();
    m_shown.clear();
    m_interpreted.clear();
    m_entries = std::move(entries);
    m_recent = std::move(recent);
    m_interpret = std::move(interpret);
    endResetModel();
    setTyped(QString());
}

void PaletteModel::replaceEntries(std::vector<PaletteEntry> entries) {
    const QString typed = m_typed;
    setEntries(std::move(entries), m_recent, m_interpret);
    setTyped(typed);
}

void PaletteModel::setTyped(const QString& typed) {
    beginResetModel();
    m_shown.clear();
    m_typed = typed;
    m_prefix = QChar();
    m_words = typed.trimmed();
    const bool hasPrefix = typed.size() >= 2 && typed.at(1) == QLatin1Char(' ') &&
                           QStringLiteral("upaemtv?").contains(typed.at(0).toLower());
    if (hasPrefix || typed == QLatin1String("?")) {
        m_prefix = typed.at(0).toLower();
        m_words = typed.mid(1).trimmed();
    }
    m_interpreted = m_interpret ? m_interpret(m_prefix, m_words) : std::vector<PaletteEntry>{};
    for (const PaletteEntry& entry : m_interpreted) {
        m_shown.push_back({startScore, &entry});
    }
    m_next = 0;
    endResetModel();
    scanSlice();
}

int PaletteModel::scoreOf(const PaletteEntry& entry) const {
    if (!m_prefix.isNull() && entry.prefix != m_prefix) {
        return -1;
    }
    const int score = paletteScore(entry.text, m_words);
    const qsizetype recent = score < 0 || entry.id.isEmpty() ? -1 : m_recent.indexOf(entry.id);
    return recent < 0 ? score : score + std::max(1, recentBonus - static_cast<int>(recent));
}

void PaletteModel::scanSlice() {
    std::vector<Hit> found;
    const std::size_t end = std::min(m_entries.size(), m_next + sliceSize);
    for (; m_next < end; ++m_next) {
        if (const int score = scoreOf(m_entries[m_next]); score >= 0) {
            found.push_back({score, &m_entries[m_next]});
        }
    }
    if (!found.empty()) {
        beginResetModel();
        m_shown.insert(m_shown.end(), found.begin(), found.end());
        std::stable_sort(m_shown.begin(), m_shown.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
        m_shown.resize(std::min(m_shown.size(), mostShown));
        endResetModel();
    }
    if (m_next < m_entries.size()) {
        m_turn.start(0);
    }
}

void PaletteModel::finishScan() {
    while (m_next < m_entries.size()) {
        scanSlice();
    }
    m_turn.stop();
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

const PaletteEntry* PaletteModel::entryAt(int row) const {
    const bool exists = row >= 0 && row < static_cast<int>(m_shown.size());
    return exists ? m_shown[static_cast<std::size_t>(row)].entry : nullptr;
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    const PaletteEntry* entry = entryAt(index.row());
    if (entry == nullptr) {
        return {};
    }
    switch (role) {
        case Qt::DisplayRole: return entry->text;
        case Qt::AccessibleTextRole:
            return entry->text + QStringLiteral(", ") + (entry->whyNot.isEmpty() ? entry->hint : entry->whyNot);
        case HintRole: return entry->hint;
        case IconRole: return entry->iconName;
        case WhyNotRole: return entry->whyNot;
        default: return {};
    }
}

}  // namespace orrery::console
