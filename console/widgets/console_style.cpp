// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sizes, timings and habits of the style.
#include "console/widgets/console_style.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyleOption>

#include "console/widgets/crisp.h"
#include "console/widgets/icons.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

/// The box of a choice, in our colours: the style's own is grey on grey in the dark.
void paintCheck(QPainter& painter, const QStyleOption& option) {
    const Colors& colors = theme::colors();
    const bool isOn = (option.state & QStyle::State_On) != 0;
    const bool isHot = (option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus)) != 0;
    const QColor edge = isOn || isHot ? colors.accent : colors.dim;
    roundedBox(painter, QRectF(option.rect), isOn ? colors.accent : colors.raised, edge, 3,
               (option.state & QStyle::State_HasFocus) != 0 ? 2 : 1);
    if (isOn) {
        paintIcon(painter, QStringLiteral("check"), QRectF(option.rect).adjusted(2, 2, -2, -2), colors.accentText);
    }
}

}  // namespace

ConsoleStyle::ConsoleStyle() : QProxyStyle(QStringLiteral("fusion")) {}

int ConsoleStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                              const QWidget* widget) const {
    switch (metric) {
    case PM_SmallIconSize:
    case PM_ButtonIconSize: return metrics::scaled(16);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight: return metrics::scaled(16);
    case PM_CheckBoxLabelSpacing: return metrics::grid;
    case PM_SplitterWidth: return 1;
    case PM_ScrollBarExtent: return metrics::scaled(10);
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return metrics::grid;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int ConsoleStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                            QStyleHintReturn* result) const {
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText: return 0;
    case SH_ToolTip_WakeUpDelay: return 350;
    case SH_ScrollBar_Transient: return 0;
    case SH_ItemView_ShowDecorationSelected: return 1;
    default: return QProxyStyle::styleHint(hint, option, widget, result);
    }
}

void ConsoleStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    // Qt leaves four pixels between a button's icon and its text at any size; a wider icon leaves more.
    if (auto* button = qobject_cast<QPushButton*>(widget); button != nullptr && !button->text().isEmpty()) {
        button->setIconSize(QSize(metrics::scaled(20), metrics::scaled(16)));
    }
    if (auto* tip = widget->inherits("QTipLabel") ? qobject_cast<QLabel*>(widget) : nullptr) {
        tip->setTextFormat(Qt::PlainText);
    }
}

void ConsoleStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                 QPainter* painter, const QWidget* widget) const {
    // Every widget of ours shows focus by its own frame; a dotted rectangle on top is noise.
    if (element == PE_FrameFocusRect) {
        return;
    }
    if (element == PE_IndicatorCheckBox) {
        paintCheck(*painter, *option);
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

}  // namespace orrery::console
