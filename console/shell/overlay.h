// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A sheet over the whole window: dims what is behind it, holds one card, keeps the focus inside, and
// goes with Escape. Dialogs of the console are sheets, so that they look the same under every window
// manager and in a full-screen wall.
#pragma once

#include <QPointer>
#include <QWidget>

namespace orrery::console {

class SheetScroll;

class Overlay : public QWidget {
    Q_OBJECT
public:
    /// Covers `window`, which owns it. Hidden at first.
    explicit Overlay(QWidget* window);

    /// Shows the sheet and gives `focus` the focus.
    void open(QWidget* focus);
    /// Hides it and gives the focus back to where it was.
    void dismiss();

Q_SIGNALS:
    /// Escape, or a press beside the card.
    void cancelled();
    /// F1 within the sheet.
    void helpWanted();

protected:
    enum class CardPlace { Middle, Upper };

    /// The card's place; asked again whenever window or content change. See placed() and fitted().
    virtual QRect cardGeometry() const = 0;
    /// A card of `size`, or as large as the window lets it be with a margin on every side.
    QRect placed(QSize size, CardPlace place = CardPlace::Middle) const;
    /// `width` or what the window has, and the height that the content of `card` then needs.
    QSize fitted(const QWidget& card, int width) const;
    /// The same for a card whose middle scrolls when the window is too low for all of it.
    QSize fittedAround(const QWidget& card, const SheetScroll& middle, int width) const;
    virtual QWidget* card() = 0;
    /// Keeps the window's shortcuts away while the sheet is open: its keys are its own.
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QPointer<QWidget> m_before;
};

}  // namespace orrery::console
