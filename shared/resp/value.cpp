// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/resp/value.h"

namespace orrery::resp {

Value Value::number64(std::int64_t integer) {
    Value value;
    value.kind = Kind::Integer;
    value.integer = integer;
    return value;
}

Value Value::boolean(bool truth) {
    Value value;
    value.kind = Kind::Boolean;
    value.integer = truth ? 1 : 0;
    return value;
}

Value& Value::with(std::string_view name, Value value) {
    items.push_back(bulk(name));
    items.push_back(std::move(value));
    return *this;
}

const Value* Value::find(std::string_view name) const {
    if (kind != Kind::Map && kind != Kind::Array) {
        return nullptr;
    }
    for (std::size_t key = 0; key + 1 < items.size(); key += 2) {
        if (items[key].isText() && items[key].text == name) {
            return &items[key + 1];
        }
    }
    return nullptr;
}

Value Value::leaf(Kind kind, std::string_view text) {
    Value value;
    value.kind = kind;
    value.text = text;
    return value;
}

Value Value::tree(Kind kind, std::vector<Value> items) {
    Value value;
    value.kind = kind;
    value.items = std::move(items);
    return value;
}

}  // namespace orrery::resp
