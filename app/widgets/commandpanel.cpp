#include "widgets/commandpanel.h"

#include "presentation/numbers.h"
#include "widgets/button.h"
#include "widgets/choicebox.h"
#include "widgets/glyphpainter.h"
#include "widgets/speedslider.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <cmath>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::CommandDeck;
using presentation::Glyph;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;
using Control = presentation::CommandDeck::Control;

namespace {

constexpr int hatchHeight = 6;
constexpr int sideBySideFrom = 460; ///< wide
constexpr int stackedFrom = 400;    ///< high: then there is room for all below one another
constexpr int leastWide = 230;      ///< high, where the parts stand side by side
constexpr int slowest = 1;
constexpr int fastest = 20;

/// A number and its unit are not broken into lines: what stands beside them gives way.
void keepWhole(std::initializer_list<WordsLabel *> labels)
{
    for (WordsLabel *label : labels)
        label->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Minimum);
}

} // namespace

CommandPanel::CommandPanel(CommandDeck &deck, const presentation::Theme &theme, QWidget *parent)
    : Panel(theme, parent), m_deck(deck)
{
    setTitle(tr("Command"));
    auto *content = new QWidget;
    m_parts = new QBoxLayout(QBoxLayout::TopToBottom, content);
    m_parts->setContentsMargins(0, hatchHeight, 0, 0);
    m_parts->setSpacing(0);
    m_parts->addWidget(makeControls());
    m_line = new QWidget;
    m_line->setAutoFillBackground(true);
    QPalette palette;
    palette.setColor(QPalette::Window, theme.colour(Role::line));
    m_line->setPalette(palette);
    m_line->setMinimumSize(1, 1);
    m_parts->addWidget(m_line);
    m_parts->addWidget(makeNotes(), 1);
    setContent(content);
    connect(&m_deck, &CommandDeck::changed, this, &CommandPanel::refresh);
    connect(&m_deck, &CommandDeck::answered, this, &CommandPanel::showAnswer);
    refresh();
}

QWidget *CommandPanel::makeControls()
{
    m_controls = new QWidget;
    auto *column = new QVBoxLayout(m_controls);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(0);
    layOutStartStop(column);
    layOutSpeed(column);
    layOutFault(column);
    m_answer = new WordsLabel(TextStyle::small, theme().colour(Role::text2));
    m_answer->setContentsMargins(0, 5, 0, 0);
    m_answer->hide();
    column->addWidget(m_answer);
    column->addStretch(1);
    return m_controls;
}

