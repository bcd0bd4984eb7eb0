// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few kinds of plain text: view title, section title, explanation, key hint.
#pragma once

#include <QLabel>

#include "console/widgets/colors.h"
#include "console/widgets/theme.h"

class QHelpEvent;

namespace orrery::console {

/// A label that keeps its tone when the appearance changes. One line that has too little room ends in an ellipsis, and
/// says the whole in a tool tip.
class ToneLabel : public QLabel {
    Q_OBJECT
public:
    ToneLabel(const QString& text, const QFont& font, Tone tone, QWidget* parent = nullptr);
    void setTone(Tone tone);
    /// A text as long as no label of ours is a name someone gave: it is cut rather than widen the window.
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QSize bounded(QSize wanted, int widest) const;
    bool isCut() const;

    Tone m_tone;
};

/// A square icon in a tone; sharp at every scale and right in every appearance.
class IconLabel : public QWidget {
    Q_OBJECT
public:
    /// `side` in pixels of 100 %.
    IconLabel(const QString& name, int side, Tone tone = Tone::Normal, QWidget* parent = nullptr);
    void setIcon(const QString& name);
    void setTone(Tone tone);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    int m_side;
    Tone m_tone;
};

/// The tool tip of a text that is written with an ellipsis.
void showWhole(const QHelpEvent& event, QWidget& widget, const QString& text);

/// `text` for a button or a menu: an "&" in a name stays the letter it is and marks no key.
QString withoutKeyMark(QString text);

/// A name or a sentence with one for a button: as `withoutKeyMark`, and of more than `mostLetters` the middle is left
/// out, since a button is never narrower than its words and a name out of a grid may have any length.
QString wordsOnButton(const QString& text, int mostLetters = 36);

/// Ownership of each goes to `parent` (or the caller when it is null).
ToneLabel* makeTitle(const QString& text, QWidget* parent = nullptr);
ToneLabel* makeSection(const QString& text, QWidget* parent = nullptr);
/// Writes a section title `zoom` times as large, for walls.
void zoomSection(ToneLabel& section, double zoom);
/// May wrap over several lines.
ToneLabel* makeExplanation(const QString& text, QWidget* parent = nullptr);
ToneLabel* makeText(const QString& text, QWidget* parent = nullptr);
ToneLabel* makeFigure(const QString& text, QWidget* parent = nullptr);
ToneLabel* makeKeyHint(const QString& keys, QWidget* parent = nullptr);

}  // namespace orrery::console
