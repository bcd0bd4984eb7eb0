// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A value that we changed last is scaled from what it was at 100 %, kept as a property of its object;
// a value that somebody else has set since then counts anew from the old scale.
#include "console/widgets/rescaling.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QFormLayout>
#include <QGridLayout>
#include <QHeaderView>
#include <QVariant>
#include <QVector3D>
#include <cmath>

#include "console/widgets/card.h"

namespace orrery::console {

namespace {

class Rescaling {
public:
    Rescaling(int from, int to) : m_from(from), m_to(to) {}

    void widget(QWidget& widget) const;
    void font(QWidget& widget) const;

private:
    int plain(int value) const { return static_cast<int>(std::lround(1.0 * value * m_to / m_from)); }
    int remembered(QObject& object, const char* name, int value) const;
    void limits(QWidget& widget) const;
    void space(QWidget& widget) const;
    void header(QHeaderView& header) const;
    void layout(QLayout& layout) const;
    void spacings(QLayout& layout) const;
    void items(QLayout& layout) const;

    int m_from;
    int m_to;
};

int Rescaling::remembered(QObject& object, const char* name, int value) const {
    // Kept: the value at 100 %, what we made of it last, and what it was when we first met it. A style
    // sheet gives a widget the font of that first meeting back.
    const QVector3D kept = qvariant_cast<QVector3D>(object.property(name));
    const bool ours = !kept.isNull() && (int(kept.y()) == value || int(kept.z()) == value);
    const double atHundred = ours ? double(kept.x()) : value * 100.0 / m_from;
    const int now = static_cast<int>(std::lround(atHundred * m_to / 100.0));
    object.setProperty(name, QVector3D(float(atHundred), float(now), ours ? kept.z() : float(value)));
    return now;
}

void Rescaling::font(QWidget& widget) const {
    QFont font = widget.font();
    if (widget.testAttribute(Qt::WA_SetFont) && font.pixelSize() > 0) {
        font.setPixelSize(remembered(widget, "orrery.scale.font", font.pixelSize()));
        widget.setFont(font);
    }
}

void Rescaling::limits(QWidget& widget) const {
    if (widget.isWindow()) {
        return;
    }
    const QSize least = widget.minimumSize();
    const QSize most = widget.maximumSize();
    const auto limit = [&](const char* name, int value) {
        return value == 0 || value == QWIDGETSIZE_MAX ? value : remembered(widget, name, value);
    };
    const QSize newLeast(limit("orrery.scale.leastWidth", least.width()),
                         limit("orrery.scale.leastHeight", least.height()));
    const QSize newMost(limit("orrery.scale.mostWidth", most.width()),
                        limit("orrery.scale.mostHeight", most.height()));
    // Both would clash with each other halfway if the new smallest were above the old largest.
    widget.setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
    widget.setMinimumSize(newLeast);
    widget.setMaximumSize(newMost);
}

void Rescaling::header(QHeaderView& header) const {
    header.setMinimumSectionSize(plain(header.minimumSectionSize()));
    const bool rows = header.orientation() == Qt::Vertical;
    const int size = remembered(header, "orrery.scale.section", header.defaultSectionSize());
    if (rows) {
        header.setDefaultSectionSize(size);
        return;
    }
    for (int section = 0; section < header.count(); ++section) {
        const bool free = header.sectionResizeMode(section) != QHeaderView::Stretch;
        if (free && !header.isSectionHidden(section)) {
            header.resizeSection(section, plain(header.sectionSize(section)));
        }
    }
}

void Rescaling::spacings(QLayout& layout) const {
    if (auto* grid = qobject_cast<QGridLayout*>(&layout)) {
        grid->setHorizontalSpacing(remembered(layout, "orrery.scale.across", grid->horizontalSpacing()));
        grid->setVerticalSpacing(remembered(layout, "orrery.scale.down", grid->verticalSpacing()));
        for (int column = 0; column < grid->columnCount(); ++column) {
            grid->setColumnMinimumWidth(column, plain(grid->columnMinimumWidth(column)));
        }
        for (int row = 0; row < grid->rowCount(); ++row) {
            grid->setRowMinimumHeight(row, plain(grid->rowMinimumHeight(row)));
        }
    } else if (layout.spacing() > 0) {
        layout.setSpacing(remembered(layout, "orrery.scale.spacing", layout.spacing()));
    }
}

void Rescaling::items(QLayout& layout) const {
    for (int index = 0; index < layout.count(); ++index) {
        QLayoutItem* item = layout.itemAt(index);
        if (QLayout* inner = item->layout()) {
            this->layout(*inner);
        } else if (QSpacerItem* spacer = item->spacerItem()) {
            const QSize size = spacer->sizeHint();
            const QSizePolicy policy = spacer->sizePolicy();
            spacer->changeSize(plain(size.width()), plain(size.height()), policy.horizontalPolicy(),
                               policy.verticalPolicy());
        }
    }
}

void Rescaling::layout(QLayout& layout) const {
    const QMargins margins = layout.contentsMargins();
    layout.setContentsMargins(remembered(layout, "orrery.scale.left", margins.left()),
                              remembered(layout, "orrery.scale.top", margins.top()),
                              remembered(layout, "orrery.scale.right", margins.right()),
                              remembered(layout, "orrery.scale.bottom", margins.bottom()));
    spacings(layout);
    items(layout);
    layout.invalidate();
}

void Rescaling::space(QWidget& widget) const {
    const QMargins margins = widget.contentsMargins();
    // Of others they are the lines of a frame.
    if (qobject_cast<Card*>(&widget) != nullptr && !margins.isNull()) {
        widget.setContentsMargins(remembered(widget, "orrery.scale.leftSpace", margins.left()),
                                  remembered(widget, "orrery.scale.topSpace", margins.top()),
                                  remembered(widget, "orrery.scale.rightSpace", margins.right()),
                                  remembered(widget, "orrery.scale.bottomSpace", margins.bottom()));
    }
}

void Rescaling::widget(QWidget& widget) const {
    limits(widget);
    space(widget);
    if (auto* headerView = qobject_cast<QHeaderView*>(&widget)) {
        header(*headerView);
    }
    if (auto* button = qobject_cast<QAbstractButton*>(&widget); button != nullptr && !button->icon().isNull()) {
        button->setIconSize(QSize(remembered(widget, "orrery.scale.iconWidth", button->iconSize().width()),
                                  remembered(widget, "orrery.scale.iconHeight", button->iconSize().height())));
    }
    if (QLayout* outer = widget.layout()) {
        layout(*outer);
    }
    widget.updateGeometry();
    widget.update();
}

}  // namespace

void rescaleWidgets(int fromPercent, int toPercent) {
    const Rescaling rescaling(fromPercent, toPercent);
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget* widget : widgets) {
        rescaling.widget(*widget);
    }
}

void rescaleFonts(int fromPercent, int toPercent) {
    const Rescaling rescaling(fromPercent, toPercent);
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget* widget : widgets) {
        rescaling.font(*widget);
    }
}

}  // namespace orrery::console
