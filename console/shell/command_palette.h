// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ctrl+K: everything that can be gone to or asked for, by typing a few letters of it. Prefixes narrow:
// "u " units, "p " partitions, "a " actions, "v " views. Enter goes there; for an action it opens the
// plan and never carries anything out.
#pragma once

#include <functional>
#include <vector>

#include <QAbstractListModel>

#include "console/shell/overlay.h"

class QLineEdit;
class QListView;

namespace orrery::console {

class Card;

struct PaletteEntry {
    QChar prefix;              ///< 'u', 'p', 'a', 'v'
    QString text;
    QString hint;              ///< Right of the text: a key, a state.
    QString iconName;
    std::function<void()> run;
};

/// The entries that match what was typed, best first.
class PaletteModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { HintRole = Qt::UserRole + 1, IconRole };
    static constexpr std::size_t mostShown = 50;

    using QAbstractListModel::QAbstractListModel;
    void setEntries(std::vector<PaletteEntry> entries);
    void setTyped(const QString& typed);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    /// The entry shown in `row`, or null.
    const PaletteEntry* entryAt(int row) const;

private:
    std::vector<PaletteEntry> m_entries;
    std::vector<std::size_t> m_shown;
    QString m_typed;
};

class CommandPalette : public Overlay {
    Q_OBJECT
public:
    explicit CommandPalette(QWidget* window);
    /// Opens with these entries.
    void openWith(std::vector<PaletteEntry> entries);

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void runCurrent();

    PaletteModel m_model;
    Card* m_card;
    QLineEdit* m_field;
    QListView* m_list;
};

}  // namespace orrery::console
