#pragma once

#include "presentation/commanddeck.h"
#include "presentation/waiting.h"
#include "widgets/panel.h"

class QBoxLayout;

namespace rig::widgets {

class Button;
class ChoiceBox;
class SpeedSlider;
class WordsLabel;

/// What a person can do to the chosen machine, and which servers are used and why. Where the machine is not
/// simulated the controls are absent, not grey.
class CommandPanel : public Panel
{
    Q_OBJECT

public:
    /// `deck` outlives the panel.
    CommandPanel(presentation::CommandDeck &deck, const presentation::Theme &theme,
                 QWidget *parent = nullptr);

    /// What its controls need below each other, or beside each other, in this width, with its title.
    int leastHeight(int width) const;
    void presentServers(const presentation::ServerNotes &notes);

Q_SIGNALS:
    /// A person asked for what is in maintenance of the machine.
    void maintenanceWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeControls();
    QWidget *makeNotes();
    void layOutStartStop(QBoxLayout *column);
    void layOutSpeed(QBoxLayout *column);
    void layOutSeverity(QBoxLayout *column);
    void layOutFault(QBoxLayout *column);
    void refresh();
    void refreshFaults();
    void refreshRate();
    void fitServers();
    int linesWidth() const;
    void showAnswer(const QString &sentence, bool refused);

    presentation::CommandDeck &m_deck;
    presentation::ServerNotes m_servers;
    QBoxLayout *m_parts = nullptr;
    QWidget *m_controls = nullptr;
    QWidget *m_line = nullptr;
    Button *m_start = nullptr;
    Button *m_stop = nullptr;
    SpeedSlider *m_speed = nullptr;
    WordsLabel *m_rate = nullptr;
    ChoiceBox *m_fault = nullptr;
    SpeedSlider *m_severity = nullptr; ///< in tens of percent
    Button *m_inject = nullptr;
    QWidget *m_running = nullptr;
    WordsLabel *m_runningFaults = nullptr;
    Button *m_clear = nullptr;
    WordsLabel *m_answer = nullptr;
    Button *m_maintenance = nullptr;
    WordsLabel *m_notSimulated = nullptr;
    QWidget *m_serverLines = nullptr;
    WordsLabel *m_headline = nullptr;
    WordsLabel *m_broker = nullptr;
    WordsLabel *m_database = nullptr;
};

} // namespace rig::widgets
