#include "widgets/maintenancedialog.h"

#include "presentation/maintenancedesk.h"
#include "widgets/button.h"
#include "widgets/choicebox.h"
#include "widgets/formfields.h"
#include "widgets/glyphpainter.h"
#include "widgets/wordslabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace rig::widgets {

using namespace Qt::Literals::StringLiterals;
using presentation::Glyph;
using presentation::MaintenanceDesk;
using presentation::Role;
using presentation::Status;
using presentation::TextStyle;

namespace {

constexpr int wide = 520;
constexpr int titleHeight = 44;
constexpr int margin = 16;
constexpr std::size_t mostRows = 6; ///< more are in the list of rigctl

} // namespace

MaintenanceDialog::MaintenanceDialog(MaintenanceDesk &desk, const std::string &sensor,
                                     const presentation::Theme &theme, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_theme(theme),
      m_title(TextStyle::title),
      m_rows(new QVBoxLayout),
      m_thing(new ChoiceBox(theme)),
      m_from(makeLine()),
      m_to(makeLine()),
      m_reason(makeLine()),
      m_answer(new WordsLabel(TextStyle::small, theme.colour(Role::text2))),
      m_start(new Button(Button::Kind::primary, tr("Put into maintenance"), theme))
{
    setFixedWidth(wide);
    m_rows->setSpacing(4);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(margin, titleHeight + 4, margin, 12);
    whole->setSpacing(formGap);
    whole->addLayout(m_rows);
    whole->addWidget(makeForm(sensor));
    whole->addWidget(m_answer);
    whole->addWidget(makeFoot());
    m_answer->hide();
    connect(&m_desk, &MaintenanceDesk::changed, this, &MaintenanceDialog::refresh);
    connect(&m_desk, &MaintenanceDesk::answered, this, &MaintenanceDialog::showAnswer);
    connect(&m_desk, &MaintenanceDesk::started, this, &MaintenanceDialog::clear);
    refresh();
    m_reason->setFocus();
}

QWidget *MaintenanceDialog::makeForm(const std::string &sensor)
{
    m_from->setPlaceholderText(tr("now"));
    m_to->setPlaceholderText(tr("until it is ended"));
    m_reason->setMaxLength(200);
    for (const auto &[title, name] : m_desk.things())
        m_thing->addItem(title, QString::fromStdString(name));
    m_thing->setCurrentIndex(std::max(0, m_thing->findData(QString::fromStdString(sensor))));
    auto *hint = new WordsLabel(TextStyle::small, m_theme.colour(Role::text2));
    hint->setText(tr("Times are UTC: 12:00 is today, else 2026-01-13 12:00. By what is sent in that time no "
                     "limit is judged, no model judges, and none learns."));
    auto *form = new QWidget;
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(formGap);
    column->addWidget(captioned(tr("What"), m_thing, m_theme));
    column->addWidget(
        sideBySide({captioned(tr("From"), m_from, m_theme), captioned(tr("To"), m_to, m_theme)}));
    column->addWidget(captioned(tr("Reason"), m_reason, m_theme));
    column->addWidget(hint);
    for (const QLineEdit *line : {m_from, m_to, m_reason})
        connect(line, &QLineEdit::returnPressed, this, &MaintenanceDialog::start);
    return form;
}

QWidget *MaintenanceDialog::makeFoot()
{
    auto *close = new Button(Button::Kind::plain, tr("Close"), m_theme);
    close->setKeyHint(u"Esc"_s);
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 4, 0, 0);
    row->addStretch(1);
    row->addWidget(close);
    row->addWidget(m_start);
    connect(close, &Button::clicked, this, &QDialog::reject);
    connect(m_start, &Button::clicked, this, &MaintenanceDialog::start);
    return foot;
}

QWidget *MaintenanceDialog::makeRow(std::size_t number)
{
    const MaintenanceDesk::Row &row = m_desk.rows()[number];
    auto *sign = new QLabel;
    if (row.begun)
        sign->setPixmap(glyphPixmap(Glyph::maintenance, 16, devicePixelRatioF(), m_theme));
    sign->setFixedWidth(20);
    auto *words = new WordsLabel(TextStyle::small, row.begun ? m_theme.status(Status::maintenance).ink
                                                             : m_theme.colour(Role::text2));
    words->setText(row.words);
    auto *end = new Button(Button::Kind::link, row.begun ? tr("End") : tr("Take back"), m_theme);
    end->setAccessibleName(u"%1: %2"_s.arg(end->text(), row.words));
    end->setBusy(m_desk.busy());
    auto *whole = new QWidget;
    auto *line = new QHBoxLayout(whole);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(sign);
    line->addWidget(words, 1);
    line->addWidget(end);
    connect(end, &Button::clicked, &m_desk, [desk = &m_desk, one = row.maintenance] { desk->end(one); });
    return whole;
}

void MaintenanceDialog::refresh()
{
    setWindowTitle(tr("Maintenance of %1").arg(m_desk.machine()));
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        // Later: the click that led here may still be in it.
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    const std::size_t rows = m_desk.rows().size();
    for (std::size_t row = 0; row < std::min(rows, mostRows); ++row)
        m_rows->addWidget(makeRow(row));
    if (rows == 0 || rows > mostRows) {
        auto *words = new WordsLabel(TextStyle::small, m_theme.colour(Role::text2));
        words->setText(rows == 0 ? tr("Nothing of it is in maintenance, nor planned to be.")
                                 : tr("Further ones: %1 (`rigctl maintenance list`).").arg(rows - mostRows));
        m_rows->addWidget(words);
    }
    m_start->setBusy(m_desk.busy());
    arrange();
    update();
}

void MaintenanceDialog::arrange()
{
    setFixedHeight(layout()->totalHeightForWidth(wide));
}

void MaintenanceDialog::start()
{
    m_desk.start(
        {m_thing->currentData().toString().toStdString(), m_from->text(), m_to->text(), m_reason->text()});
}

void MaintenanceDialog::clear()
{
    for (QLineEdit *line : {m_from, m_to, m_reason})
        line->clear();
}

void MaintenanceDialog::showAnswer(const QString &sentence, bool refused)
{
    m_answer->setText(sentence);
    m_answer->setColour(refused ? m_theme.status(Status::alarm).ink : m_theme.colour(Role::text2));
    m_answer->setVisible(!sentence.isEmpty());
    arrange();
}

void MaintenanceDialog::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(Role::panel));
    painter.fillRect(QRectF(margin, titleHeight / 2.0 - 6, 3, 12), m_theme.colour(Role::brand));
    paintText(painter, {margin + 11.0, m_title.middle(0, titleHeight)},
              m_title.metrics.elidedText(windowTitle(), Qt::ElideRight, wide - 2 * margin - 11), m_title,
              m_theme.colour(Role::text1));
}

} // namespace rig::widgets
