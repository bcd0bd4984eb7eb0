// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Short notices at the lower right of the view: what was done and can be undone, what the window has to say. Three
// at most; more become one line that counts them. Each is announced to assistive technology and goes
// by itself, but not while the pointer or the focus is on it.
#pragma once

#include <functional>
#include <vector>

#include <QPointer>
#include <QWidget>

#include "console/widgets/colors.h"

class QVBoxLayout;

namespace orrery::console {

class Card;
class ToneLabel;

/// One notice. Ends by itself after its time.
class Toast;

class Toasts : public QWidget {
    Q_OBJECT
public:
    static constexpr std::size_t mostShown = 3;
    static constexpr int noticeMillis = 7'000;
    static constexpr int undoMillis = 10'000;
    static constexpr int invitationMillis = 30'000;

    /// Stands in the lower right corner of `room`, a part of `window`, so that docks beside it are never covered;
    /// in the window's own corner while `room` is not seen or too narrow, or when there is none.
    Toasts(QWidget* window, QWidget* room);

    /// Shows `text`; High and Critical keep it until it is closed.
    void say(const QString& text, Tone tone = Tone::Normal);
    /// Shows `text` with an Undo button for 10 s. `undo` is called at most once.
    void offerUndo(const QString& text, std::function<void()> undo);
    /// Shows `text` with a button for 30 s, or until there is something else to say. `accept` is called at most once.
    void invite(const QString& text, const QString& button, std::function<void()> accept);
    /// Takes back what offers Undo: it would act on another grid, or from the past.
    void withdrawOffers();
    /// Texts on show, oldest first.
    QStringList texts() const;
    /// Notices that were folded into the counting line.
    int foldedCount() const { return m_folded; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void add(Toast* toast);
    void remove(Toast* toast);
    void fold();
    void place();
    void noteFocus(QWidget* before, QWidget* now);

    QPointer<QWidget> m_room;
    int m_folded = 0;
    std::vector<Toast*> m_toasts;
    QPointer<QWidget> m_focusBefore;   ///< Where a person was before they came here; gets the focus back.
    QVBoxLayout* m_column;
    Card* m_digest;
    ToneLabel* m_digestText;
};

}  // namespace orrery::console
