// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The links in a table, worst first, beside sender by receiver.
#pragma once

#include "console/models/links_model.h"
#include "console/views/filtered_table.h"
#include "console/views/view.h"

namespace orrery::console {

class LinkMatrix;
class RunLabel;

class ReplicationView : public View {
    Q_OBJECT
public:
    explicit ReplicationView(const ViewContext& context, QWidget* parent = nullptr);

    QWidget* filterField() override;

protected:
    void showSnapshot(const GridSnapshot& snapshot) override;

private:
    void follow();

    LinksModel m_model;
    FilteredTable* m_table;
    LinkMatrix* m_matrix;
    RunLabel* m_worst;
};

}  // namespace orrery::console
