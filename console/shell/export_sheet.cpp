// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/shell/export_sheet.h"

#include <array>
#include <utility>

#include <QCheckBox>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "console/state/formatting.h"
#include "console/state/redaction.h"
#include "console/widgets/card.h"
#include "console/widgets/chip_button.h"
#include "console/widgets/labels.h"
#include "console/widgets/metrics.h"

namespace orrery::console {
namespace {

constexpr int cardWidth = 560;
constexpr int side = 24;

struct FormatChoice { ExportFormat format; const char* name; const char* ending; };
constexpr std::array<FormatChoice, 5> formats{{{ExportFormat::Png, "PNG", "png"},
                                               {ExportFormat::Svg, "SVG", "svg"},
                                               {ExportFormat::Pdf, "PDF", "pdf"},
                                               {ExportFormat::Csv, "CSV", "csv"},
                                               {ExportFormat::Json, "JSON", "json"}}};
constexpr int wholeWindow = 1;

bool isTable(ExportFormat format) { return format == ExportFormat::Csv || format == ExportFormat::Json; }

/// Letters, digits and dashes; nothing that a file system could stumble over.
QString fileWord(const QString& text) {
    QString word = text.toLower();
    return word.replace(QRegularExpression(QStringLiteral("[^a-z0-9]+")), QStringLiteral("-"));
}

}  // namespace

ExportSheet::ExportSheet(QWidget* window) : Overlay(window), m_card(new Card(this)) {
    setObjectName(QStringLiteral("exportSheet"));
    setAccessibleName(tr("Export"));
    build();
    connect(this, &Overlay::cancelled, this, &Overlay::dismiss);
    connect(m_cancel, &QPushButton::clicked, this, &Overlay::dismiss);
    connect(m_write, &QPushButton::clicked, this, &ExportSheet::write);
    connect(m_path, &QLineEdit::returnPressed, this, &ExportSheet::write);
    connect(m_format, &SegmentedControl::chosen, this, &ExportSheet::follow);
    connect(m_path, &QLineEdit::textEdited, m_error, &QLabel::clear);
}

void ExportSheet::addRow(QGridLayout& rows, const QString& label, QWidget* field) {
    const int row = rows.rowCount();
    rows.addWidget(makeExplanation(label, m_card), row, 0, Qt::AlignVCenter);
    rows.addWidget(field, row, 1);
    field->setAccessibleName(label);
}

void ExportSheet::build() {
    QStringList names;
    for (const FormatChoice& choice : formats) {
        names << QString::fromLatin1(choice.name);
    }
    m_format = new SegmentedControl(names, m_card);
    m_format->setFocusPolicy(Qt::StrongFocus);
    m_extent = new SegmentedControl({tr("This view"), tr("Whole window")}, m_card);
    m_extent->setFocusPolicy(Qt::StrongFocus);
    m_redact = new QCheckBox(tr("Replace the names of grid, hosts, units and people"), m_card);
    m_path = new QLineEdit(m_card);
    m_path->setObjectName(QStringLiteral("exportSheet.path"));
    m_error = new ToneLabel(QString(), theme::textFont(metrics::textSize), Tone::High, m_card);
    m_error->setWordWrap(true);
    m_cancel = new QPushButton(tr("Cancel"), m_card);
    m_write = new QPushButton(m_card);
    m_write->setObjectName(QStringLiteral("exportSheet.write"));
    auto* rows = new QGridLayout;
    rows->setHorizontalSpacing(16);
    rows->setVerticalSpacing(12);
    rows->setColumnStretch(1, 1);
    addRow(*rows, tr("Format"), m_format);
    addRow(*rows, tr("What"), m_extent);
    addRow(*rows, tr("Names"), m_redact);
    addRow(*rows, tr("File"), m_path);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_write);
    auto* column = new QVBoxLayout(m_card);
    column->setContentsMargins(side, side - 4, side, side - 4);
    column->setSpacing(16);
    column->addWidget(makeTitle(tr("Export"), m_card));
    column->addLayout(rows);
    column->addWidget(m_error);
    column->addStretch(1);
    column->addLayout(foot);
}

