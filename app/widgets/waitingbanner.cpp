#include "widgets/waitingbanner.h"

#include "widgets/button.h"
#include "widgets/glyphpainter.h"

#include <QHBoxLayout>
#include <QPainter>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr int bannerHeight = 64;
constexpr double textLeft = 58;

} // namespace

WaitingBanner::WaitingBanner(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_retry(new Button(Button::Kind::plain, tr("Retry now"), theme)),
      m_headline(TextStyle::strong),
      m_meanwhile(TextStyle::body)
{
    m_headline.font.setPixelSize(14);
    m_headline.metrics = QFontMetricsF(m_headline.font);
    setFixedHeight(bannerHeight);
    m_retry->setKeyHint(u"R"_s);
    m_retry->setToolTip(tr("Ask the database at once (R)"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 16, 0);
    row->addStretch(1);
    row->addWidget(m_retry);
    connect(m_retry, &Button::clicked, this, &WaitingBanner::retryWanted);
    hide();
}

void WaitingBanner::present(const presentation::Waiting &waiting)
{
    if (waiting == m_waiting)
        return;
    m_waiting = waiting;
    setAccessibleName(waiting.headline);
    setAccessibleDescription(waiting.meanwhile);
    setToolTip(u"<p>%1</p>"_s.arg(waiting.headline.toHtmlEscaped()));
    m_retry->setVisible(waiting.retries);
    setVisible(!waiting.headline.isEmpty());
    update();
}

void WaitingBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), m_theme.status(Status::warning).wash, m_theme.edge(Status::warning), 2);
    paintGlyph(painter, QRectF(16, bannerHeight / 2.0 - 14, 28, 28), Glyph::warningHigh, m_theme);
    const double room = (m_waiting.retries ? m_retry->x() : width()) - textLeft - 16;
    // A server's reason may be long; the tool tip has all of it.
    paintText(painter, {textLeft, 27},
              m_headline.metrics.elidedText(m_waiting.headline, Qt::ElideRight, room), m_headline,
              m_theme.colour(Role::text1));
    paintText(painter, {textLeft, 47},
              m_meanwhile.metrics.elidedText(m_waiting.meanwhile, Qt::ElideRight, room), m_meanwhile,
              m_theme.colour(Role::text2));
}

} // namespace rig::widgets
