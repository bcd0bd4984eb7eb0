// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/command_palette.h"

#include <algorithm>

#include <QAccessible>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "console/shell/settings.h"
#include "console/widgets/card.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

constexpr metrics::Length rowHeight{34};
constexpr metrics::Length widestHint{220};
constexpr int rowsPerPage = 10;

QString recentKey() { return QStringLiteral("palette/recent"); }

class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {metrics::scaled(100), rowHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Colors& colors = theme::colors();
        const QRectF box = option.rect;
        const bool isPossible = index.data(PaletteModel::WhyNotRole).toString().isEmpty();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if ((option.state & QStyle::State_Selected) != 0) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(mixed(colors.raised, colors.accent, 0.18));
            painter->drawRoundedRect(box.adjusted(metrics::scaled(4), 1, -metrics::scaled(4), -1), metrics::radius,
                                     metrics::radius);
        }
        const double side = metrics::scaled(16.0);
        paintIcon(*painter, index.data(PaletteModel::IconRole).toString(),
                  QRectF(box.left() + metrics::scaled(14), box.center().y() - side / 2, side, side),
                  isPossible ? colors.dim : colors.faint);
        const QFont font = theme::textFont(metrics::textSize);
        painter->setPen(isPossible ? colors.text : colors.faint);
        painter->setFont(font);
        const QFont small = theme::monoFont(metrics::tinySize);
        const QString hint = QFontMetricsF(small).elidedText(
            isPossible ? index.data(PaletteModel::HintRole).toString() : CommandPalette::tr("not now"), Qt::ElideRight,
            widestHint);
        const double taken = QFontMetricsF(small).horizontalAdvance(hint);
        const QRectF place = box.adjusted(metrics::scaled(42), 0, -metrics::margin, 0);
        painter->drawText(place, Qt::AlignVCenter,
                          QFontMetricsF(font).elidedText(index.data().toString(), Qt::ElideRight,
                                                         place.width() - taken - metrics::gap));
        painter->setPen(colors.dim);
        painter->setFont(small);
        painter->drawText(place, Qt::AlignVCenter | Qt::AlignRight, hint);
        painter->restore();
    }
};

}  // namespace

CommandPalette::CommandPalette(Settings& settings, QWidget* window)
    : Overlay(window), m_settings(settings), m_card(new Card(this)), m_field(new QLineEdit(m_card)),
      m_list(new QListView(m_card)), m_hint(makeExplanation(QString(), m_card)) {
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Search or act"));
    build();
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_moved = false;
        m_model.setTyped(typed);
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        const int row = m_moved ? std::max(0, m_list->currentIndex().row()) : 0;
        m_list->setCurrentIndex(m_model.index(std::min(row, std::max(0, m_model.rowCount() - 1))));
        showHint();
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    connect(this, &Overlay::cancelled, this, &Overlay::dismiss);
}

void CommandPalette::build() {
    m_field->setObjectName(QStringLiteral("palette.field"));
    m_field->setPlaceholderText(tr("Search or act"));
    m_field->setAccessibleName(tr("Search or act"));
    m_list->setObjectName(QStringLiteral("palette.list"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_hint->setObjectName(QStringLiteral("palette.hint"));
    m_hint->setContentsMargins(metrics::scaled(4), 0, metrics::scaled(4), 0);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(metrics::gap, metrics::gap, metrics::gap, metrics::gap);
    column->setSpacing(metrics::grid);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_hint);
    m_field->installEventFilter(this);
}

void CommandPalette::openWith(std::vector<PaletteEntry> entries, PaletteModel::Interpret interpret,
                              const QString& typed) {
    m_moved = false;
    m_model.setEntries(std::move(entries), m_settings.value(recentKey()).toStringList(), std::move(interpret));
    m_field->setText(typed);
    m_model.setTyped(typed);
    open(m_field);
}

void CommandPalette::refill(std::vector<PaletteEntry> entries) {
    const PaletteEntry* current = m_model.entryAt(m_list->currentIndex().row());
    const QString chosen = m_moved && current != nullptr ? current->id : QString();
    m_model.replaceEntries(std::move(entries));
    m_model.finishScan();
    for (int row = 0; !chosen.isEmpty() && row < m_model.rowCount(); ++row) {
        if (m_model.entryAt(row)->id == chosen) {
            m_list->setCurrentIndex(m_model.index(row));
            break;
        }
    }
    showHint();
}

QRect CommandPalette::cardGeometry() const {
    QRect place = placed({metrics::scaled(680), std::min(metrics::scaled(500), height() - metrics::scaled(104))});
    place.moveTop(std::min(metrics::scaled(88), place.top()));
    return place;
}

QWidget* CommandPalette::card() { return m_card; }

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
            case Qt::Key_Return:
            case Qt::Key_Enter: runCurrent(); return true;
            case Qt::Key_Down: move(1); return true;
            case Qt::Key_Up: move(-1); return true;
            case Qt::Key_PageDown: move(rowsPerPage); return true;
            case Qt::Key_PageUp: move(-rowsPerPage); return true;
            default: break;
        }
    }
    return Overlay::eventFilter(watched, event);
}

void CommandPalette::move(int rows) {
    const int row = std::clamp(m_list->currentIndex().row() + rows, 0, std::max(0, m_model.rowCount() - 1));
    m_moved = row > 0;
    m_list->setCurrentIndex(m_model.index(row));
    showHint();
    QAccessibleEvent event(m_list, QAccessible::Focus);
    event.setChild(row);
    QAccessible::updateAccessibility(&event);
}

void CommandPalette::showHint() {
    const PaletteEntry* entry = m_model.entryAt(m_list->currentIndex().row());
    if (entry == nullptr) {
        m_hint->setText(tr("Nothing is called that. Prefixes narrow: u unit, p partition, a action, e event, "
                           "m metric, t time, v view, ? help"));
    } else if (!entry->whyNot.isEmpty()) {
        m_hint->setText(tr("Not now: %1").arg(entry->whyNot));
    } else {
        m_hint->setText(tr("u unit   p partition   a action   e event   m metric   t 13:58   v view   ? help"));
    }
}

void CommandPalette::remember(const QString& id) {
    if (id.isEmpty()) {
        return;
    }
    QStringList recent = m_settings.value(recentKey()).toStringList();
    recent.removeAll(id);
    recent.push_front(id);
    m_settings.setValue(recentKey(), recent.mid(0, mostRecent));
}

void CommandPalette::runCurrent() {
    m_model.finishScan();
    const PaletteEntry* entry = m_model.entryAt(m_list->currentIndex().row());
    if (entry == nullptr || !entry->whyNot.isEmpty()) {
        return;   // The line below says why.
    }
    const std::function<void()> run = entry->run;
    remember(entry->id);
    dismiss();
    run();
}

}  // namespace orrery::console
