// SPDX-FileCopyrightText: 2026 The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks for how long and why an alarm is set aside, or why it is switched off. Shelving always ends:
// the spans offered go up to eight hours. Enter in the reason shelves nothing; the button does.
#pragma once

#include "console/shell/overlay.h"
#include "console/state/alarm_word.h"

class QLineEdit;
class QPushButton;

namespace orrery::console {

class Card;
class SegmentedControl;
class ToneLabel;

class ShelveSheet : public Overlay {
    Q_OBJECT
public:
    explicit ShelveSheet(QWidget* window);

    /// Asks for span and reason of a shelf for `alarm`, in the name of `owner`.
    void askToShelve(const Alarm& alarm, const QString& owner);
    /// Asks for the reason to switch `alarm` off; without one it cannot be.
    void askToTakeOut(const Alarm& alarm, const QString& owner);

Q_SIGNALS:
    void shelved(const orrery::console::AlarmId& alarm, const orrery::console::Shelving& how);
    void takenOut(const orrery::console::AlarmId& alarm, const QString& by, const QString& reason);

protected:
    QRect cardGeometry() const override;
    QWidget* card() override;

private:
    enum class Question { Shelve, TakeOut };

    void ask(Question question, const Alarm& alarm, const QString& owner);
    void answer();
    void showButton();

    Card* m_card;
    ToneLabel* m_title;
    ToneLabel* m_subtitle;
    SegmentedControl* m_spans;
    QLineEdit* m_reason;
    QPushButton* m_cancel;
    QPushButton* m_do;
    Question m_question = Question::Shelve;
    AlarmId m_alarm;
    QString m_owner;
};

}  // namespace orrery::console
