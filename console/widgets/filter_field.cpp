// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A line edit with a button at its end.
#include "console/widgets/filter_field.h"

#include <QAction>
#include <QKeyEvent>
#include <QMenu>

#include "console/widgets/icons.h"
#include "console/widgets/labels.h"

namespace orrery::console {

FilterField::FilterField(QWidget* parent) : QLineEdit(parent) {
    setClearButtonEnabled(true);
    setAccessibleName(tr("Filter"));
    QAction* button = addAction(icon(QStringLiteral("chevron-down")), QLineEdit::TrailingPosition);
    button->setToolTip(tr("Saved filters (Down)"));
    button->setText(tr("Saved filters"));
    connect(button, &QAction::triggered, this, &FilterField::showSaved);
}

void FilterField::setSaved(const QStringList& filters) { m_saved = filters.mid(0, mostSaved); }

void FilterField::save() {
    const QString filter = text().trimmed();
    if (filter.isEmpty() || m_saved.value(0) == filter) {
        return;
    }
    m_saved.removeAll(filter);
    m_saved.prepend(filter);
    setSaved(m_saved);
    Q_EMIT savedChanged(m_saved);
}

void FilterField::forget(const QString& filter) {
    if (m_saved.removeAll(filter) > 0) {
        Q_EMIT savedChanged(m_saved);
    }
}

void FilterField::showSaved() {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("savedFilters"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString now = text().trimmed();
    for (const QString& filter : std::as_const(m_saved)) {
        menu->addAction(withoutKeyMark(filter), this, [this, filter] { setText(filter); });
    }
    if (m_saved.isEmpty()) {
        menu->addAction(tr("No filter is saved yet"))->setEnabled(false);
    }
    menu->addSeparator();
    if (m_saved.contains(now)) {
        menu->addAction(tr("Forget “%1”").arg(now), this, [this, now] { forget(now); });
    } else if (!now.isEmpty()) {
        menu->addAction(tr("Save “%1”").arg(now), this, [this] { save(); });
    }
    menu->popup(mapToGlobal(QPoint(0, height() + 2)));
}

void FilterField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Down && event->modifiers() == Qt::NoModifier) {
        showSaved();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

}  // namespace orrery::console
