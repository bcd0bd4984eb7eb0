// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Fusion without its gradients, bevels and dotted focus frames. What a style sheet can say better
// is in resources/themes/orrery.qss; this class holds what it cannot: sizes, timings and habits.
#pragma once

#include <QProxyStyle>

namespace orrery::console {

class ConsoleStyle : public QProxyStyle {
    Q_OBJECT
public:
    ConsoleStyle();

    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* result) const override;
    using QProxyStyle::polish;
    /// Tool tips hold names that others gave: never read as markup.
    void polish(QWidget* widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
};

}  // namespace orrery::console
