// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/help_sheet.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "console/shell/help_browser.h"
#include "console/widgets/card.h"
#include "console/widgets/chosen.h"
#include "console/widgets/crisp.h"
#include "console/widgets/icons.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

const metrics::Length widestCard{1120};
const metrics::Length highestCard{800};
const metrics::Length listWidth{264};
const metrics::Length inset{20};
constexpr int idRole = Qt::UserRole;
constexpr int excerptRole = Qt::UserRole + 1;
constexpr qsizetype mostVisited = 50;
const QString firstPage = QStringLiteral("index");

/// A page's title, and under it where a search found it.
class EntryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        const bool single = index.data(excerptRole).toString().isEmpty();
        return {listWidth, single ? int(metrics::row) : metrics::scaled(48)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Colors& colors = theme::colors();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->fillRect(option.rect, selected ? chosenFill(0.8) : mixed(colors.raised, colors.line, 0.4));
        }
        if (selected) {
            fillCrisp(*painter, QRectF(option.rect.left(), option.rect.top(), 2, option.rect.height()), colors.accent);
        }
        const QRectF box = QRectF(option.rect).adjusted(metrics::gap, 0, -metrics::grid, 0);
        const QString excerpt = index.data(excerptRole).toString();
        const double head = excerpt.isEmpty() ? box.height() : metrics::scaled(28.0);
        line(*painter, QRectF(box.left(), box.top(), box.width(), head), metrics::textSize, colors.text,
             index.data(Qt::DisplayRole).toString());
        line(*painter, QRectF(box.left(), box.top() + metrics::scaled(22.0), box.width(), metrics::scaled(20.0)),
             metrics::tinySize, colors.dim, excerpt);
    }

private:
    static void line(QPainter& painter, const QRectF& box, int size, const QColor& color, const QString& text) {
        const QFont font = theme::textFont(size);
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignLeft,
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, box.width()));
    }
};

}  // namespace

HelpSheet::HelpSheet(QWidget* window)
    : Overlay(window), m_card(new Card(this)), m_search(new QLineEdit(m_card)), m_list(new QListWidget(m_card)),
      m_back(new QPushButton(m_card)), m_browser(new HelpBrowser(m_card)) {
    setObjectName(QStringLiteral("helpSheet"));
    build();
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &HelpSheet::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { m_browser->setFocus(Qt::OtherFocusReason); });
    connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item != nullptr) {
            show(item->data(idRole).toString());
        }
    });
    connect(m_browser, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) { follow(url.toString()); });
    connect(m_back, &QPushButton::clicked, this, &HelpSheet::goBack);
    connect(this, &Overlay::cancelled, this, &Overlay::dismiss);
}

void HelpSheet::build() {
    m_search->setPlaceholderText(tr("Search the handbook"));
    m_search->setAccessibleName(tr("Search the handbook"));
    m_search->setObjectName(QStringLiteral("helpSheet.search"));
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(QStringLiteral("helpSheet.pages"));
    m_list->setAccessibleName(tr("Pages"));
    m_list->setItemDelegate(new EntryDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_back->setIcon(icon(QStringLiteral("back")));
    m_back->setProperty("flat", true);
    m_back->setProperty("square", true);
    m_back->setAccessibleName(tr("Back to the page before"));
    m_back->setToolTip(tr("Back (Alt+Left)"));
    auto* close = new QPushButton(tr("Close"), m_card);
    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::grid);
    left->addWidget(m_search);
    left->addWidget(m_list, 1);
    auto* leftSide = new QWidget(m_card);
    leftSide->setFixedWidth(listWidth);
    leftSide->setLayout(left);
    left->setContentsMargins(0, 0, 0, 0);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::grid);
    head->addWidget(new IconLabel(QStringLiteral("help"), 24, Tone::Normal, m_card));
    head->addWidget(makeTitle(tr("Help"), m_card), 1);
    head->addWidget(m_back);
    head->addWidget(close);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(metrics::margin);
    middle->addWidget(leftSide);
    middle->addWidget(m_browser, 1);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(metrics::gap);
    column->addLayout(head);
    column->addLayout(middle, 1);
    connect(close, &QPushButton::clicked, this, &Overlay::cancelled);
}

