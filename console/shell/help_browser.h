// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows one page of the handbook in our type, colours and tables. Follows the appearance and the font
// scale. Links are announced, not followed: the sheet decides where they lead.
#pragma once

#include <QTextBrowser>

#include "console/shell/handbook.h"

namespace orrery::console {

class HelpBrowser : public QTextBrowser {
    Q_OBJECT
public:
    explicit HelpBrowser(QWidget* parent = nullptr);

    /// Shows `page` from its top, or from the heading whose anchor is `anchor`.
    void showPage(const HelpPage& page, const QString& anchor = {});
    const QString& pageId() const { return m_page.id; }

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void render();
    void styleBlocks();
    void styleTables();
    void styleFragments();
    void scrollToHeading(const QString& anchor);
    int pictureWidth() const;

    HelpPage m_page;
    bool m_rendering = false;
    int m_renderedWidth = 0;
};

}  // namespace orrery::console
