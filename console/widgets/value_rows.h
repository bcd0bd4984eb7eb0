// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names on the left, texts on the right, some with a line below that says what is odd about them. A text that
// is too long, as paths are, loses its middle; whole it stands in the tip and for screen readers.
#pragma once

#include <QString>
#include <QWidget>
#include <vector>

#include "console/widgets/colors.h"

namespace orrery::console {

struct ValueRow {
    QString name;
    QString value;
    QString note = {};   ///< Empty: no line below.
    QString origin = {}; ///< Only in the tip.
    Tone tone = Tone::Normal;
    friend bool operator==(const ValueRow&, const ValueRow&) = default;
};

class ValueRows : public QWidget {
    Q_OBJECT
public:
    explicit ValueRows(QWidget* parent = nullptr);

    void setRows(std::vector<ValueRow> rows);
    const std::vector<ValueRow>& rows() const { return m_rows; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    static int heightOf(const ValueRow& row);
    const ValueRow* rowAt(int y) const;

    std::vector<ValueRow> m_rows;
};

}  // namespace orrery::console
