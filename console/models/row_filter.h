// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A filter expression applied to a row of any of our table models: columns by their FilterNameRole,
// cells by what they show and what they sort by.
#pragma once

#include <QAbstractItemModel>
#include <QHash>

#include "console/models/filter_expression.h"

namespace orrery::console {

/// Columns of `model` by their name in the filter language.
QHash<QString, int> filterColumns(const QAbstractItemModel& model);

/// Whether `row` of `model` holds for every term. `columns` as from filterColumns().
bool rowMatches(const FilterExpression& expression, const QAbstractItemModel& model,
                const QHash<QString, int>& columns, int row);

}  // namespace orrery::console
