// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files of what is on screen. All writers make the whole file or none: what stood under the name
// before stays when writing fails, and the error says which file and why.
#pragma once

#include <optional>

#include <QByteArray>
#include <QString>

#include "console/exports/export_table.h"
#include "console/exports/stamp.h"
#include "shared/base/result.h"

class QTextDocument;
class QWidget;

namespace orrery::console {

enum class ExportFormat { Png, Svg, Pdf, Csv, Json };

/// By the name's ending (.png .svg .pdf .csv .json, any case); none: another ending.
std::optional<ExportFormat> exportFormatOf(const QString& path);

/// Writes a picture of `widget` as it is painted now, the stamp under it. PNG has two pixels per
/// point at least; SVG and PDF keep lines and text as such where the widget paints them so. Pre:
/// `format` is neither Csv nor Json.
Status writePicture(QWidget& widget, const Stamp& stamp, ExportFormat format, const QString& path);

/// RFC 4180, UTF-8, CRLF, headed by the stamp in lines that begin with "# ". The second row of the
/// table holds the units.
QByteArray csvOf(const ExportTable& table, const Stamp& stamp);
/// One object: the stamp's lines under "stamp", column titles with their units under "units", and under "rows" an
/// object per row by column title; a cell that is not known is null.
QByteArray jsonOf(const ExportTable& table, const Stamp& stamp);
/// Writes the table as `format` says. Pre: `format` is Csv or Json.
Status writeTable(const ExportTable& table, const Stamp& stamp, ExportFormat format, const QString& path);

/// A document (a receipt, a journal) as PDF on A4 pages, the stamp at its end.
Status writeDocument(const QTextDocument& document, const Stamp& stamp, const QString& path);

}  // namespace orrery::console
