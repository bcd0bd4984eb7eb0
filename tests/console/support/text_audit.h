// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: what a widget writes, read from its painting. Each visible widget paints into a device
// that keeps the texts and their places instead of pixels; so painted texts count like labels, and the
// product needs no hook for it.
#pragma once

#include <tuple>
#include <vector>

#include <QRectF>
#include <QSet>
#include <QString>
#include <QWidget>

namespace orrery::console::fixture {

struct WrittenText {
    QString text;
    QRectF place;  ///< In the widget's coordinates.
};

/// What `widget` itself writes, without its children.
std::vector<WrittenText> textsOf(QWidget& widget);

struct TextFault {
    QString where;  ///< Class and object names, from the window down.
    QString text;
    QString what;
    friend bool operator<(const TextFault& a, const TextFault& b) {
        return std::tie(a.where, a.what, a.text) < std::tie(b.where, b.what, b.text);
    }
};

/// "ConnectPage#connectPage/QPushButton#connectPage.connect": the last four from the window down.
QString nameOf(const QWidget& widget);

/// What cutTexts() thinks of a label that is written with an ellipsis.
enum class Elided { Fault, Welcome };

/// Texts of `root` and everything visible in it that go over the edge of their widget, and labels and
/// buttons that are smaller than they need to be. Whoever wraps, or paints an ellipsis itself, is at peace.
std::vector<TextFault> cutTexts(QWidget& root, Elided elided = Elided::Fault);

/// Words on screen that did not go through a translator. `data` are words of the grid itself, which are
/// shown as they are.
std::vector<TextFault> untranslatedTexts(QWidget& root, const QSet<QString>& data);

}  // namespace orrery::console::fixture
