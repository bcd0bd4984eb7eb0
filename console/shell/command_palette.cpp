// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/command_palette.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

#include "console/widgets/card.h"
#include "console/widgets/icons.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

class RowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {100, 34}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Colors& colors = theme::colors();
        const QRectF box = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if ((option.state & QStyle::State_Selected) != 0) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(mixed(colors.raised, colors.accent, 0.18));
            painter->drawRoundedRect(box.adjusted(4, 1, -4, -1), metrics::radius, metrics::radius);
        }
        paintIcon(*painter, index.data(PaletteModel::IconRole).toString(),
                  QRectF(box.left() + 14, box.center().y() - 8, 16, 16), colors.dim);
        painter->setPen(colors.text);
        painter->setFont(theme::textFont(metrics::textSize));
        painter->drawText(box.adjusted(42, 0, -140, 0), Qt::AlignVCenter, index.data().toString());
        painter->setPen(colors.faint);
        painter->setFont(theme::monoFont(metrics::tinySize));
        painter->drawText(box.adjusted(0, 0, -16, 0), Qt::AlignVCenter | Qt::AlignRight,
                          index.data(PaletteModel::HintRole).toString());
        painter->restore();
    }
};

/// How well `text` answers `typed`: start of the text, start of a word, somewhere; negative: not at all.
int scoreOf(const QString& text, const QString& typed) {
    if (typed.isEmpty()) {
        return 0;
    }
    const auto at = text.indexOf(typed, 0, Qt::CaseInsensitive);
    if (at < 0) {
        return -1;
    }
    const bool startsWord = at == 0 || text.at(at - 1) == QLatin1Char(' ');
    return (at == 0 ? 300 : startsWord ? 200 : 100) - static_cast<int>(std::min<qsizetype>(text.size(), 90));
}

}  // namespace

void PaletteModel::setEntries(std::vector<PaletteEntry> entries) {
    beginResetModel();
    m_entries = std::move(entries);
    m_shown.clear();
    endResetModel();
    setTyped(QString());
}

void PaletteModel::setTyped(const QString& typed) {
    beginResetModel();
    QString words = typed;
    QChar prefix;
    if (typed.size() >= 2 && typed.at(1) == QLatin1Char(' ') && QStringLiteral("upav").contains(typed.at(0))) {
        prefix = typed.at(0);
        words = typed.mid(2);
    }
    words = words.trimmed();
    std::vector<std::pair<int, std::size_t>> scored;
    for (std::size_t index = 0; index < m_entries.size(); ++index) {
        const int score = scoreOf(m_entries[index].text, words);
        if (score >= 0 && (prefix.isNull() || m_entries[index].prefix == prefix)) {
            scored.emplace_back(score, index);
        }
    }
    std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    m_shown.clear();
    for (std::size_t place = 0; place < std::min(scored.size(), mostShown); ++place) {
        m_shown.push_back(scored[place].second);
    }
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

const PaletteEntry* PaletteModel::entryAt(int row) const {
    const bool exists = row >= 0 && row < static_cast<int>(m_shown.size());
    return exists ? &m_entries[m_shown[static_cast<std::size_t>(row)]] : nullptr;
}

QVariant PaletteModel::data(const QModelIndex& index, int role) const {
    const PaletteEntry* entry = entryAt(index.row());
    if (entry == nullptr) {
        return {};
    }
    switch (role) {
        case Qt::DisplayRole: return entry->text;
        case HintRole: return entry->hint;
        case IconRole: return entry->iconName;
        default: return {};
    }
}

CommandPalette::CommandPalette(QWidget* window)
    : Overlay(window), m_card(new Card(this)), m_field(new QLineEdit(m_card)), m_list(new QListView(m_card)) {
    setObjectName(QStringLiteral("palette"));
    setAccessibleName(tr("Search or act"));
    m_field->setObjectName(QStringLiteral("palette.field"));
    m_field->setPlaceholderText(tr("Search or act:  u unit   p partition   a action   v view"));
    m_field->setAccessibleName(tr("Search or act"));
    m_list->setObjectName(QStringLiteral("palette.list"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new RowDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(metrics::gap, metrics::gap, metrics::gap, metrics::gap);
    column->addWidget(m_field);
    column->addWidget(m_list);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& typed) {
        m_model.setTyped(typed);
        m_list->setCurrentIndex(m_model.index(0));
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    connect(this, &Overlay::cancelled, this, &Overlay::dismiss);
}

void CommandPalette::openWith(std::vector<PaletteEntry> entries) {
    m_model.setEntries(std::move(entries));
    m_field->clear();
    m_list->setCurrentIndex(m_model.index(0));
    open(m_field);
}

QRect CommandPalette::cardGeometry() const {
    const int width = std::min(620, this->width() - 80);
    return {(this->width() - width) / 2, 88, width, std::min(460, height() - 160)};
}

QWidget* CommandPalette::card() { return m_card; }

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            runCurrent();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = m_list->currentIndex().row() + (key == Qt::Key_Down ? 1 : -1);
            m_list->setCurrentIndex(m_model.index(std::clamp(row, 0, std::max(0, m_model.rowCount() - 1))));
            return true;
        }
    }
    return Overlay::eventFilter(watched, event);
}

void CommandPalette::runCurrent() {
    const PaletteEntry* entry = m_model.entryAt(m_list->currentIndex().row());
    if (entry == nullptr) {
        return;
    }
    const std::function<void()> run = entry->run;
    dismiss();
    run();
}

}  // namespace orrery::console
