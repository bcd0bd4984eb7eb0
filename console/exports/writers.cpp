// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/exports/writers.h"

#include <algorithm>
#include <memory>

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QTextCursor>
#include <QTextDocument>
#include <QWidget>

#include "shared/base/assert.h"

namespace orrery::console {
namespace {

constexpr int footHeight = 28;
constexpr int footMargin = 12;
constexpr double pngScale = 2.0;
constexpr int documentMargin = 15;  ///< Millimetres.

Status writeBytes(const QByteArray& bytes, const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush() || !file.commit()) {
        const QString why = QStringLiteral("%1 could not be written: %2. Choose another folder or free some space.")
                                .arg(path, file.errorString());
        return Error{ErrorCode::System, why.toStdString()};
    }
    return Done{};
}

void paintFoot(QPainter& painter, const QWidget& widget, const Stamp& stamp, const QRectF& foot) {
    painter.fillRect(foot, widget.palette().color(QPalette::Window));
    QFont font = widget.font();
    font.setPixelSize(11);
    painter.setFont(font);
    painter.setPen(widget.palette().color(QPalette::PlaceholderText));
    const QRectF inside = foot.adjusted(footMargin, 0, -footMargin, 0);
    const QString text = painter.fontMetrics().elidedText(stamp.line(), Qt::ElideRight, static_cast<int>(inside.width()));
    painter.drawText(inside, Qt::AlignVCenter | Qt::AlignLeft, text);
}

/// Widget and foot, in the widget's own points.
void paintAll(QPainter& painter, QWidget& widget, const Stamp& stamp) {
    painter.fillRect(widget.rect(), widget.palette().color(QPalette::Window));
    widget.render(&painter, QPoint(), QRegion(), QWidget::DrawWindowBackground | QWidget::DrawChildren);
    paintFoot(painter, widget, stamp, QRectF(0, widget.height(), widget.width(), footHeight));
}

QByteArray pngOf(QWidget& widget, const Stamp& stamp) {
    const double scale = std::max(pngScale, widget.devicePixelRatioF());
    QImage image((QSizeF(widget.width(), widget.height() + footHeight) * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    for (const QString& line : stamp.lines()) {
        image.setText(line.section(QLatin1String(": "), 0, 0), line.section(QLatin1String(": "), 1));
    }
    QPainter painter(&image);
    paintAll(painter, widget, stamp);
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

QByteArray svgOf(QWidget& widget, const Stamp& stamp) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    const QSize size(widget.width(), widget.height() + footHeight);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setResolution(96);
    generator.setTitle(stamp.view);
    generator.setDescription(stamp.lines().join(QLatin1Char('\n')));
    QPainter painter(&generator);
    paintAll(painter, widget, stamp);
    painter.end();
    return buffer.data();
}

QByteArray pdfOf(QWidget& widget, const Stamp& stamp) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        const QSizeF points(widget.width() * 0.75, (widget.height() + footHeight) * 0.75);
        writer.setPageMargins(QMarginsF());
        writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
        writer.setTitle(stamp.line());
        writer.setCreator(stamp.version);
        QPainter painter(&writer);
        painter.scale(writer.width() / double(widget.width()), writer.height() / double(widget.height() + footHeight));
        paintAll(painter, widget, stamp);
    }
    return buffer.data();
}

QString quoted(const QString& cell) {
    if (!cell.contains(QLatin1Char('"')) && !cell.contains(QLatin1Char(',')) && !cell.contains(QLatin1Char('\n')) &&
        !cell.contains(QLatin1Char('\r'))) {
        return cell;
    }
    QString inside = cell;
    inside.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return QLatin1Char('"') + inside + QLatin1Char('"');
}

QString csvLine(const QStringList& cells) {
    QStringList all;
    std::transform(cells.begin(), cells.end(), std::back_inserter(all), quoted);
    return all.join(QLatin1Char(',')) + QLatin1String("\r\n");
}

}  // namespace

std::optional<ExportFormat> exportFormatOf(const QString& path) {
    const QString ending = QFileInfo(path).suffix().toLower();
    return ending == QLatin1String("png")   ? std::optional(ExportFormat::Png)
           : ending == QLatin1String("svg") ? std::optional(ExportFormat::Svg)
           : ending == QLatin1String("pdf") ? std::optional(ExportFormat::Pdf)
           : ending == QLatin1String("csv") ? std::optional(ExportFormat::Csv)
                                            : std::nullopt;
}

Status writePicture(QWidget& widget, const Stamp& stamp, ExportFormat format, const QString& path) {
    switch (format) {
    case ExportFormat::Png: return writeBytes(pngOf(widget, stamp), path);
    case ExportFormat::Svg: return writeBytes(svgOf(widget, stamp), path);
    case ExportFormat::Pdf: return writeBytes(pdfOf(widget, stamp), path);
    case ExportFormat::Csv: break;
    }
    ORRERY_ASSERT(!"a table is not a picture");
    return Done{};
}

QByteArray csvOf(const ExportTable& table, const Stamp& stamp) {
    QString text;
    for (QString line : stamp.lines()) {
        text += QLatin1String("# ") + line.replace(QLatin1Char('\n'), QLatin1Char(' ')) + QLatin1String("\r\n");
    }
    text += csvLine(table.columns) + csvLine(table.units);
    for (const QStringList& row : table.rows) {
        text += csvLine(row);
    }
    return text.toUtf8();
}

Status writeCsv(const ExportTable& table, const Stamp& stamp, const QString& path) {
    return writeBytes(csvOf(table, stamp), path);
}

Status writeDocument(const QTextDocument& document, const Stamp& stamp, const QString& path) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(documentMargin, documentMargin, documentMargin, documentMargin),
                              QPageLayout::Millimeter);
        writer.setTitle(stamp.line());
        writer.setCreator(stamp.version);
        const std::unique_ptr<QTextDocument> stamped(document.clone());
        QTextCursor cursor(stamped.get());
        cursor.movePosition(QTextCursor::End);
        QTextCharFormat small;
        small.setFontPointSize(7);
        cursor.insertBlock();
        cursor.insertText(stamp.line(), small);
        stamped->print(&writer);
    }
    return writeBytes(buffer.data(), path);
}

}  // namespace orrery::console
