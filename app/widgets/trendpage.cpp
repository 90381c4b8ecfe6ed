#include "widgets/trendpage.h"

#include "domain/shown.h"
#include "presentation/numbers.h"
#include "presentation/originmark.h"
#include "presentation/sensorcard.h"
#include "widgets/button.h"
#include "widgets/panel.h"
#include "widgets/segments.h"
#include "widgets/trendchart.h"
#include "widgets/trendpainter.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Glyph;
using presentation::MachineSummary;
using presentation::Role;
using presentation::TextStyle;
using presentation::TrendView;

namespace {

constexpr int gap = 8;
constexpr int seriesWidth = 250;
constexpr QSize swatch{26, 14};
constexpr auto patience = 1s; ///< before it is said that an answer is waited for
constexpr int nameRole = Qt::UserRole;

struct Span
{
    const char *word;
    std::chrono::minutes length;
};

constexpr Span spans[] = {{QT_TRANSLATE_NOOP("rig::widgets::TrendPage", "10 min"), 10min},
                          {QT_TRANSLATE_NOOP("rig::widgets::TrendPage", "1 h"), 1h},
                          {QT_TRANSLATE_NOOP("rig::widgets::TrendPage", "8 h"), 8h},
                          {QT_TRANSLATE_NOOP("rig::widgets::TrendPage", "24 h"), 24h},
                          {QT_TRANSLATE_NOOP("rig::widgets::TrendPage", "7 d"), 168h}};

int indexOf(std::chrono::microseconds span)
{
    for (int i = 0; i < static_cast<int>(std::size(spans)); ++i)
        if (spans[i].length == span)
            return i;
    return -1;
}

const MachineSummary *chosenOf(const Moment &moment)
{
    const auto found = std::ranges::find(moment.machines, moment.chosen, &MachineSummary::number);
    return found == moment.machines.end() ? nullptr : &*found;
}

QString instantText(Instant at)
{
    return presentation::dayText(at).section(u' ', 1, 2) + u' ' + presentation::timeText(at);
}

} // namespace

TrendPage::TrendPage(TrendSource &source, const presentation::Theme &theme, QWidget *parent)
    : Page(tr("Trends"), parent),
      m_theme(theme),
      m_view(source),
      m_series(new Panel(theme)),
      m_filter(new QLineEdit),
      m_list(new QListWidget),
      m_panel(new Panel(theme)),
      m_spans(new Segments(theme)),
      m_live(new Button(Button::Kind::plain, tr("Back to live"), theme)),
      m_words(new WordsLabel(TextStyle::small, theme.colour(Role::text2))),
      m_retry(new Button(Button::Kind::plain, tr("Retry now"), theme)),
      m_chart(new TrendChart(theme))
{
    for (const Span &span : spans)
        m_spans->add(tr(span.word));
    layOut();
    connect(m_filter, &QLineEdit::textChanged, this, &TrendPage::listSensors);
    connect(m_list, &QListWidget::itemClicked, this, [this](const QListWidgetItem *item) {
        m_view.toggle(item->data(nameRole).toString().toStdString());
    });
    connect(m_list, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        m_view.toggle(item->data(nameRole).toString().toStdString());
    });
    connect(m_spans, &Segments::chosen, this,
            [this](int index) { m_view.setSpan(spans[static_cast<std::size_t>(index)].length); });
    connect(m_live, &Button::clicked, &m_view, &TrendView::goLive);
    connect(m_retry, &Button::clicked, &m_view, &TrendView::retry);
    connect(m_chart, &TrendChart::columnsChanged, this, [this](int columns) { m_view.setColumns(columns); });
    connect(m_chart, &TrendChart::zoomed, &m_view, &TrendView::zoom);
    connect(m_chart, &TrendChart::panned, &m_view, &TrendView::pan);
    connect(m_chart, &TrendChart::liveWanted, &m_view, &TrendView::goLive);
    connect(&m_view, &TrendView::changed, this, &TrendPage::redraw);
}

