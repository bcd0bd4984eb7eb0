// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// RESP trees as JSON, for scripts.
#pragma once

#include <QJsonValue>

#include "shared/resp/value.h"

namespace orrery::ctl {

/// Maps become objects, bytes become text (UTF-8).
QJsonValue jsonFrom(const resp::Value& value);

/// Prints one JSON document and a line end to standard output.
void printJson(const resp::Value& value);

}  // namespace orrery::ctl
