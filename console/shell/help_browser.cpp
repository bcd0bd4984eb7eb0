// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Qt reads the Markdown; here its plain formats become ours, block by block.
#include "console/shell/help_browser.h"

#include <algorithm>

#include <QEvent>
#include <QImageReader>
#include <QRegularExpression>
#include <QResizeEvent>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextTable>

#include "console/widgets/metrics.h"
#include "console/widgets/theme.h"

namespace orrery::console {

namespace {

constexpr double cellShare = 0.27;  ///< Of the page's width, for a picture in a table.
const QString inCell = QStringLiteral("cell/");  ///< Before the name of such a picture.

/// As forges make anchors: lower case, spaces as hyphens, without signs.
QString anchorOf(const QString& heading) {
    static const QRegularExpression signs(QStringLiteral("[^\\w\\- ]"));
    return heading.toLower().remove(signs).replace(QLatin1Char(' '), QLatin1Char('-'));
}

QFont headingFont(int level) {
    const int size = level == 1 ? metrics::ledgerSize : level == 2 ? metrics::titleSize : metrics::textSize;
    return theme::textFont(size, theme::Weight::SemiBold);
}

}  // namespace

HelpBrowser::HelpBrowser(QWidget* parent) : QTextBrowser(parent) {
    setObjectName(QStringLiteral("helpBrowser"));
    setAccessibleName(tr("Help page"));
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void HelpBrowser::showPage(const HelpPage& page, const QString& anchor) {
    m_page = page;
    render();
    moveCursor(QTextCursor::Start);
    if (!anchor.isEmpty()) {
        scrollToHeading(anchor);
    }
}

int HelpBrowser::pictureWidth() const { return std::max(metrics::scaled(240), viewport()->width() - 2 * metrics::grid); }

void HelpBrowser::render() {
    if (m_rendering) {
        return;
    }
    m_rendering = true;
    m_renderedWidth = viewport()->width();
    document()->setDefaultFont(theme::textFont(metrics::textSize));
    document()->setDocumentMargin(metrics::grid);
    // Qt drops a picture that has no words of its own.
    QString text = m_page.text;
    text.replace(QLatin1String("![]("), QStringLiteral("![%1](").arg(tr("picture")));
    document()->setMarkdown(text, QTextDocument::MarkdownDialectGitHub);
    styleTables();
    styleBlocks();
    styleFragments();
    m_rendering = false;
}

void HelpBrowser::styleBlocks() {
    const Colors& colors = theme::colors();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        QTextBlockFormat format = block.blockFormat();
        const int level = format.headingLevel();
        const bool cell = cursor.currentTable() != nullptr;
        const bool picture = block.text().contains(QChar::ObjectReplacementCharacter);
        format.setLineHeight(picture ? 100 : 140, QTextBlockFormat::ProportionalHeight);
        format.setTopMargin(level > 0 ? (level == 1 ? 0 : metrics::margin) : 0);
        format.setBottomMargin(cell ? 0 : metrics::grid);
        if (format.hasProperty(QTextFormat::BlockCodeLanguage) || format.nonBreakableLines()) {
            format.setBackground(colors.ground);
            format.setLeftMargin(metrics::grid);
        }
        cursor.setBlockFormat(format);
        cursor.select(QTextCursor::BlockUnderCursor);
        QTextCharFormat text;
        text.setForeground(level > 0 || !cell ? colors.text : colors.dim);
        if (level > 0) {
            text.setFont(headingFont(level));
        }
        cursor.mergeCharFormat(text);
    }
}

void HelpBrowser::styleTables() {
    const Colors& colors = theme::colors();
    const QList<QTextFrame*> frames = document()->rootFrame()->childFrames();
    for (QTextFrame* frame : frames) {
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorder(1);
            format.setBorderBrush(colors.line);
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorderCollapse(true);
            format.setCellPadding(metrics::scaled(6));
            format.setCellSpacing(0);
            format.setTopMargin(metrics::grid);
            format.setBottomMargin(metrics::margin);
            format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
            table->setFormat(format);
        }
    }
}

void HelpBrowser::styleFragments() {
    const Colors& colors = theme::colors();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        // Positions are gathered first: changing a format re-cuts the fragments under the iterator.
        std::vector<std::pair<int, int>> codes, links, pictures;
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextFragment fragment = at.fragment();
            const std::pair<int, int> range(fragment.position(), fragment.length());
            const QTextCharFormat format = fragment.charFormat();
            if (format.isImageFormat()) {
                pictures.push_back(range);
            } else if (format.isAnchor()) {
                links.push_back(range);
            } else if (format.fontFixedPitch()) {
                codes.push_back(range);
            }
        }
        const auto mergeInto = [this](const std::vector<std::pair<int, int>>& ranges, const QTextCharFormat& format) {
            for (const auto& [position, length] : ranges) {
                QTextCursor cursor(document());
                cursor.setPosition(position);
                cursor.setPosition(position + length, QTextCursor::KeepAnchor);
                cursor.mergeCharFormat(format);
            }
        };
        QTextCharFormat code;
        code.setFont(theme::monoFont(metrics::monoSize));
        code.setForeground(colors.text);
        mergeInto(codes, code);
        QTextCharFormat link;
        link.setForeground(colors.accent);
        link.setFontUnderline(true);
        mergeInto(links, link);
        QTextImageFormat picture;
        const bool cell = QTextCursor(block).currentTable() != nullptr;
        picture.setWidth(cell ? pictureWidth() * cellShare : pictureWidth());
        for (const auto& range : pictures) {
            QTextCursor at(document());
            at.setPosition(range.first + 1);
            picture.setName((cell ? inCell : QString()) + at.charFormat().toImageFormat().name());
            mergeInto({range}, picture);
        }
    }
}

void HelpBrowser::scrollToHeading(const QString& anchor) {
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() > 0 && anchorOf(block.text()) == anchor) {
            setTextCursor(QTextCursor(block));
            ensureCursorVisible();
            return;
        }
    }
}

QVariant HelpBrowser::loadResource(int type, const QUrl& name) {
    if (type != QTextDocument::ImageResource || !name.isRelative()) {
        return {};
    }
    const bool cell = name.path().startsWith(inCell);
    QImageReader reader(QStringLiteral(":/orrery/handbook/") + name.path().mid(cell ? inCell.size() : 0));
    QImage picture = reader.read();
    if (picture.isNull()) {
        return picture;
    }
    // Scaled here, smoothly, because the document's own scaling drops lines.
    const int wide = static_cast<int>(pictureWidth() * (cell ? cellShare : 1.0) * devicePixelRatioF());
    return picture.width() > wide ? picture.scaledToWidth(wide, Qt::SmoothTransformation) : picture;
}

void HelpBrowser::changeEvent(QEvent* event) {
    QTextBrowser::changeEvent(event);
    const bool looksNew = event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
                          event->type() == QEvent::ApplicationFontChange;
    if (looksNew && !m_page.id.isEmpty()) {
        render();
    }
}

void HelpBrowser::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    if (!m_page.id.isEmpty() && m_renderedWidth != viewport()->width()) {
        render();
    }
}

}  // namespace orrery::console
