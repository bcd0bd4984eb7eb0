// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One of a few ready-made choices, large enough to be read as a picture: an icon, a name, a line of what
// it is. The chosen one has an accent border and a tick.
#pragma once

#include <QAbstractButton>

namespace orrery::console {

class PresetCard : public QAbstractButton {
    Q_OBJECT
public:
    PresetCard(const QString& iconName, const QString& name, const QString& line, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_iconName;
    QString m_line;
};

}  // namespace orrery::console
