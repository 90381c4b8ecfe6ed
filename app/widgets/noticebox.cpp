#include "widgets/noticebox.h"

#include "widgets/button.h"
#include "widgets/glyphpainter.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace rig::widgets {

using presentation::Glyph;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;
using Kind = presentation::Notice::Kind;

namespace {

constexpr int glyphSize = 16;
constexpr int margin = 9;

Glyph signOf(Kind kind)
{
    switch (kind) {
    case Kind::none:
        return Glyph::none;
    case Kind::working:
        return Glyph::starting;
    case Kind::said:
        return Glyph::done;
    case Kind::refused:
        return Glyph::bad;
    case Kind::question:
        return Glyph::unknown;
    }
    return Glyph::none;
}

} // namespace

NoticeBox::NoticeBox(const presentation::Theme &theme, QWidget *parent)
    : QWidget(parent),
      m_theme(theme),
      m_words(new WordsLabel(TextStyle::small, theme.colour(Role::text1))),
      m_yes(new Button(Button::Kind::plain, {}, theme)),
      m_no(new Button(Button::Kind::plain, {}, theme))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(margin + glyphSize + margin, margin, margin, margin);
    column->setSpacing(8);
    column->addWidget(m_words);
    auto *answers = new QHBoxLayout;
    answers->setSpacing(8);
    answers->addStretch(1);
    for (Button *button : {m_no, m_yes}) {
        button->setSmall();
        answers->addWidget(button);
    }
    column->addLayout(answers);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(m_yes, &Button::clicked, this, [this] { Q_EMIT answered(true); });
    connect(m_no, &Button::clicked, this, [this] { Q_EMIT answered(false); });
    hide();
}

void NoticeBox::present(const presentation::Notice &notice)
{
    if (notice == m_notice)
        return;
    m_notice = notice;
    m_words->setText(notice.sentence);
    const std::pair<Button *, QString> answers[] = {{m_yes, notice.yes}, {m_no, notice.no}};
    for (const auto &[button, text] : answers) {
        button->setText(text);
        button->updateGeometry();
        button->setVisible(!text.isEmpty());
    }
    setVisible(notice.kind != Kind::none);
    setAccessibleName(notice.sentence);
    update();
}

void NoticeBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const bool refused = m_notice.kind == Kind::refused;
    paintBox(painter, rect(), m_theme.colour(Role::card),
             refused ? m_theme.status(Status::bad).ink : m_theme.colour(Role::lineStrong), refused ? 2 : 1);
    paintGlyph(painter, QRectF(margin, margin, glyphSize, glyphSize), signOf(m_notice.kind), m_theme);
}

} // namespace rig::widgets
