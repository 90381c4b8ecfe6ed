#include "judge/randombatch.h"
#include "judge/tests.h"
#include "storage/journalfile.h"
#include "support/smalldisk.h"

#include <QDir>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using rig::ErrorKind;
using rig::JudgeBatch;
using rig::storage::JournalFile;

namespace {

struct Steps : rig::CrashPoint
{
    void passed(std::string_view step) override { steps.emplace_back(step); }

    std::vector<std::string> steps;
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        throw std::runtime_error("cannot write a test file");
}

/// One machine, no events: a batch of which only the last matters.
JudgeBatch step(std::int64_t next, std::size_t sensors = 20)
{
    JudgeBatch batch;
    batch.plantRevision = 3;
    batch.stream = {"cluster", "topic"};
    batch.advances.push_back({0, next - 1, next});
    batch.memories[1].sensors.resize(sensors);
    batch.memories[1].sensors[0].occurrences[0] = next;
    return batch;
}

} // namespace

class JournalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"rig.judge=false"_s); }

    void init()
    {
        const std::uint32_t seed = std::random_device{}();
        qInfo("seed %u", seed);
        m_random.seed(seed);
        // Thousands of flushes, and none of them has to survive anything here.
        const QString memory = u"/dev/shm"_s;
        m_folder = std::make_unique<QTemporaryDir>((QDir(memory).exists() ? memory : QDir::tempPath()) +
                                                   u"/journal-XXXXXX"_s);
        m_path = m_folder->filePath(u"judge.journal"_s);
        m_crashPoint.steps.clear();
    }

    void shouldHoldWhatWasAppendedInOrder()
    {
        std::deque<JudgeBatch> batches;
        auto journal = open();
        QVERIFY(journal->empty());
        for (int i = 0; i < 20; ++i) {
            batches.push_back(randomBatch(m_random));
            QVERIFY(journal->append(batches.back()));
        }
        verifyHolds(*journal, batches);
        journal.reset();
        verifyHolds(*open(), batches);
    }

    void shouldForgetWhatWasRemovedOrCleared()
    {
        std::deque<JudgeBatch> batches;
        for (int round = 0; round < 100; ++round) {
            auto journal = open();
            const auto what = m_random() % 10;
            if (what == 0) {
                QVERIFY(journal->clear());
                batches.clear();
            } else if (what < 5 && !journal->empty()) {
                QVERIFY(journal->removeFront());
                batches.pop_front();
            } else {
                batches.push_back(randomBatch(m_random));
                QVERIFY(journal->append(batches.back()));
            }
            verifyHolds(*journal, batches);
            journal.reset();
            verifyHolds(*open(), batches);
        }
    }

    void shouldBeShortWhenEverythingIsRemoved()
    {
        auto journal = open();
        const qsizetype empty = contentOf(m_path).size();
        for (int i = 0; i < 5; ++i)
            QVERIFY(journal->append(randomBatch(m_random)));
        while (!journal->empty())
            QVERIFY(journal->removeFront());
        QCOMPARE(contentOf(m_path).size(), empty);
    }

    void shouldHoldEveryWholeEntryWhereverItWasCut()
    {
        const auto [content, ends] = threeEntries();
        for (qsizetype size = 0; size < content.size(); ++size) {
            write(m_path, content.first(size));
            const auto whole =
                std::count_if(ends.begin(), ends.end(), [&](qsizetype end) { return end <= size; });
            auto journal = open();
            QCOMPARE(journal->size(), static_cast<std::size_t>(whole));
            // It can be written on from there.
            const JudgeBatch more = randomBatch(m_random);
            QVERIFY(journal->append(more));
            journal.reset();
            journal = open();
            QCOMPARE(journal->size(), static_cast<std::size_t>(whole) + 1);
            QVERIFY(QFile::remove(m_path + u".damaged"_s) || size == 0 || size >= ends[0] - entrySize(ends));
        }
    }

    void shouldHoldTheEntriesBeforeEveryFlippedByte()
    {
        const auto [content, ends] = threeEntries();
        for (qsizetype at = ends[0] - entrySize(ends); at < content.size(); ++at) {
            QByteArray damaged = content;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 + static_cast<int>(m_random() % 255)));
            write(m_path, damaged);
            const auto sound =
                std::count_if(ends.begin(), ends.end(), [&](qsizetype end) { return end <= at; });
            const auto journal = open();
            QCOMPARE(journal->size(), static_cast<std::size_t>(sound));
            QVERIFY(!QFile::exists(m_path + u".damaged"_s));
        }
    }

    void shouldPutAFileAsideThatIsNoneOfOurs_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("Dear diary,\n");
        QTest::newRow("another version") << QByteArray("rig-alpha journal 9\nxxx");
        QTest::newRow("a byte") << QByteArray("r");
        QTest::newRow("far too long") << QByteArray("rig-alpha journal 1\n") + QByteArray(5000, 'x');
    }

    void shouldPutAFileAsideThatIsNoneOfOurs()
    {
        QFETCH(const QByteArray, content);
        write(m_path, content);
        write(m_path + u".damaged"_s, "older");
        auto journal = open(2000);
        QVERIFY(journal->empty());
        QCOMPARE(contentOf(m_path + u".damaged"_s), content);
        QVERIFY(journal->append(step(1)));
        journal.reset();
        QCOMPARE(open(2000)->size(), std::size_t{1});
    }

    void shouldFollowNoLink()
    {
        const QString elsewhere = m_path + u".elsewhere"_s;
        write(elsewhere, {});
        QFile::remove(m_path);
        QVERIFY(QFile::link(elsewhere, m_path));
        const auto journal = open();
        QVERIFY(!QFileInfo(m_path).isSymLink());
        QCOMPARE(contentOf(elsewhere), QByteArray());
        QVERIFY(QFileInfo(m_path + u".damaged"_s).isSymLink());
    }

    void shouldBeReadableByNobodyElse()
    {
        const mode_t before = umask(0);
        auto journal = open(20'000);
        for (int next = 1; next < 200; ++next) // compacts, too
            QVERIFY(journal->append(step(next, 3)));
        umask(before);
        struct stat status
        {
        };
        QCOMPARE(stat(qPrintable(m_path), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0600U);
    }

    void shouldTakeNothingBeyondItsBound()
    {
        constexpr qint64 bound = 100'000;
        auto journal = open(bound);
        std::deque<JudgeBatch> batches;
        const auto appendUntilFull = [&] {
            while (true) {
                JudgeBatch batch = randomBatch(m_random); // of ever another stream: nothing can be joined
                const QByteArray before = contentOf(m_path);
                const rig::Done done = journal->append(batch);
                QVERIFY(contentOf(m_path).size() <= bound);
                if (!done) {
                    QCOMPARE(done.error().kind, ErrorKind::full);
                    QVERIFY(done.error().sentence.contains(m_path));
                    QCOMPARE(contentOf(m_path), before);
                    return;
                }
                batches.push_back(std::move(batch));
            }
        };
        appendUntilFull();
        QVERIFY(batches.size() > 20);
        verifyHolds(*journal, batches);
        verifyHolds(*open(bound), batches);
        // When the first three quarters are gone there is room again.
        for (std::size_t gone = 3 * batches.size() / 4; gone > 0; --gone) {
            QVERIFY(journal->removeFront());
            batches.pop_front();
        }
        const std::size_t left = batches.size();
        appendUntilFull();
        QVERIFY(batches.size() > 2 * left);
        verifyHolds(*journal, batches);
        verifyHolds(*open(bound), batches);
    }

    void shouldJoinWhatWaitsRatherThanBeFull()
    {
        constexpr qint64 bound = 50'000;
        auto journal = open(bound);
        constexpr int count = 2'000; // each of about 1 kB
        for (int next = 1; next <= count; ++next) {
            JudgeBatch batch = step(next);
            if (next % 500 == 0) {
                batch.events.emplace_back().occurrence = next / 500;
                batch.findings.emplace_back().machine = next / 500;
                batch.skipped.push_back({next / 500, {}, {}});
                batch.caughtUp.push_back({{next / 500, {}, {}}, {}});
            }
            if (next == 7)
                batch.advances.push_back({5, {}, 70});
            QVERIFY(journal->append(batch));
        }
        journal.reset();
        journal = open(bound);
        QVERIFY(same(journal->front(), step(1))); // it may be on its way into the database, as it is
        QVERIFY(journal->removeFront());
        std::vector<std::int64_t> occurrences;
        std::vector<std::int64_t> found;
        std::vector<std::int64_t> skipped;
        std::vector<std::int64_t> caughtUp;
        std::optional<std::int64_t> reached = 1;
        int joined = 0;
        bool second = false;
        for (; !journal->empty(); ++joined) {
            const JudgeBatch &batch = journal->front();
            QCOMPARE(batch.advances[0].expected, reached);
            reached = batch.advances[0].next;
            second = second || (batch.advances.size() == 2 && batch.advances[1].next == 70);
            QCOMPARE(batch.memories.at(1).sensors[0].occurrences[0], *reached);
            for (const rig::LimitEvent &event : batch.events)
                occurrences.push_back(event.occurrence);
            for (const rig::Finding &finding : batch.findings)
                found.push_back(finding.machine);
            for (const rig::SkippedSpan &span : batch.skipped)
                skipped.push_back(span.machine);
            for (const rig::CaughtUp &one : batch.caughtUp)
                caughtUp.push_back(one.span.machine);
            QVERIFY(journal->removeFront());
        }
        QCOMPARE(reached, std::optional<std::int64_t>(count));
        QVERIFY(second);
        QVERIFY(joined < 100);
        for (const auto &numbers : {occurrences, found, skipped, caughtUp})
            QCOMPARE(numbers, (std::vector<std::int64_t>{1, 2, 3, 4}));
    }

    void shouldTakeNothingHalfWhereTheDiskIsFull()
    {
        auto journal = open();
        std::deque<JudgeBatch> batches;
        batches.push_back(randomBatch(m_random));
        QVERIFY(journal->append(batches.back()));
        const QByteArray before = contentOf(m_path);
        {
            const SmallDisk disk(static_cast<rlim_t>(before.size()) + 50);
            const rig::Done done = journal->append(step(1));
            QVERIFY(!done);
            QCOMPARE(done.error().kind, ErrorKind::full);
            QVERIFY(done.error().sentence.contains(m_path));
            QCOMPARE(done.error().setting, u"RIG_DATA_DIR"_s);
        }
        QCOMPARE(contentOf(m_path), before);
        batches.push_back(randomBatch(m_random));
        QVERIFY(journal->append(batches.back()));
        verifyHolds(*journal, batches);
        verifyHolds(*open(), batches);
    }

    /// What is written behind a header that is not there would be no journal at the next start.
    void shouldBeginAgainWhereTheDiskWasFullWhenItBegan()
    {
        auto journal = open();
        QVERIFY(journal->append(step(1)));
        {
            const SmallDisk disk(5);
            QVERIFY(!journal->removeFront());
            QVERIFY(!journal->append(step(2)));
        }
        QVERIFY(journal->empty());
        QVERIFY(journal->append(step(3)));
        journal.reset();
        verifyHolds(*open(), {step(3)});
        QVERIFY(!QFile::exists(m_path + u".damaged"_s)); // nothing was put aside
    }

    void shouldKeepTheOldFileWhereTheDiskIsFullWhileItCompacts()
    {
        constexpr qint64 bound = 50'000;
        auto journal = open(bound);
        std::int64_t next = 1;
        while (contentOf(m_path).size() < bound - 1500)
            QVERIFY(journal->append(step(next++)));
        const QByteArray before = contentOf(m_path);
        {
            const SmallDisk disk(1000);
            QVERIFY(!journal->append(step(next)));
            QVERIFY(!journal->append(step(next)));
        }
        QCOMPARE(contentOf(m_path).size(), before.size());
        QCOMPARE(contentOf(m_path), before);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files).size(), 1);
        QVERIFY(journal->append(step(next)));
        QVERIFY(journal->append(step(next + 1)));
    }

    void shouldSayWhereItCannotWriteAtAll()
    {
        const auto journal = JournalFile::open(m_folder->filePath(u"missing/judge.journal"_s), m_crashPoint);
        QVERIFY(!journal);
        QVERIFY(journal.error().sentence.contains(u"missing/judge.journal"_s));
        QCOMPARE(journal.error().setting, u"RIG_DATA_DIR"_s);
    }

    void shouldPassItsSteps()
    {
        auto journal = open();
        QVERIFY(journal->append(step(1)));
        QVERIFY(journal->removeFront());
        QCOMPARE(m_crashPoint.steps,
                 (std::vector<std::string>{"journal-before-append", "journal-after-append",
                                           "journal-after-remove"}));
    }

