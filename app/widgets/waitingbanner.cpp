#include "widgets/waitingbanner.h"

#include "widgets/button.h"
#include "widgets/glyphpainter.h"
#include "widgets/paint.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr int leastHeight = 64;
constexpr int textLeft = 58;
constexpr int textMargin = 12; ///< above and below
constexpr int buttonRoom = 16; ///< on both sides of the button

} // namespace

WaitingBanner::WaitingBanner(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_retry(new Button(Button::Kind::plain, tr("Retry now"), theme)),
      m_headline(new WordsLabel(TextStyle::headline, theme.colour(Role::text1))),
      m_meanwhile(new WordsLabel(TextStyle::body, theme.colour(Role::text2)))
{
    m_retry->setKeyHint(u"R"_s);
    m_retry->setToolTip(tr("Ask the database at once (R)"));
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addStretch(1);
    words->addWidget(m_headline);
    words->addWidget(m_meanwhile);
    words->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(textLeft, textMargin, buttonRoom, textMargin);
    row->setSpacing(buttonRoom);
    row->addLayout(words, 1);
    row->addWidget(m_retry);
    setMinimumHeight(leastHeight);
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
    m_headline->setText(waiting.headline);
    m_meanwhile->setText(waiting.meanwhile);
    m_retry->setVisible(waiting.retries);
    setVisible(!waiting.headline.isEmpty());
}

void WaitingBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), m_theme.status(Status::warning).wash, m_theme.edge(Status::warning), 2);
    paintGlyph(painter, QRectF(16, height() / 2.0 - 14, 28, 28), Glyph::warningHigh, m_theme);
}

} // namespace rig::widgets
