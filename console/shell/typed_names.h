// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person has typed into the fields of the window (filters, above all), for the length of a picture under
// other names: known names are replaced, so that a filter goes on to find its rows; a field that holds but a
// piece of a name is emptied.
#pragma once

#include <vector>

#include <QPointer>
#include <QString>

class QLineEdit;
class QWidget;

namespace orrery::console {

class Redaction;

class TypedNames {
public:
    /// Rewrites what stands in the fields within `window`, and remembers it.
    void replace(QWidget& window, const Redaction& naming);
    /// Puts everything back as it was typed.
    void restore();

private:
    struct Typed {
        QPointer<QLineEdit> field;
        QString text;
    };

    std::vector<Typed> m_typed;
};

}  // namespace orrery::console