QRect ExportSheet::cardGeometry() const {
    const QSize size(cardWidth, m_card->sizeHint().height());
    return {QPoint((width() - size.width()) / 2, (height() - size.height()) / 3), size};
}

QWidget* ExportSheet::card() { return m_card; }

void ExportSheet::openFor(ExportSubject subject) {
    m_subject = std::move(subject);
    m_error->clear();
    m_path->setText(suggestion());
    follow();
    open(m_path);
    m_path->selectAll();
}

QString ExportSheet::suggestion() const {
    const QString current = m_path->text();
    const QString folder = current.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
                                             : QFileInfo(current).absolutePath();
    const QString moment = formatIso(m_subject.snapshot->now.wall).remove(QLatin1Char(':')).section(QLatin1Char('.'), 0, 0);
    return QDir(folder).filePath(fileWord(m_subject.title) + QLatin1Char('-') + moment + QLatin1Char('.') +
                                 QString::fromLatin1(formats[static_cast<std::size_t>(m_format->current())].ending));
}

/// The file's ending follows the format, a table has no surroundings.
void ExportSheet::follow() {
    const FormatChoice& choice = formats[static_cast<std::size_t>(m_format->current())];
    const QFileInfo file(m_path->text());
    m_path->setText(QDir(file.path()).filePath(file.completeBaseName() + QLatin1Char('.') + QString::fromLatin1(choice.ending)));
    m_extent->setEnabled(!isTable(choice.format));
    m_write->setText(tr("Write %1").arg(QString::fromLatin1(choice.name)));
}

Status ExportSheet::writeTables(ExportFormat format, const QString& path, const GridSnapshot& picture) {
    const std::vector<ExportTable> tables = m_subject.tables();
    if (tables.empty()) {
        return Error{ErrorCode::NotFound, tr("%1 shows no table. Export a picture instead.").arg(m_subject.title).toStdString()};
    }
    const Stamp stamp = stampOf(picture, m_subject.title, m_subject.mode, m_subject.range);
    const QFileInfo file(path);
    for (std::size_t index = 0; index < tables.size(); ++index) {
        const QString own = index == 0 ? path
                                       : QDir(file.path()).filePath(file.completeBaseName() + QLatin1Char('-') +
                                                                    fileWord(tables[index].name) + QLatin1Char('.') + file.suffix());
        if (Status written = writeTable(tables[index], stamp, format, own); !written) {
            return written;
        }
    }
    return Done{};
}

Status ExportSheet::writeAs(ExportFormat format, const QString& path, const GridSnapshot& picture) {
    if (isTable(format)) {
        return writeTables(format, path, picture);
    }
    QWidget& widget = m_extent->current() == wholeWindow ? *m_subject.window : *m_subject.view;
    return writePicture(widget, stampOf(picture, m_subject.title, m_subject.mode, m_subject.range), format, path);
}

void ExportSheet::write() {
    const QString path = QFileInfo(m_path->text().trimmed()).absoluteFilePath();
    const std::optional<ExportFormat> format = exportFormatOf(path);
    if (!format) {
        m_error->setText(tr("The file's name must end in .png, .svg, .pdf, .csv or .json."));
        return;
    }
    hide();   // Not part of the picture.
    // The picture of the moment in which the export was asked for, as its stamp says.
    const SnapshotPointer picture = m_redact->isChecked() ? redacted(*m_subject.snapshot) : m_subject.snapshot;
    m_subject.show(picture);
    const Status written = writeAs(*format, path, *picture);
    m_subject.show(nullptr);
    if (!written) {
        m_error->setText(QString::fromStdString(written.error().detail));
        open(m_path);
        return;
    }
    dismiss();
    Q_EMIT exported(path);
}

}  // namespace orrery::console
