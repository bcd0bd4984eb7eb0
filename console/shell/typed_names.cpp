// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/typed_names.h"

#include <utility>

#include <QLineEdit>

#include "console/state/redaction.h"

namespace orrery::console {

void TypedNames::replace(QWidget& window, const Redaction& naming) {
    restore();
    for (QLineEdit* field : window.findChildren<QLineEdit*>()) {
        if (field->text().isEmpty() || !field->isVisible()) {
            continue;
        }
        const QString renamed = naming.text(field->text());
        const QString text = naming.hintsAt(renamed) ? QString() : renamed;
        if (text != field->text()) {
            m_typed.push_back({field, field->text()});
            field->setText(text);
        }
    }
}

void TypedNames::restore() {
    for (const Typed& typed : std::exchange(m_typed, {})) {
        if (typed.field) {
            typed.field->setText(typed.text);
        }
    }
}

}  // namespace orrery::console