void CommandPanel::layOutStartStop(QBoxLayout *column)
{
    m_start = new Button(Button::Kind::plain, tr("START"), theme());
    m_start->setGlyph(Glyph::running);
    m_start->setAccessibleName(tr("Start the simulated machine"));
    m_stop = new Button(Button::Kind::stop, tr("STOP"), theme());
    m_stop->setAccessibleName(tr("Stop the simulated machine"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_start, 1);
    row->addWidget(m_stop, 1);
    column->addLayout(row);
    connect(m_start, &Button::clicked, &m_deck, &CommandDeck::start);
    connect(m_stop, &Button::clicked, &m_deck, &CommandDeck::stop);
}

void CommandPanel::layOutSpeed(QBoxLayout *column)
{
    auto *caption = new WordsLabel(TextStyle::caption, theme().colour(Role::text3));
    caption->setText(tr("Sampling speed"));
    m_rate = new WordsLabel(TextStyle::figure, theme().colour(Role::text1));
    auto *unit = new WordsLabel(TextStyle::small, theme().colour(Role::text2));
    unit->setText(tr("readings/s"));
    keepWhole({m_rate, unit});
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(caption);
    row->addStretch(1);
    row->addWidget(m_rate);
    row->addWidget(unit);
    m_speed = new SpeedSlider(slowest, fastest, theme());
    m_speed->setAccessibleName(tr("Sampling speed, readings per second and machine"));
    column->addSpacing(9);
    column->addLayout(row);
    column->addSpacing(5);
    column->addWidget(m_speed);
    connect(m_speed, &SpeedSlider::chosen, this, [this](int rate) { m_deck.setRate(rate); });
    connect(m_speed, &SpeedSlider::valueChanged, m_rate,
            [this](int rate) { m_rate->setText(QString::number(rate)); });
}

/// "Fault at 60 %", above the fault.
void CommandPanel::layOutSeverity(QBoxLayout *column)
{
    auto *caption = new WordsLabel(TextStyle::caption, theme().colour(Role::text3));
    caption->setText(tr("Fault at"));
    auto *percent = new WordsLabel(TextStyle::figure, theme().colour(Role::text1));
    auto *unit = new WordsLabel(TextStyle::small, theme().colour(Role::text2));
    unit->setText(tr("%"));
    keepWhole({percent, unit});
    m_severity = new SpeedSlider(1, 10, theme());
    m_severity->setAccessibleName(tr("Severity of the fault, tens of percent"));
    connect(m_severity, &SpeedSlider::valueChanged, percent,
            [percent](int tens) { percent->setText(QString::number(tens * 10)); });
    m_severity->setValue(10);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(caption);
    row->addWidget(m_severity, 1);
    row->addWidget(percent);
    row->addWidget(unit);
    column->addLayout(row);
}

void CommandPanel::layOutFault(QBoxLayout *column)
{
    m_fault = new ChoiceBox(theme());
    m_fault->setAccessibleName(tr("Fault to inject"));
    m_inject = new Button(Button::Kind::plain, tr("Inject"), theme());
    m_inject->setGlyph(Glyph::simulated);
    m_inject->setAccessibleName(tr("Inject the fault"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_fault, 1);
    row->addWidget(m_inject);

    m_running = new QWidget;
    auto *running = new QHBoxLayout(m_running);
    running->setContentsMargins(0, 5, 0, 0);
    running->setSpacing(6);
    auto *sign = new QLabel;
    sign->setPixmap(glyphPixmap(Glyph::simulated, 14, devicePixelRatioF(), theme()));
    m_runningFaults = new WordsLabel(TextStyle::small, theme().status(Status::simulated).ink);
    m_clear = new Button(Button::Kind::link, tr("Clear"), theme());
    m_clear->setAccessibleName(tr("Clear the machine's faults"));
    running->addWidget(sign);
    running->addWidget(m_runningFaults, 1);
    running->addWidget(m_clear);

    column->addSpacing(5);
    layOutSeverity(column);
    column->addSpacing(5);
    column->addLayout(row);
    column->addWidget(m_running);
    connect(m_inject, &Button::clicked, this, [this] {
        m_deck.inject(m_fault->currentData().toString().toStdString(), m_severity->value() / 10.0);
    });
    connect(m_clear, &Button::clicked, &m_deck, &CommandDeck::clear);
}

QWidget *CommandPanel::makeNotes()
{
    auto *notes = new QWidget;
    auto *column = new QVBoxLayout(notes);
    column->setContentsMargins(12, 9, 12, 9);
    column->setSpacing(1);
    m_notSimulated = new WordsLabel(TextStyle::small, theme().colour(Role::text2));
    m_notSimulated->setContentsMargins(0, 0, 0, 8);
    m_notSimulated->setText(tr("This machine is not simulated by this program: nothing here moves it."));
    m_maintenance = new Button(Button::Kind::plain, tr("Maintenance"), theme());
    m_maintenance->setGlyph(Glyph::maintenance);
    m_maintenance->setAccessibleName(tr("Maintenance of the machine and its sensors"));
    m_maintenance->setSmall();
    connect(m_maintenance, &Button::clicked, this, &CommandPanel::maintenanceWanted);
    auto *maintenance = new QHBoxLayout;
    maintenance->setContentsMargins(0, 0, 0, 8);
    maintenance->addWidget(m_maintenance);
    maintenance->addStretch(1);
    column->addLayout(maintenance);
    m_headline = new WordsLabel(TextStyle::smallStrong, theme().colour(Role::text1));
    m_broker = new WordsLabel(TextStyle::small, theme().colour(Role::text2));
    m_database = new WordsLabel(TextStyle::small, theme().colour(Role::text2));
    column->addWidget(m_notSimulated);
    m_serverLines = new QWidget;
    auto *lines = new QVBoxLayout(m_serverLines);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(1);
    for (WordsLabel *label : {m_headline, m_broker, m_database})
        lines->addWidget(label);
    column->addWidget(m_serverLines);
    column->addStretch(1);
    return notes;
}

/// The strip names the servers too: where there is no room for them here, they give way.
void CommandPanel::fitServers()
{
    if (width() >= sideBySideFrom)
        return m_serverLines->setVisible(true);
    const int without = m_serverLines->isHidden()
                            ? layout()->totalMinimumHeightForWidth(width())
                            : layout()->totalMinimumHeightForWidth(width()) -
                                  m_serverLines->layout()->totalHeightForWidth(linesWidth());
    m_serverLines->setVisible(height() >=
                              without + m_serverLines->layout()->totalHeightForWidth(linesWidth()));
}

int CommandPanel::linesWidth() const
{
    return width() - 26;
}

int CommandPanel::leastHeight(int width) const
{
    if (width >= sideBySideFrom)
        return leastWide;
    const int all = layout()->totalMinimumHeightForWidth(width) + headHeight - contentTop();
    return m_serverLines->isHidden() ? all
                                     : all - m_serverLines->layout()->totalHeightForWidth(width - 26) - 1;
}

void CommandPanel::presentServers(const presentation::ServerNotes &notes)
{
    if (notes == m_servers)
        return;
    m_servers = notes;
    m_headline->setText(notes.headline);
    m_broker->setText(notes.broker);
    m_database->setText(notes.database);
    fitServers();
}

void CommandPanel::refresh()
{
    const bool simulated = m_deck.simulated();
    if (simulated == m_controls->isHidden())
        update();
    setChips(simulated ? std::vector<Chip>{{tr("SIMULATED"), Status::simulated}} : std::vector<Chip>());
    m_controls->setVisible(simulated);
    m_line->setVisible(simulated);
    m_notSimulated->setVisible(!simulated && m_deck.chosen());
    m_maintenance->setVisible(m_deck.chosen());
    // A button that is switched off would hand the keyboard to the next one, which nobody chose.
    for (Button *button : {m_start, m_stop})
        if (button->hasFocus() && (button == m_start) == m_deck.running())
            button->clearFocus();
    m_start->setEnabled(!m_deck.running());
    m_stop->setEnabled(m_deck.running());
    m_start->setBusy(m_deck.busy(Control::startStop));
    m_stop->setBusy(m_deck.busy(Control::startStop));
    m_inject->setBusy(m_deck.busy(Control::inject));
    m_clear->setBusy(m_deck.busy(Control::clear));
    refreshRate();
    refreshFaults();
}

void CommandPanel::refreshRate()
{
    if (m_speed->isSliderDown())
        return;
    m_speed->setValue(static_cast<int>(std::lround(m_deck.rate())));
    m_rate->setText(presentation::plainNumber(m_deck.rate()));
}

void CommandPanel::refreshFaults()
{
    const auto &kinds = m_deck.kinds();
    if (m_fault->count() != std::ssize(kinds)) {
        m_fault->clear();
        for (const FaultKind &kind : kinds)
            m_fault->addItem(QString::fromStdString(kind.title), QString::fromStdString(kind.name));
    }
    m_inject->setEnabled(!kinds.empty());
    const QStringList faults = m_deck.faults();
    m_runningFaults->setText(faults.join(u'\n'));
    m_running->setVisible(!faults.isEmpty());
}

void CommandPanel::showAnswer(const QString &sentence, bool refused)
{
    m_answer->setText(sentence);
    m_answer->setColour(refused ? theme().status(Status::alarm).ink : theme().colour(Role::text2));
    m_answer->setVisible(!sentence.isEmpty());
}

void CommandPanel::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    const bool wide = event->size().width() >= sideBySideFrom && event->size().height() < stackedFrom;
    m_parts->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_parts->setStretch(0, wide ? 3 : 0);
    m_parts->setStretch(2, wide ? 2 : 1);
    fitServers();
}

void CommandPanel::paintEvent(QPaintEvent *event)
{
    Panel::paintEvent(event);
    if (!m_deck.simulated())
        return;
    QPainter painter(this);
    const QRectF band(1, contentTop(), width() - 2, hatchHeight);
    painter.fillRect(band, theme().status(Status::simulated).wash);
    paintHatch(painter, band, theme().status(Status::simulated).fill, 11.3, 2.8);
}

} // namespace rig::widgets
