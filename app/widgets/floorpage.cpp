#include "widgets/floorpage.h"

#include "presentation/findingbook.h"
#include "presentation/machinesummary.h"
#include "widgets/button.h"
#include "widgets/evidencepanel.h"
#include "widgets/notearea.h"
#include "widgets/notespanel.h"
#include "widgets/scenepanel.h"

#include <QHBoxLayout>
#include <QHideEvent>
#include <QShortcut>

#include <algorithm>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int gap = 8;
constexpr int sideWidth = 692;

} // namespace

FloorPage::FloorPage(ScenePanel &scene, presentation::FindingBook &book, presentation::NoteBoard &notes,
                     ModelShelf &models, const presentation::Theme &theme, QWidget *parent)
    : Page(tr("Floor"), parent),
      m_scene(scene),
      m_book(book),
      m_nothing(new NoteArea(theme)),
      m_evidence(new EvidencePanel(book, models, theme)),
      m_notes(new NotesPanel(notes, theme)),
      m_side(makeSide(theme)),
      m_whole(new QHBoxLayout(this))
{
    m_whole->setContentsMargins(0, 0, 0, 0);
    m_whole->setSpacing(gap);
    m_whole->addWidget(m_nothing, 1);
    m_whole->addWidget(m_notes);
    m_whole->addWidget(m_side);
    m_notes->setFixedWidth(sideWidth);
    m_notes->hide();
    addKeys();
    connect(&m_scene, &ScenePanel::picked, this, &FloorPage::showEvidence);
    connect(m_notes, &NotesPanel::closeWanted, this, &FloorPage::closeNotes);
    connect(m_evidence, &EvidencePanel::causeWanted, &m_scene, &ScenePanel::walkToCause);
}

QWidget *FloorPage::makeSide(const presentation::Theme &theme)
{
    auto *side = new QWidget;
    side->setFixedWidth(sideWidth);
    auto *close = new Button(Button::Kind::plain, tr("Close"), theme);
    close->setKeyHint(u"V"_s);
    connect(close, &Button::clicked, side, &QWidget::hide);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addWidget(m_evidence, 1);
    column->addWidget(close, 0, Qt::AlignRight);
    side->hide();
    return side;
}

void FloorPage::addKeys()
{
    const auto add = [this](Qt::Key key, auto act) {
        connect(new QShortcut(key, this, nullptr, nullptr, Qt::WindowShortcut), &QShortcut::activated, this,
                act);
    };
    add(Qt::Key_C, [this] {
        if (const StoredFinding *standing = standingOn(m_moment.chosen))
            m_scene.walkToCause(*standing);
        else
            sayNothingStands();
    });
    for (int number = 1; number <= 9; ++number)
        add(static_cast<Qt::Key>(Qt::Key_0 + number), [this, number] { m_scene.goToNumber(number); });
    add(Qt::Key_G, [this] { m_scene.switchExpected(); });
    add(Qt::Key_N, [this] {
        if (m_notes->isVisible())
            closeNotes();
        else
            showNotes(m_moment.chosen, -1);
    });
    add(Qt::Key_V, [this] {
        if (m_side->isVisible())
            m_side->hide();
        else if (standingOn(m_moment.chosen))
            showEvidence(m_moment.chosen);
        else
            sayNothingStands();
    });
    add(Qt::Key_Escape, [this] {
        if (m_notes->isVisible())
            closeNotes();
        else
            m_scene.stepBack();
    });
}

void FloorPage::adoptScene()
{
    if (m_scene.parentWidget() == this)
        return;
    m_scene.setTitleApart(nullptr);
    m_whole->insertWidget(0, &m_scene, 1);
    m_scene.setOfPlant(true);
}

void FloorPage::present(const Moment &moment)
{
    m_moment = moment;
    adoptScene();
    m_scene.setVisible(!moment.machines.empty());
    m_nothing->setVisible(moment.machines.empty());
    if (moment.machines.empty())
        m_nothing->present(noPlantNote(moment));
    m_scene.present(moment);
    if (m_side->isVisible())
        m_evidence->present(moment);
    m_notes->present(moment.state->plant);
}

const StoredFinding *FloorPage::standingOn(std::int32_t machine) const
{
    if (m_moment.findings)
        for (const StoredFinding &stored : m_moment.findings->findings)
            if (stored.finding.machine == machine && !stored.finding.ended)
                return &stored;
    return nullptr;
}

void FloorPage::sayNothingStands()
{
    const auto machine =
        std::ranges::find(m_moment.machines, m_moment.chosen, &presentation::MachineSummary::number);
    if (machine != m_moment.machines.end())
        m_scene.say(tr("Nothing that was found stands on %1 now.").arg(machine->title));
}

void FloorPage::showEvidence(std::int32_t machine)
{
    const StoredFinding *standing = standingOn(machine);
    if (standing) {
        m_book.choose(standing->id);
        m_evidence->present(m_moment);
    }
    m_side->setVisible(standing != nullptr && isVisible());
    if (m_side->isVisible())
        m_notes->hide();
}

void FloorPage::showNotes(std::int32_t machine, int slot)
{
    m_side->hide();
    m_notes->show();
    m_notes->write(m_moment.state->plant, machine, slot);
}

void FloorPage::closeNotes()
{
    setFocus(); // else the next field anywhere in the window gets the keyboard
    m_notes->hide();
}

void FloorPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    if (event->spontaneous()) // the window is minimised, and comes back as it was
        return;
    m_side->hide();
    m_notes->hide();
    m_scene.returnToChosen();
}

std::vector<KeyMeaning> FloorPage::keys() const
{
    return {
        {tr("Click"), tr("Walk in; then on a machine: show the evidence of what was found on it")},
        {u"W A S D"_s, tr("Walk; Shift runs, the mouse looks around")},
        {u"F"_s, tr("Fly, with E and Q up and down; walk again")},
        {u"1 … 9"_s, tr("Go to a machine")},
        {u"B"_s,
         tr("Walking: keep where you stand as the view of the machine looked at; there again: drop it")},
        {u"G"_s, tr("Show what models expect of the machines beside what they do, or no longer")},
        {u"N"_s, tr("Read, find and pin notes: on what you look at, else on the chosen machine; close them")},
        {u"C"_s, tr("Walk to the cause of what stands on the chosen machine")},
        {u"V"_s, tr("Show or close the evidence of what stands on the chosen machine")},
        {u"Esc"_s, tr("One step back: from a cause, or out of walking")}};
}

} // namespace rig::widgets
