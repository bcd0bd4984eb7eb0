// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a view shows when it has nothing to show: why, and the next step. Used for empty, loading
// and error states alike.
#pragma once

#include <QWidget>

class QPushButton;
class QHBoxLayout;

namespace orrery::console {

class ToneLabel;

class StatePage : public QWidget {
    Q_OBJECT
public:
    explicit StatePage(QWidget* parent = nullptr);

    /// `icon` is a name of `console/widgets/icons.h`.
    void setContent(const QString& icon, const QString& title, const QString& explanation);
    /// Adds a button below; the page owns it.
    QPushButton* addAction(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitExplanation();

    QString m_icon;
    ToneLabel* m_title;
    ToneLabel* m_explanation;
    QHBoxLayout* m_buttons;
};

}  // namespace orrery::console
