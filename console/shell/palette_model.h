// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the palette lists for what was typed, best first. Thousands of entries are looked through in
// slices between two turns of the event loop, so that typing never waits; results stream in.
#pragma once

#include <functional>
#include <vector>

#include <QAbstractListModel>
#include <QStringList>
#include <QTimer>

namespace orrery::console {

struct PaletteEntry {
    QChar prefix;              ///< 'u', 'p', 'a', 'e', 'm', 't', 'v', '?'
    QString text;
    QString hint;              ///< Right of the text: a key, a state.
    QString iconName;
    std::function<void()> run;
    QString id = {};           ///< Names it over runs, for "recent first"; empty: never recent.
    QString whyNot = {};       ///< Not empty: it cannot be done now, and why.
};

/// How well `text` answers `typed`, 0 for nothing typed: start of the text, start of a word, somewhere,
/// letters in order. Negative: not at all.
int paletteScore(const QString& text, const QString& typed);

class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { HintRole = Qt::UserRole + 1, IconRole, WhyNotRole };
    static constexpr std::size_t mostShown = 50;
    static constexpr std::size_t sliceSize = 2'000;   ///< Entries looked at in one turn.

    /// Makes entries of the words themselves, as "t 13:58"; gets prefix and words.
    using Interpret = std::function<std::vector<PaletteEntry>(QChar prefix, const QString& words)>;

    explicit PaletteModel(QObject* parent = nullptr);

    /// `recent` names the entries that were used last, newest first.
    void setEntries(std::vector<PaletteEntry> entries, QStringList recent, Interpret interpret);
    /// Other entries for the same words.
    void replaceEntries(std::vector<PaletteEntry> entries);
    /// Starts over with these words; the first slice is there at once.
    void setTyped(const QString& typed);
    /// Looks through what is left now.
    void finishScan();
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// The entry shown in `row`, or null.
    const PaletteEntry* entryAt(int row) const;

private:
    struct Hit {
        int score;
        const PaletteEntry* entry;
    };

    void scanSlice();
    int scoreOf(const PaletteEntry& entry) const;

    std::vector<PaletteEntry> m_entries;
    std::vector<PaletteEntry> m_interpreted;
    QStringList m_recent;
    Interpret m_interpret;
    QString m_typed;
    QChar m_prefix;
    QString m_words;
    std::size_t m_next = 0;      ///< First entry not looked at yet.
    std::vector<Hit> m_shown;    ///< Best first.
    QTimer m_turn;
};

}  // namespace orrery::console