void TrendPage::layOut()
{
    m_filter->setPlaceholderText(tr("Find a sensor"));
    m_filter->setAccessibleName(tr("Find a sensor"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedHeight(32);
    m_filter->setFont(presentation::font(TextStyle::body));
    m_list->setAccessibleName(tr("Sensors to show, three at most"));
    m_list->setFont(presentation::font(TextStyle::body));
    m_list->setIconSize(swatch);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    auto *choice = new QWidget;
    auto *column = new QVBoxLayout(choice);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(gap);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    m_series->setTitle(tr("Series"));
    m_series->setNote(tr("up to 3"));
    m_series->setContent(choice);
    m_series->setFixedWidth(seriesWidth);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 8, 12, 0);
    bar->setSpacing(12);
    bar->addWidget(m_spans);
    bar->addWidget(m_live);
    bar->addWidget(m_words, 1);
    bar->addWidget(m_retry);
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 8, 4);
    rows->setSpacing(4);
    rows->addLayout(bar);
    rows->addWidget(m_chart, 1);
    m_panel->setContent(content);

    auto *whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(gap);
    whole->addWidget(m_series);
    whole->addWidget(m_panel, 1);
    m_retry->hide();
    m_live->setKeyHint(u"Home"_s);
}

std::vector<KeyMeaning> TrendPage::keys() const
{
    return {{tr("+ −, wheel"), tr("Look closer, or at more")},
            {tr("Page up, page down"), tr("Half a span earlier or later")},
            {tr("Home, double click"), tr("Back to the live edge")},
            {tr("Drag"), tr("Move through time")}};
}

void TrendPage::present(const Moment &moment)
{
    m_moment = moment;
    m_view.setColumns(m_chart->columns());
    if (moment.state->plant != m_listed || moment.chosen != m_listedMachine)
        listSensors();
    m_view.present(*moment.state, moment.chosen);
    if (m_view.trouble() || m_view.askedAt())
        presentTrouble();
}

void TrendPage::listSensors()
{
    m_listed = m_moment.state ? m_moment.state->plant : nullptr;
    m_listedMachine = m_moment.chosen;
    m_list->clear();
    const MachineLayout *layout = m_listed ? m_listed->machineByNumber(m_listedMachine) : nullptr;
    if (!layout)
        return;
    for (const MachineLayout::Column &column : layout->columns()) {
        const QString title = shown(column.sensor->title);
        const QString name = shown(column.sensor->name);
        if (!column.live || !(title.contains(m_filter->text(), Qt::CaseInsensitive) ||
                              name.contains(m_filter->text(), Qt::CaseInsensitive)))
            continue;
        auto *item = new QListWidgetItem(title);
        item->setData(nameRole, name);
        const QString unit = shown(column.sensor->unit);
        const QString whole =
            unit.isEmpty() ? u"%1, %2"_s.arg(title, name) : u"%1, %2, %3"_s.arg(title, name, unit);
        item->setToolTip(u"<p>%1</p>"_s.arg(whole.toHtmlEscaped()));
        m_list->addItem(item);
    }
    m_marked.clear();
    markSensors();
}

/// Those that are shown wear their line.
void TrendPage::markSensors()
{
    if (m_marked == m_view.sensors() && !m_marked.empty())
        return;
    m_marked = m_view.sensors();
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem &item = *m_list->item(row);
        QPixmap line(swatch * devicePixelRatioF());
        line.setDevicePixelRatio(devicePixelRatioF());
        line.fill(Qt::transparent);
        const auto series = std::ranges::find(m_marked, item.data(nameRole).toString().toStdString());
        QFont font = presentation::font(series == m_marked.end() ? TextStyle::body : TextStyle::strong);
        if (series != m_marked.end()) {
            QPainter painter(&line);
            painter.setPen(seriesPen(m_theme, static_cast<std::size_t>(series - m_marked.begin()), 3));
            painter.drawLine(QPointF(0, swatch.height() / 2.0),
                             QPointF(swatch.width(), swatch.height() / 2.0));
        }
        item.setIcon(QIcon(line));
        item.setFont(font);
    }
}

