// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/store/column.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <algorithm>

namespace orrery::store {

namespace {

/// SQLite reads U+FFFE and U+FFFF back as U+FFFD, its tools end a text at a NUL, and Qt drops a leading
/// byte order mark: texts with any of these would not come back.
bool survives(const QString& text, QByteArrayView bytes) {
    const bool special = std::any_of(text.begin(), text.end(), [](QChar unit) {
        return unit.unicode() == 0 || unit.unicode() >= 0xFFFE;
    });
    return !special && text.toUtf8() == bytes;
}

}  // namespace

QVariant blobOf(std::string_view bytes) {
    // A null array would be bound as NULL.
    return bytes.empty() ? QVariant(QByteArray("", 0))
                         : QVariant(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

QVariant columnOf(std::string_view bytes) {
    const bool ascii = std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte > 0; });
    if (ascii) {
        return bytes.empty() ? QVariant(QStringLiteral(""))
                             : QVariant(QString::fromLatin1(bytes.data(), static_cast<qsizetype>(bytes.size())));
    }
    const QByteArrayView view(bytes.data(), static_cast<qsizetype>(bytes.size()));
    const QString text = QString::fromUtf8(view);
    return survives(text, view) ? QVariant(text) : blobOf(bytes);
}

std::string bytesOf(const QVariant& column) {
    if (column.typeId() == QMetaType::QByteArray) {
        return column.toByteArray().toStdString();
    }
    return column.toString().toStdString();
}

}  // namespace orrery::store
