#include "widgets/findingspage.h"

#include "madeupwindow.h"
#include "tests.h"
#include "widgets/evidenceview.h"
#include "widgets/notearea.h"
#include "widgets/rowstable.h"
#include "widgets/wordslabel.h"

#include <QLineEdit>
#include <QTest>

#include <algorithm>

using namespace rig;
using namespace rig::widgets;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using presentation::Theme;

namespace {

class FindingsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_made.open());
        QTest::keyClick(m_made.window.get(), Qt::Key_F7);
        QVERIFY(page()->isVisible());
    }
    void cleanup() { m_made.close(); }

    void shouldShowTheNewestFindingsEvidenceByItself()
    {
        QTRY_COMPARE(table(u"Findings"_s)->count(), 5);
        QCOMPARE(table(u"How unusual machines are"_s)->count(), 3);
        QTRY_VERIFY(evidence()->isVisible() && evidence()->height() > 400);
        QVERIFY2(evidence()->accessibleDescription().startsWith(u"Finding 1187, machine A"),
                 qPrintable(evidence()->accessibleDescription()));
    }

    void shouldShowAnotherOneByAClickAndByTheKeyboard()
    {
        QTRY_COMPARE(table(u"Findings"_s)->count(), 5);
        RowsTable *list = table(u"Findings"_s);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(2, 1)).center());
        QTRY_VERIFY(shows(1071));
        list->setFocus();
        list->setCurrentIndex(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_VERIFY(shows(1184));
    }

    /// A click on a finding that was like it.
    void shouldLeadToASimilarOne()
    {
        QTRY_VERIFY(shows(1187));
        const QRectF place =
            EvidencePainter(Theme(Theme::Kind::calm))
                .similarPlace(
                    evidence()->width(),
                    presentation::evidencePicture(m_made.findings.details[1187], *m_made.states.current), 1);
        QTest::mouseClick(evidence(), Qt::LeftButton, {}, place.center().toPoint());
        QTRY_VERIFY(shows(902));
    }

    void shouldLeadToASimilarOneByItsNumber()
    {
        QTRY_VERIFY(shows(1187));
        note()->setFocus();
        QTest::keyClicks(note(), u"123"_s);
        QVERIFY(shows(1187));
        table(u"Findings"_s)->setFocus();
        QTest::keyClick(table(u"Findings"_s), Qt::Key_3);
        QTRY_VERIFY(shows(840));
        QTest::keyClick(table(u"Findings"_s), Qt::Key_1); // there is none like it
        QVERIFY(shows(840));
    }

    void shouldMarkByKeyButNotWhileANoteIsTyped()
    {
        QTRY_VERIFY(shows(1187));
        note()->setFocus();
        QTest::keyClicks(note(), u"bearing after all, TFK1"_s);
        QVERIFY(m_made.commands.submitted.empty());
        QCOMPARE(note()->text(), u"bearing after all, TFK1"_s);
        m_made.window->setFocus(); // as when the page has just been opened
        QTest::keyClick(m_made.window.get(), Qt::Key_K);
        QCOMPARE(m_made.commands.submitted.size(), 1);
        const auto &mark = std::get<MarkFinding>(m_made.commands.submitted[0].action);
        QVERIFY(mark.mark == FindingMark::knownWork);
        QCOMPARE(mark.note, "bearing after all, TFK1");
        m_made.commands.answerAll(
            failure(ErrorKind::unavailable, u"Not done, because it cannot be recorded."_s));
        QVERIFY(said()->isVisible());
        QCOMPARE(said()->accessibleName(), u"Not done, because it cannot be recorded."_s);
        QCOMPARE(note()->text(), u"bearing after all, TFK1"_s);
        // It is this finding's, and another one has its own.
        RowsTable *list = table(u"Findings"_s);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(2, 1)).center());
        QTRY_VERIFY(shows(1071));
        QCOMPARE(note()->text(), u"bearing 2"_s);
    }

    void shouldNotShowNothingWhereItCouldNotAsk()
    {
        QTRY_VERIFY(shows(1187));
        m_made.findings.view = failure(ErrorKind::unavailable, u"The database does not answer."_s);
        m_made.window.reset();
        init();
        QTRY_VERIFY(m_made.window->isVisible());
        QTest::qWait(200);
        QCOMPARE(table(u"Findings"_s)->isVisible(), false);
        QVERIFY(!page()->findChildren<NoteArea *>().empty());
    }

    void shouldMarkByAButtonAndTakeItBack()
    {
        QTRY_VERIFY(shows(1187));
        QVERIFY(!button(u"Take back"_s)->isVisible());
        QTest::mouseClick(button(u"False"_s), Qt::LeftButton);
        QVERIFY(std::get<MarkFinding>(m_made.commands.submitted.at(0).action).mark == FindingMark::isFalse);
        m_made.findings.details[1187].stored.mark =
            MarkOfFinding{FindingMark::isFalse, {}, "alice", madeup::pictured()};
        m_made.commands.answerAll(u"Finding 1187 of machine A is marked: false."_s);
        QTRY_VERIFY(button(u"Take back"_s)->isVisible());
        QTest::mouseClick(button(u"Take back"_s), Qt::LeftButton);
        QCOMPARE(m_made.commands.submitted.size(), 2);
        QVERIFY(!std::get<MarkFinding>(m_made.commands.submitted[1].action).mark);
        m_made.commands.answerAll(
            failure(ErrorKind::unavailable, u"Not done, because it cannot be recorded."_s));
        QVERIFY(button(u"Take back"_s)->isVisible());
    }

    void shouldLeadToAMachine()
    {
        QTRY_COMPARE(table(u"How unusual machines are"_s)->count(), 3);
        RowsTable *scores = table(u"How unusual machines are"_s);
        QTest::mouseClick(scores->viewport(), Qt::LeftButton, {},
                          scores->visualRect(scores->model()->index(1, 0)).center());
        QTRY_VERIFY(!page()->isVisible());
    }

private:
    bool shows(int id) const
    {
        return evidence()->isVisible() &&
               evidence()->accessibleDescription().startsWith(u"Finding %1,"_s.arg(id));
    }
    FindingsPage *page() const { return m_made.window->findChild<FindingsPage *>(); }
    EvidenceView *evidence() const { return page()->findChild<EvidenceView *>(); }
    WordsLabel *said() const { return page()->findChild<WordsLabel *>(u"said"_s); }
    QLineEdit *note() const { return page()->findChild<QLineEdit *>(); }
    RowsTable *table(const QString &name) const
    {
        const auto tables = page()->findChildren<RowsTable *>();
        const auto found = std::ranges::find(tables, name, &QWidget::accessibleName);
        return found == tables.end() ? nullptr : *found;
    }
    Button *button(const QString &text) const { return test::buttonIn(*page(), text); }

    test::MadeUpWindow m_made;
};

} // namespace

std::unique_ptr<QObject> makeFindingsPageTest()
{
    return std::make_unique<FindingsPageTest>();
}

#include "findingspage_test.moc"
