#include "widgets/healthchartpanel.h"

#include "presentation/healthbook.h"
#include "presentation/originmark.h"
#include "widgets/healthplot.h"
#include "widgets/lifeplot.h"
#include "widgets/page.h"
#include "widgets/segments.h"

#include <algorithm>
#include <array>

namespace rig::widgets {

using presentation::HealthBook;

namespace {

constexpr std::array choices{HealthBook::shortest, HealthBook::longest};

/// What the machine's values wear, where they do not come from the field.
std::vector<Chip> chipsOf(const Moment &moment, bool ofAll)
{
    std::vector<Chip> chips;
    for (const presentation::MachineSummary &machine : moment.machines)
        for (const Origin origin :
             ofAll || machine.number == moment.chosen ? machine.origins : std::vector<Origin>())
            if (const auto mark = presentation::markOf(origin))
                if (const Chip chip{mark->brief, mark->status}; std::ranges::find(chips, chip) == chips.end())
                    chips.push_back(chip);
    return chips;
}

} // namespace

HealthChartPanel::HealthChartPanel(HealthBook &book, const presentation::Theme &theme, QWidget *parent)
    : Panel(theme, parent), m_book(book), m_plot(new HealthPlot(theme)), m_spans(new Segments(theme))
{
    setTitle(tr("Health by category"));
    m_spans->setSmall();
    m_spans->setAccessibleName(tr("How far back"));
    m_spans->add(tr("1 h"));
    m_spans->add(tr("24 h"));
    m_spans->setChosen(static_cast<int>(std::ranges::find(choices, book.span()) - choices.begin()));
    setCorner(m_spans);
    setContent(m_plot);
    connect(m_spans, &Segments::chosen, this, [this](int index) {
        m_spans->setChosen(index);
        m_book.setSpan(choices.at(static_cast<std::size_t>(index)));
    });
}

void HealthChartPanel::present(const Moment &moment)
{
    setChips(chipsOf(moment, false));
    if (!isVisible())
        return;
    m_book.refresh(moment.chosen, moment.state->time);
    presentation::HealthChart chart = presentation::healthChart(
        *moment.state, moment.chosen, {m_book.course().get(), m_book.trouble(), m_book.span()},
        {moment.findings.get(), moment.findingsOutdated});
    setNote(chart.outdated        ? tr("not the newest")
            : chart.marksOutdated ? tr("findings not known")
                                  : QString());
    m_plot->present(std::move(chart));
}

LifePanel::LifePanel(const presentation::Theme &theme, QWidget *parent)
    : Panel(theme, parent), m_plot(new LifePlot(theme))
{
    setTitle(tr("Remaining life"));
    setSummary(presentation::Glyph::none, {{tr("P10 | P50 | P90")}});
    setContent(m_plot);
}

void LifePanel::present(const Moment &moment)
{
    setChips(chipsOf(moment, true));
    if (isVisible())
        m_plot->present(presentation::lifeRows(*moment.state, moment.chosen));
}

} // namespace rig::widgets
