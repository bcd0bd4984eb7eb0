// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Help over the window: pages at the left, a search box above them, the page at the right. F1 opens it
// at the page of the focused view. Everything in it is local; links that lead out are not followed.
#pragma once

#include "console/shell/handbook.h"
#include "console/shell/overlay.h"

class QLineEdit;
class QListWidget;
class QPushButton;

namespace orrery::console {

class Card;
class HelpBrowser;

class HelpSheet : public Overlay {
    Q_OBJECT
public:
    explicit HelpSheet(QWidget* window);

    /// The pages; made ones may be added at any time.
    Handbook& handbook() { return m_handbook; }
    /// Opens at the page `id` ("view-wall", or with its ending); at the first page when there is none.
    void openAt(const QString& id);
    /// The page in sight.
    QString pageId() const;

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void listPages();
    void search(const QString& words);
    void addEntry(const QString& id, const QString& title, const QString& excerpt);
    void show(const QString& id, const QString& anchor = {});
    void follow(const QString& link);
    void goBack();
    void markCurrent();

    Handbook m_handbook;
    Card* m_card;
    QLineEdit* m_search;
    QListWidget* m_list;
    QPushButton* m_back;
    HelpBrowser* m_browser;
    QStringList m_visited;  ///< Pages left behind, the newest last.
};

}  // namespace orrery::console
