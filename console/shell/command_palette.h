// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ctrl+K: everything that can be gone to or asked for, by typing a few letters of it. Prefixes narrow:
// u unit, p partition, a action, e event, m metric, t time, v view, ? help. Enter goes there; for an
// action it opens the plan and never carries anything out. What cannot be done now says why.
#pragma once

#include "console/shell/overlay.h"
#include "console/shell/palette_model.h"

class QLineEdit;
class QListView;

namespace orrery::console {

class Card;
class Settings;
class ToneLabel;

class CommandPalette : public Overlay {
    Q_OBJECT
public:
    static constexpr qsizetype mostRecent = 12;

    /// `settings` keeps what was used last, and outlives the palette.
    CommandPalette(Settings& settings, QWidget* window);
    /// Opens with these entries and `typed` in the field.
    void openWith(std::vector<PaletteEntry> entries, PaletteModel::Interpret interpret,
                  const QString& typed = QString());
    /// Other entries while it is open; what is typed, and the row a person moved to, stay.
    void refill(std::vector<PaletteEntry> entries);

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void runCurrent();
    void move(int rows);
    void showHint();
    void remember(const QString& id);

    Settings& m_settings;
    PaletteModel m_model;
    bool m_moved = false;   ///< A person has left the first row; it is kept while results stream in.
    Card* m_card;
    QLineEdit* m_field;
    QListView* m_list;
    ToneLabel* m_hint;
};

}  // namespace orrery::console
