// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A field for what rows must match, with a menu of filters that a person has saved. The field keeps
// no file: its owner hands the saved filters in and hears when they change.
#pragma once

#include <QLineEdit>
#include <QStringList>

namespace orrery::console {

class FilterField : public QLineEdit {
    Q_OBJECT
public:
    static constexpr int mostSaved = 20;

    explicit FilterField(QWidget* parent = nullptr);

    /// Newest first; more than mostSaved are left out.
    void setSaved(const QStringList& filters);
    const QStringList& saved() const { return m_saved; }
    /// Remembers the present text, newest first; nothing happens without text.
    void save();
    void forget(const QString& filter);
    /// Opens the menu under the field: by its button, or Down in the field.
    void showSaved();

Q_SIGNALS:
    void savedChanged(const QStringList& filters);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QStringList m_saved;
};

}  // namespace orrery::console