void HelpSheet::openAt(const QString& id) {
    const QString page = id.endsWith(QLatin1String(".md")) ? id.chopped(3) : id;
    m_visited.clear();
    m_search->clear();
    listPages();
    open(m_search);
    show(m_handbook.find(page) == nullptr ? firstPage : page);
    m_visited.clear();
    m_back->setEnabled(false);
}

QString HelpSheet::pageId() const { return m_browser->pageId(); }

void HelpSheet::listPages() {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const HelpPage& page : m_handbook.pages()) {
        addEntry(page.id, page.title, {});
    }
    markCurrent();
}

void HelpSheet::search(const QString& words) {
    if (words.trimmed().isEmpty()) {
        listPages();
        return;
    }
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const HelpHit& hit : m_handbook.search(words)) {
            addEntry(hit.id, hit.title, hit.excerpt.isEmpty() ? QStringLiteral(" ") : hit.excerpt);
        }
        if (m_list->count() == 0) {
            auto* none = new QListWidgetItem(tr("No page has these words."), m_list);
            none->setFlags(Qt::NoItemFlags);
        }
    }
    m_list->setCurrentRow(m_list->item(0)->flags() == Qt::NoItemFlags ? -1 : 0);
}

void HelpSheet::addEntry(const QString& id, const QString& title, const QString& excerpt) {
    auto* item = new QListWidgetItem(title, m_list);
    item->setData(idRole, id);
    item->setData(excerptRole, excerpt);
    item->setData(Qt::AccessibleTextRole, title + QStringLiteral(". ") + excerpt);
}

void HelpSheet::show(const QString& id, const QString& anchor) {
    const HelpPage* page = m_handbook.find(id);
    if (page == nullptr) {
        return;
    }
    if (!m_browser->pageId().isEmpty() && m_browser->pageId() != id) {
        m_visited.push_back(m_browser->pageId());
        if (m_visited.size() > mostVisited) {
            m_visited.removeFirst();
        }
    }
    m_browser->showPage(*page, anchor);
    m_back->setEnabled(!m_visited.isEmpty());
    markCurrent();
}

void HelpSheet::markCurrent() {
    const QSignalBlocker quiet(m_list);
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(idRole).toString() == m_browser->pageId()) {
            m_list->setCurrentRow(row);
            m_list->scrollToItem(m_list->item(row));
            return;
        }
    }
    m_list->setCurrentRow(-1);
}

void HelpSheet::follow(const QString& link) {
    const QString anchor = link.section(QLatin1Char('#'), 1);
    if (link.startsWith(QLatin1Char('#'))) {
        show(m_browser->pageId(), anchor);
        return;
    }
    show(m_handbook.target(link), anchor);
}

void HelpSheet::goBack() {
    if (m_visited.isEmpty()) {
        return;
    }
    const QString before = m_visited.takeLast();
    m_browser->showPage(*m_handbook.find(before));
    m_back->setEnabled(!m_visited.isEmpty());
    markCurrent();
}

void HelpSheet::keyPressEvent(QKeyEvent* event) {
    const bool back = event->key() == Qt::Key_Back ||
                      (event->key() == Qt::Key_Left && event->modifiers() == Qt::AltModifier);
    if (back) {
        goBack();
        event->accept();
        return;
    }
    Overlay::keyPressEvent(event);
}

bool HelpSheet::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1);
            m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
            return true;
        }
    }
    return Overlay::eventFilter(watched, event);
}

QRect HelpSheet::cardGeometry() const { return placed({widestCard, highestCard}); }

QWidget* HelpSheet::card() { return m_card; }

}  // namespace orrery::console
