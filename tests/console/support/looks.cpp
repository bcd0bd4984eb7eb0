// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/looks.h"

#include <QApplication>
#include <QDir>
#include <QRegularExpression>
#include <algorithm>

#include "console/widgets/theme.h"

namespace orrery::console::fixture {

void useScale(int percent) {
    theme::Look look = theme::look();
    look.scalePercent = percent;
    theme::apply(*qApp, look);
}

void settle() {
    for (int level = 0; level < 8; ++level) {
        QCoreApplication::processEvents();
    }
}

QSet<QString> dataWords(const GridSnapshot& picture) {
    static const QRegularExpression separators(QStringLiteral("[^\\p{L}\\p{N}_-]+"));
    QStringList texts{QStringLiteral("Orrery Ctrl Alt Shift Space Home Enter UTC orrery-agent orrery-unit installer run "
                                     "nowhere MiB GiB KiB orrery scenario min "
                                     // Words of the wire: kinds and severities stand in the journal as the grid writes them.
                                     "copy-joined notice primary-moved redundancy-restored unit-ready"),
                      QString::fromStdString(picture.state->name)};
    for (const model::UnitDescription& unit : picture.state->units) {
        texts << QString::fromStdString(unit.name) << QString::fromStdString(unit.reason);
    }
    for (std::size_t index = 0; index < picture.events.size(); ++index) {
        const model::GridEvent& event = *picture.events.at(index).event;
        texts << QString::fromStdString(event.text) << QString::fromStdString(event.actor);
    }
    for (const UnitView& unit : picture.units) {
        texts << QString::fromStdString(unit.telemetry ? unit.telemetry->pump.lastError : std::string());
    }
    QSet<QString> words;
    for (const QString& text : texts) {
        for (const QString& word : text.split(separators, Qt::SkipEmptyParts)) {
            words.insert(word);
        }
    }
    return words;
}

int told(std::vector<TextFault> faults) {
    std::sort(faults.begin(), faults.end());
    QStringList lines;
    for (const TextFault& fault : faults) {
        lines << QStringLiteral("%1: \"%2\" %3").arg(fault.where, fault.text, fault.what);
    }
    lines.removeDuplicates();
    for (const QString& line : lines) {
        qWarning("%s", qPrintable(line));
    }
    return static_cast<int>(lines.size());
}

int faultsIn(QWidget& root, const QSet<QString>& data) {
    return told(untranslatedTexts(root, data)) + told(cutTexts(root));
}

void savePicture(QWidget& widget, const QString& name) {
    const QDir folder(QCoreApplication::applicationDirPath() + QStringLiteral("/../screenshots"));
    folder.mkpath(QStringLiteral("."));
    widget.grab().save(folder.filePath(name + QStringLiteral(".png")));
}

}  // namespace orrery::console::fixture