std::optional<EmptyNote> TrendPage::emptyNote() const
{
    if (!m_moment.state || m_moment.machines.empty())
        return noPlantNote(m_moment);
    if (m_view.sensors().empty())
        return EmptyNote{tr("This machine has no sensors"), tr("`rigctl plant sensor` gives it some."),
                         Glyph::unknown};
    const Trend *trend = m_view.trend();
    if (!trend)
        return m_view.trouble()
                   ? EmptyNote{tr("The past could not be asked for"), m_view.trouble()->sentence, Glyph::bad}
                   : EmptyNote{tr("Asking the database"), {}, Glyph::unknown};
    const bool nothing =
        std::ranges::all_of(trend->lines, [](const TrendLine &line) { return line.points.empty(); });
    if (nothing)
        return EmptyNote{tr("Nothing is stored here"),
                         tr("From %1 to %2 UTC nothing came of what is chosen.")
                             .arg(instantText(trend->question.from), instantText(trend->question.to)),
                         Glyph::unknown};
    return {};
}

void TrendPage::redraw()
{
    markSensors();
    m_spans->setChosen(indexOf(m_view.span()));
    m_live->setEnabled(!m_view.live());
    presentTitle();
    presentTrouble();
    TrendPicture picture{m_view.from(), m_view.to(), {}, emptyNote()};
    const MachineLayout *layout = m_listed ? m_listed->machineByNumber(m_view.machine()) : nullptr;
    if (const Trend *trend = m_view.trend(); trend && layout && !picture.note)
        for (const TrendLine &line : trend->lines) {
            const int slot = layout->slotOf(line.sensor);
            if (slot < 0 || std::ranges::find(m_view.sensors(), line.sensor) == m_view.sensors().end())
                continue;
            const auto &column = layout->columns()[static_cast<std::size_t>(slot)];
            picture.curves.push_back({shown(column.sensor->title), shown(column.sensor->unit),
                                      column.sensor->decimals, column.limits, line});
        }
    m_chart->present(std::move(picture));
}

void TrendPage::presentTitle()
{
    const MachineSummary *machine = chosenOf(m_moment);
    if (machine)
        m_panel->setTitle(tr("Trends · Machine %1"), machine->id);
    else
        m_panel->setTitle(tr("Trends"));
    QString words = tr("%1 – %2 UTC").arg(instantText(m_view.from()), instantText(m_view.to()));
    const Trend *trend = m_view.trend();
    if (trend)
        words += u" · "_s + presentation::grainText(trend->grain);
    if (m_view.live())
        words += u" · "_s + tr("live");
    m_panel->setSummary(Glyph::none, {{words}});
    // Of what is seen here, whatever comes just now.
    std::vector<Chip> chips;
    if (trend)
        for (const Origin origin : trend->origins)
            if (const auto mark = presentation::markOf(origin))
                chips.push_back({tr("%1 DATA").arg(mark->word), mark->status});
    m_panel->setChips(std::move(chips));
}

void TrendPage::presentTrouble()
{
    QString words;
    if (const auto &trouble = m_view.trouble()) {
        words = trouble->sentence;
        if (const Trend *trend = m_view.trend())
            words = tr("As of %1. %2").arg(presentation::timeText(trend->question.to), words);
    } else if (m_view.askedAt() && m_moment.now - *m_view.askedAt() > patience) {
        words = tr("Waiting for the database's answer.");
    }
    m_words->setText(words);
    m_words->setColour(m_view.trouble() ? m_theme.status(presentation::Status::warning).ink
                                        : m_theme.colour(Role::text2));
    m_retry->setVisible(m_view.trouble().has_value());
}

void TrendPage::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
        return m_view.zoom(1 / 1.5, .5);
    case Qt::Key_Minus:
        return m_view.zoom(1.5, .5);
    case Qt::Key_PageUp:
        return m_view.pan(-.5);
    case Qt::Key_PageDown:
        return m_view.pan(.5);
    case Qt::Key_Home:
        return m_view.goLive();
    default:
        Page::keyPressEvent(event);
    }
}

} // namespace rig::widgets
