// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small buttons that choose: a chip switches a filter on, a segmented control chooses one of
// several.
#pragma once

#include <QAbstractButton>
#include <QStringList>

#include "console/widgets/colors.h"

namespace orrery::console {

/// A checkable button with a tone and, if given, a count: "Moving 13".
class ChipButton : public QAbstractButton {
    Q_OBJECT
public:
    ChipButton(const QString& text, Tone tone, QWidget* parent = nullptr);

    /// The count after the text; a tone other than Normal is shown only while it is above 0.
    void setCount(int count);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString label() const;

    Tone m_tone;
    int m_count = -1;  ///< -1: none shown.
};

/// All choices beside each other; where its place is too narrow for that, the chosen one, and the others in a menu.
class SegmentedControl : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedControl(const QStringList& choices, QWidget* parent = nullptr);

    int current() const { return m_current; }
    /// Chooses without emitting `chosen`. Out of range is ignored.
    void setCurrent(int index);
    /// Offers others and chooses the first, without emitting `chosen`.
    void setChoices(const QStringList& choices);
    QSize sizeHint() const override;
    /// The longest choice by itself.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double edge(int index) const;
    bool isFolded() const { return width() < sizeHint().width(); }
    void paintFolded();
    void openChoices();
    void choose(int index);

    QStringList m_choices;
    int m_current = 0;
};

}  // namespace orrery::console
