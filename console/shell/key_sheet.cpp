// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/key_sheet.h"


#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "console/widgets/card.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {
namespace {

class KeyRowDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        return {100, index.data(KeysModel::IsHeadingRole).toBool() ? metrics::row + metrics::grid : metrics::row};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Colors& colors = theme::colors();
        const QRectF box = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (index.data(KeysModel::IsHeadingRole).toBool()) {
            painter->setPen(colors.dim);
            painter->setFont(theme::textFont(metrics::smallSize, theme::Weight::SemiBold));
            painter->drawText(box.adjusted(metrics::gap, metrics::grid, 0, 0), Qt::AlignVCenter,
                              index.data().toString());
            painter->restore();
            return;
        }
        if ((option.state & QStyle::State_Selected) != 0) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(mixed(colors.raised, colors.accent, 0.18));
            painter->drawRoundedRect(box.adjusted(0, 1, -metrics::grid, -1), metrics::radius, metrics::radius);
        }
        painter->setPen(colors.text);
        painter->setFont(theme::textFont(metrics::textSize));
        const bool isChanged = index.data(KeysModel::IsChangedRole).toBool();
        const QString keys = index.data(KeysModel::KeysRole).toString();
        const QString shown =
            isChanged ? KeySheet::tr("%1 (changed)").arg(keys.isEmpty() ? KeySheet::tr("none") : keys) : keys;
        const QFont mono = theme::monoFont(metrics::monoSize);
        const QRectF line = box.adjusted(metrics::gap, 0, -metrics::margin - metrics::grid, 0);
        const double room = line.width() - QFontMetricsF(mono).horizontalAdvance(shown) - metrics::gap;
        painter->drawText(line, Qt::AlignVCenter,
                          QFontMetricsF(painter->font()).elidedText(index.data().toString(), Qt::ElideRight, room));
        painter->setPen(isChanged ? colors.accent : colors.dim);
        painter->setFont(mono);
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignRight, shown);
        painter->restore();
    }
};

constexpr CommandGroup groups[] = {CommandGroup::Views, CommandGroup::Go, CommandGroup::Time,
                                   CommandGroup::Alarms, CommandGroup::Actions, CommandGroup::Layout,
                                   CommandGroup::Window, CommandGroup::Help};

bool isModifier(int key) {
    return key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr || key == Qt::Key_unknown;
}

}  // namespace

KeysModel::KeysModel(const CommandTable& commands, const KeyMap& keys, QObject* parent)
    : QAbstractListModel(parent), m_commands(commands), m_keys(keys) {}

void KeysModel::setTyped(const QString& typed) {
    beginResetModel();
    m_typed = typed;
    m_rows.clear();
    for (const CommandGroup group : groups) {
        const std::size_t heading = m_rows.size();
        for (const Command& command : m_commands.all()) {
            const bool fits = command.title.contains(typed, Qt::CaseInsensitive) ||
                              m_keys.textOf(command.id).contains(typed, Qt::CaseInsensitive);
            if (command.group == group && fits) {
                m_rows.push_back({QString(), command.id});
            }
        }
        if (m_rows.size() > heading) {
            m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(heading), Row{titleOf(group), QString()});
        }
    }
    endResetModel();
}

int KeysModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant KeysModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const Command* command = m_commands.find(row.id);
    const bool isHeading = command == nullptr;
    switch (role) {
        case Qt::DisplayRole: return isHeading ? row.heading : command->title;
        case Qt::AccessibleTextRole:
            return isHeading ? row.heading : command->title + QStringLiteral(": ") + m_keys.textOf(row.id);
        case KeysRole: return m_keys.textOf(row.id);
        case IsHeadingRole: return isHeading;
        case IsChangedRole: return m_keys.isChanged(row.id);
        case IdRole: return row.id;
        default: return {};
    }
}

