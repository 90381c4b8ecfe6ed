#include "widgets/modelform.h"

#include "widgets/button.h"
#include "widgets/factlist.h"
#include "widgets/formfields.h"
#include "widgets/notearea.h"
#include "widgets/noticebox.h"
#include "widgets/progressline.h"
#include "widgets/segments.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>

namespace rig::widgets {

using presentation::Glyph;
using presentation::ModelsView;
using presentation::Role;
using presentation::TextStyle;

namespace {

constexpr int margin = 12;

/// One button takes the place of another one, and the keyboard where that had it.
void turnInto(Button &one, Button &other)
{
    other.show();
    if (one.hasFocus())
        other.setFocus();
    one.hide();
}

} // namespace

ModelForm::ModelForm(ModelsView &view, const presentation::Theme &theme, QWidget *parent)
    : Panel(theme, parent),
      m_view(view),
      m_whole(new QStackedWidget),
      m_note(new NoteArea(theme)),
      m_scroll(new QScrollArea),
      m_obstacle(new NoticeBox(theme)),
      m_caption(new WordsLabel(TextStyle::strong, theme.colour(Role::text1))),
      m_facts(new FactList(theme)),
      m_previousCaption(new WordsLabel(TextStyle::strong, theme.colour(Role::text1))),
      m_previous(new FactList(theme)),
      m_notice(new NoticeBox(theme)),
      m_sinceCaption(new WordsLabel(TextStyle::small, theme.colour(Role::text2))),
      m_busy(new WordsLabel(TextStyle::small, theme.colour(Role::text2))),
      m_since(new Segments(theme)),
      m_progress(new ProgressLine(theme)),
      m_train(new Button(Button::Kind::primary, tr("Train"), theme)),
      m_cancel(new Button(Button::Kind::plain, tr("Cancel"), theme)),
      m_rollBack(new Button(Button::Kind::plain, tr("Roll back"), theme))
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 8, 0, margin);
    column->setSpacing(formGap);
    column->addWidget(makeFacts(), 1);
    column->addWidget(makeFoot());
    m_note->present({tr("No machine is chosen"),
                     tr("A click or Enter in the table shows the model of a machine here."), Glyph::none});
    m_whole->addWidget(m_note);
    m_whole->addWidget(content);
    setContent(m_whole);
    connect(&m_view, &ModelsView::changed, this, &ModelForm::refresh);
    connect(m_since, &Segments::chosen, this,
            [this](int chosen) { m_view.setSince(static_cast<ModelsView::Since>(chosen)); });
    connect(m_train, &Button::clicked, &m_view, &ModelsView::train);
    connect(m_cancel, &Button::clicked, &m_view, &ModelsView::cancel);
    connect(m_rollBack, &Button::clicked, &m_view, &ModelsView::rollBack);
    connect(m_notice, &NoticeBox::answered, this, [this](bool yes) {
        m_rollBack->setFocus();
        m_view.answer(yes);
    });
    refresh();
}

QWidget *ModelForm::makeFacts()
{
    auto *facts = new QWidget;
    auto *column = new QVBoxLayout(facts);
    column->setContentsMargins(margin, 4, margin, 0);
    column->setSpacing(margin);
    column->addWidget(m_obstacle);
    column->addWidget(m_caption);
    column->addWidget(m_facts);
    column->addSpacing(4);
    auto *before = new QHBoxLayout;
    before->setSpacing(formGap);
    before->addWidget(m_previousCaption, 1);
    m_rollBack->setSmall();
    before->addWidget(m_rollBack);
    column->addLayout(before);
    column->addWidget(m_previous);
    column->addStretch(1);
    m_caption->setText(tr("The present model"));
    m_previousCaption->setText(tr("The model before"));
    m_scroll->setWidget(facts);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    facts->setAutoFillBackground(false);
    return m_scroll;
}

QWidget *ModelForm::makeFoot()
{
    m_since->setAccessibleName(tr("From how long ago the training learns"));
    for (const QString &word : {tr("Last day"), tr("2 days"), tr("Week"), tr("All")})
        m_since->add(word);
    m_sinceCaption->setText(tr("Stored readings to learn from"));
    auto *foot = new QWidget;
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(margin, 0, margin, 0);
    column->setSpacing(formGap);
    column->addWidget(m_notice);
    column->addWidget(m_sinceCaption);
    auto *since = new QHBoxLayout;
    since->addWidget(m_since);
    since->addStretch(1);
    column->addLayout(since);
    auto *row = new QHBoxLayout;
    row->setSpacing(margin);
    row->addWidget(m_progress, 1);
    row->addWidget(m_busy, 1);
    row->addStretch(0);
    row->addWidget(m_train);
    row->addWidget(m_cancel);
    column->addLayout(row);
    return foot;
}

void ModelForm::presentMachine(const QString &name)
{
    setTitle(tr("Model of %1"), name);
}

void ModelForm::refresh()
{
    m_whole->setCurrentIndex(m_view.chosen().empty() ? 0 : 1);
    m_obstacle->present(m_view.obstacle());
    const auto facts = m_view.facts();
    m_caption->setVisible(!facts.empty());
    m_facts->present(facts);
    const auto previous = m_view.previousFacts();
    m_previous->present(previous);
    m_previousCaption->setVisible(!previous.empty());
    m_rollBack->setVisible(!previous.empty());
    m_rollBack->setBusy(!m_view.canRollBack()); // and keeps the keyboard
    refreshFoot();
}

void ModelForm::refreshFoot()
{
    m_notice->present(m_view.notice());
    const auto progress = m_view.progress();
    if (progress)
        m_progress->present(progress->words, progress->time, progress->share);
    const QString busy = m_view.busyWith();
    m_busy->setText(busy);
    m_busy->setVisible(!busy.isEmpty());
    m_since->setChosen(static_cast<int>(m_view.since()));
    m_sinceCaption->setVisible(!progress);
    m_since->setVisible(!progress);
    m_train->setEnabled(busy.isEmpty());
    m_progress->setVisible(progress.has_value());
    turnInto(progress ? *m_train : *m_cancel, progress ? *m_cancel : *m_train);
    m_cancel->setBusy(progress && progress->ending);
}

} // namespace rig::widgets
