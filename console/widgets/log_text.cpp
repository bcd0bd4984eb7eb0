// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/log_text.h"

#include <QEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <utility>

#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

LogText::LogText(QWidget* parent) : QPlainTextEdit(parent) {
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setContextMenuPolicy(Qt::NoContextMenu);   // Ctrl+C copies; Qt's own menu speaks of editing.
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(metrics::grid);
    setFont(theme::monoFont(metrics::tinySize));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LogText::takeWaiting);
    connect(this, &QPlainTextEdit::selectionChanged, this, &LogText::takeWaiting);
}

bool LogText::isBeingRead() const {
    return !m_lines.empty() &&
           (textCursor().hasSelection() || verticalScrollBar()->value() < verticalScrollBar()->maximum());
}

void LogText::setLines(std::vector<LogTextLine> lines) {
    const bool wasHeld = isHeld();
    if (lines == m_lines) {
        m_waiting.reset();
    } else if (isBeingRead()) {
        m_waiting = std::move(lines);
    } else {
        m_waiting.reset();
        m_lines = std::move(lines);
        render();
    }
    if (wasHeld != isHeld()) {
        Q_EMIT heldChanged();
    }
}

void LogText::clearLines() {
    const bool wasHeld = isHeld();
    m_waiting.reset();
    if (!m_lines.empty()) {
        m_lines.clear();
        render();
    }
    if (wasHeld) {
        Q_EMIT heldChanged();
    }
}

void LogText::takeWaiting() {
    if (m_waiting && !m_rendering && !isBeingRead()) {
        m_lines = *std::exchange(m_waiting, std::nullopt);
        render();
        Q_EMIT heldChanged();
    }
}

void LogText::render() {
    m_rendering = true;
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (std::size_t index = 0; index < m_lines.size(); ++index) {
        QTextCharFormat format;
        format.setForeground(toneColor(theme::colors(), m_lines[index].tone));
        if (index > 0) {
            cursor.insertBlock();
        }
        cursor.insertText(m_lines[index].text, format);
    }
    cursor.endEditBlock();
    showNewest();
    m_rendering = false;
}

void LogText::showNewest() {
    moveCursor(QTextCursor::End);
    moveCursor(QTextCursor::StartOfBlock);
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LogText::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    const bool looksOther = event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange;
    if (looksOther && !m_rendering) {
        render();
    }
}

void LogText::keyPressEvent(QKeyEvent* event) {
    QPlainTextEdit::keyPressEvent(event);
    if (event->matches(QKeySequence::MoveToEndOfDocument)) {
        showNewest();
        takeWaiting();
    }
}

void LogText::resizeEvent(QResizeEvent* event) {
    const bool wasRead = isBeingRead();
    QPlainTextEdit::resizeEvent(event);
    if (!wasRead) {
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    }
}

}  // namespace orrery::console