private:
    std::unique_ptr<JournalFile> open(qint64 bound = JournalFile::defaultBound)
    {
        auto journal = JournalFile::open(m_path, m_crashPoint, bound);
        if (!journal)
            throw std::runtime_error(journal.error().sentence.toStdString());
        return std::move(*journal);
    }

    /// A file with three entries of equal length, and where each ends.
    std::pair<QByteArray, std::vector<qsizetype>> threeEntries()
    {
        QFile::remove(m_path);
        auto journal = open();
        std::vector<qsizetype> ends;
        for (int i = 1; i <= 3; ++i) {
            if (!journal->append(step(i, 1)))
                throw std::runtime_error("cannot append");
            ends.push_back(contentOf(m_path).size());
        }
        return {contentOf(m_path), ends};
    }

    static qsizetype entrySize(const std::vector<qsizetype> &ends) { return ends[1] - ends[0]; }

    /// Asks a copy of the file, too.
    void verifyHolds(const JournalFile &journal, const std::deque<JudgeBatch> &batches)
    {
        QCOMPARE(journal.size(), batches.size());
        QCOMPARE(journal.empty(), batches.empty());
        const QString copy = m_folder->filePath(u"copy"_s);
        QFile::remove(copy);
        QVERIFY(QFile::copy(m_path, copy));
        const auto read = JournalFile::open(copy, m_ignored);
        QVERIFY(read);
        QCOMPARE((*read)->size(), batches.size());
        if (!batches.empty())
            QVERIFY(same(journal.front(), batches.front()));
        for (const JudgeBatch &batch : batches) {
            QVERIFY(same((*read)->front(), batch));
            QVERIFY((*read)->removeFront());
        }
        QVERIFY((*read)->empty());
    }

    std::mt19937 m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    Steps m_crashPoint;
    Steps m_ignored;
};

std::unique_ptr<QObject> makeJournalTest()
{
    return std::make_unique<JournalTest>();
}

#include "journaltest.moc"