Qt::ItemFlags KeysModel::flags(const QModelIndex& index) const {
    return data(index, IsHeadingRole).toBool() ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

KeySheet::KeySheet(const CommandTable& commands, KeyMap& keys, QWidget* window)
    : Overlay(window), m_keys(keys), m_model(commands, keys), m_card(new Card(this)),
      m_field(new QLineEdit(m_card)), m_list(new QListView(m_card)), m_message(makeExplanation(QString(), m_card)),
      m_change(new QPushButton(tr("Change"), m_card)), m_none(new QPushButton(tr("No key"), m_card)),
      m_reset(new QPushButton(tr("Reset"), m_card)), m_resetAll(new QPushButton(tr("Reset all"), m_card)),
      m_close(new QPushButton(tr("Close"), m_card)) {
    setObjectName(QStringLiteral("keySheet"));
    setAccessibleName(tr("Keys"));
    build();
    connect(m_field, &QLineEdit::textChanged, this, &KeySheet::showTyped);
    connect(m_change, &QPushButton::clicked, this, &KeySheet::record);
    connect(m_list, &QListView::doubleClicked, this, &KeySheet::record);
    connect(m_none, &QPushButton::clicked, this, [this] { m_keys.clear(currentId()); });
    connect(m_reset, &QPushButton::clicked, this, [this] { say(m_keys.reset(currentId())); });
    connect(m_resetAll, &QPushButton::clicked, this, [this] { m_keys.resetAll(); });
    connect(m_close, &QPushButton::clicked, this, &Overlay::dismiss);
    connect(this, &Overlay::cancelled, this, [this] { isRecording() ? stopRecording() : dismiss(); });
    connect(&keys, &KeyMap::changed, this, [this] {
        const QString id = currentId();
        m_model.renew();
        choose(id);
    });
}

void KeySheet::build() {
    m_field->setObjectName(QStringLiteral("keySheet.field"));
    m_field->setPlaceholderText(tr("Find a command or a key"));
    m_field->setAccessibleName(m_field->placeholderText());
    m_list->setObjectName(QStringLiteral("keySheet.list"));
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new KeyRowDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_change->setObjectName(QStringLiteral("keySheet.change"));
    m_reset->setObjectName(QStringLiteral("keySheet.reset"));
    m_message->setObjectName(QStringLiteral("keySheet.message"));
    m_message->setMinimumHeight(metrics::row + metrics::grid);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(metrics::margin, metrics::margin, metrics::margin, metrics::margin);
    column->setSpacing(metrics::grid);
    column->addWidget(makeTitle(tr("Keys"), m_card));
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(m_message);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::grid);
    foot->addWidget(m_change);
    foot->addWidget(m_none);
    foot->addWidget(m_reset);
    foot->addWidget(m_resetAll);
    foot->addStretch(1);
    foot->addWidget(m_close);
    column->addLayout(foot);
    for (QObject* part : {static_cast<QObject*>(m_field), static_cast<QObject*>(m_list)}) {
        part->installEventFilter(this);
    }
}

void KeySheet::openSheet() {
    stopRecording();
    m_field->clear();
    showTyped();
    open(m_field);
}

void KeySheet::showTyped() {
    m_model.setTyped(m_field->text().trimmed());
    choose(QString());
}

void KeySheet::choose(const QString& id) {
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row);
        const bool isCommand = !index.data(KeysModel::IsHeadingRole).toBool();
        if (isCommand && (id.isEmpty() || index.data(KeysModel::IdRole).toString() == id)) {
            m_list->setCurrentIndex(index);
            return;
        }
    }
}

QString KeySheet::currentId() const { return m_list->currentIndex().data(KeysModel::IdRole).toString(); }

void KeySheet::say(const QString& text) {
    m_message->setText(text.isEmpty() ? tr("Enter changes the keys of the chosen command.") : text);
    m_message->setTone(text.isEmpty() ? Tone::Dim : Tone::High);
}

void KeySheet::record() {
    if (currentId().isEmpty()) {
        return;
    }
    m_recording = currentId();
    m_list->setFocus(Qt::OtherFocusReason);
    m_message->setText(tr("Press the new keys for \"%1\". Escape keeps the old ones.")
                           .arg(m_list->currentIndex().data().toString()));
    m_message->setTone(Tone::Accent);
}

void KeySheet::stopRecording() {
    m_recording.clear();
    say(QString());
}

void KeySheet::recorded(const QKeySequence& key) {
    const QString id = m_recording;
    m_recording.clear();
    say(m_keys.assign(id, key));
}

bool KeySheet::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress || (watched != m_field && watched != m_list)) {
        return Overlay::eventFilter(watched, event);
    }
    const auto* press = static_cast<QKeyEvent*>(event);
    if (isRecording()) {
        if (press->key() == Qt::Key_Escape) {
            stopRecording();
        } else if (!isModifier(press->key())) {
            recorded(QKeySequence(press->keyCombination()));
        }
        return true;
    }
    if (press->key() == Qt::Key_Return || press->key() == Qt::Key_Enter) {
        record();
        return true;
    }
    if (watched == m_field && (press->key() == Qt::Key_Down || press->key() == Qt::Key_Up)) {
        m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return Overlay::eventFilter(watched, event);
}

QRect KeySheet::cardGeometry() const { return placed({metrics::scaled(680), metrics::scaled(720)}); }

QWidget* KeySheet::card() { return m_card; }

}  // namespace orrery::console
