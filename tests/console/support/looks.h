// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TEST FIXTURE: what tests of looks share: another font scale, layouts that have settled, pictures for a person
// to open, and the faults of text_audit.h told one by one.
#pragma once

#include <vector>

#include <QSet>
#include <QString>

#include "console/state/grid_snapshot.h"
#include "support/text_audit.h"

namespace orrery::console::fixture {

/// The look as it is, at `percent`.
void useScale(int percent);
/// Layouts within layouts ask anew, level by level.
void settle();
/// Words that come from the grid and from names that have no translation.
QSet<QString> dataWords(const GridSnapshot& picture);
/// Each fault as a line of its own in the test's output; their number.
int told(std::vector<TextFault> faults);
/// Cut texts and texts without translation of `root`, told; 0 when all is well. `data` as for untranslatedTexts().
int faultsIn(QWidget& root, const QSet<QString>& data);
/// Saves `widget` as <build>/screenshots/<name>.png.
void savePicture(QWidget& widget, const QString& name);

}  // namespace orrery::console::fixture
