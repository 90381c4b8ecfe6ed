#include "simulator/csvrows.h"
#include "support/csvfile.h"
#include "tests.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using rig::simulator::CsvRows;
using rig::test::CsvFile;

namespace {

using Table = std::vector<std::vector<std::string>>;

/// Header first; a last row that says what was wrong.
Table read(const QString &path)
{
    auto rows = CsvRows::open(path);
    if (!rows)
        return {{rows.error().sentence.toStdString()}};
    Table table{rows->header()};
    for (;;) {
        const auto more = rows->next();
        if (!more) {
            table.push_back({more.error().sentence.toStdString()});
            return table;
        }
        if (!*more)
            return table;
        table.emplace_back(rows->cells().begin(), rows->cells().end());
    }
}

QByteArray printed(const Table &table)
{
    QByteArray text;
    for (const auto &row : table) {
        for (const std::string &cell : row)
            text += '[' + QByteArray::fromStdString(cell) + ']';
        text += '\n';
    }
    return text;
}

std::string inQuotes(const std::string &cell)
{
    std::string written(1, '"');
    for (const char c : cell)
        written.append(c == '"' ? 2 : 1, c);
    written += '"';
    return written;
}

class CsvRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldReadEveryDialect_data();
    void shouldReadEveryDialect();
    void shouldSayWhatIsWrongAndWhere_data();
    void shouldSayWhatIsWrongAndWhere();
    void shouldSayThatAFileIsNotThere();
    void shouldRefuseTenThousandColumns();
    void shouldGiveUpAQuoteThatIsNeverClosedLongBeforeTheEndOfALargeFile();
    void shouldReadWhatAnyTableWasWrittenAs();
    void shouldSurviveAnyBytes();
    void shouldReadTheSameAgainAfterRewinding();
    void shouldNotWaitForAPipe();
};

void CsvRowsTest::shouldReadEveryDialect_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("table");
    const auto row = [](const char *name, QByteArray file, QByteArray table) {
        QTest::newRow(name) << file << table;
    };
    row("comma", "a,b\n1,2\n", "[a][b]\n[1][2]\n");
    row("semicolon", "a;b;c\n1;2;3\n", "[a][b][c]\n[1][2][3]\n");
    row("tab", "a\tb\n1\t2\n", "[a][b]\n[1][2]\n");
    row("the delimiter that stands most often", "a,x;b;c\n1;2;3\n", "[a,x][b][c]\n[1][2][3]\n");
    row("a delimiter in quotes counts for nothing", "\"a,b,c,d\";e\n1;2\n", "[a,b,c,d][e]\n[1][2]\n");
    row("one column", "a\n1\n", "[a]\n[1]\n");
    row("no line ending at the end", "a,b\n1,2", "[a][b]\n[1][2]\n");
    row("Windows line endings", "a,b\r\n1,2\r\n", "[a][b]\n[1][2]\n");
    row("byte order mark",
        "\xEF\xBB\xBF"
        "a,b\n1,2\n",
        "[a][b]\n[1][2]\n");
    row("byte order mark before quotes",
        "\xEF\xBB\xBF"
        "\"a\",b\n1,2\n",
        "[a][b]\n[1][2]\n");
    row("blanks around", " a , b\n 1 ,\t2 \n", "[a][b]\n[1][2]\n");
    row("empty cells", "a,b,c\n,,\n1,,3\n", "[a][b][c]\n[][][]\n[1][][3]\n");
    row("empty cells between tabs", "a\tb\tc\n\t\t3\n", "[a][b][c]\n[][][3]\n");
    row("blank lines", "a,b\n\n1,2\n   \n\r\n3,4\n\n", "[a][b]\n[1][2]\n[3][4]\n");
    row("quotes", "\"a\",\"b\"\n\"1\",2\n", "[a][b]\n[1][2]\n");
    row("quotes in quotes", "a,b\n\"x\"\"y\"\"\",\"\"\n", "[a][b]\n[x\"y\"][]\n");
    row("delimiter in quotes", "a,b\n\"1,5\",2\n", "[a][b]\n[1,5][2]\n");
    row("line break in quotes", "a,b\n\"1\n\n2\",3\n4,5\n", "[a][b]\n[1\n\n2][3]\n[4][5]\n");
    row("blanks around quotes", "a,b\n \"1\" , \"2\" \n", "[a][b]\n[1][2]\n");
    row("quote in the middle", "a,b\nx\"y\"z,2\n", "[a][b]\n[x\"y\"z][2]\n");
    row("column without a name", ",a\n0,1\n", "[][a]\n[0][1]\n");
    row("several without a name", ",a,\n0,1,2\n", "[][a][]\n[0][1][2]\n");
    row("UTF-8", "Öldruck,°C\n1,2\n", "[Öldruck][°C]\n[1][2]\n");
    row("header only", "a,b\n", "[a][b]\n");
}

void CsvRowsTest::shouldReadEveryDialect()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, table);
    QCOMPARE(printed(read(CsvFile(file).path())), table);
}

void CsvRowsTest::shouldSayWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, QByteArray file, QString sentence) {
        QTest::newRow(name) << file << sentence;
    };
    row("empty file", "", u"line 1: the file has no header line with the names of its columns."_s);
    row("blank header", "\na,b\n", u"line 1: the file has no header line with the names of its columns."_s);
    row("UTF-16",
        QByteArray("\xFF\xFE"
                   "a\0,\0b\0\n\0",
                   10),
        u"line 1: the header is not UTF-8 text. Save the file as CSV in UTF-8."_s);
    row("Latin 1",
        "Temp \xB0"
        "C,b\n",
        u"line 1: the header is not UTF-8 text. Save the file as CSV in UTF-8."_s);
    row("one name twice", "a,b,a\n",
        u"line 1: column 3 has the name 'a', which an earlier one has already."_s);
    row("too few columns", "a,b,c\n1,2,3\n1,2\n", u"line 3: the row has 2 columns where the header has 3."_s);
    row("too many columns", "a,b\n\n1,2,3\n", u"line 3: the row has 3 columns where the header has 2."_s);
    row("quote not closed", "a,b\n1,2\n\"3,4\n5,6\n",
        u"line 3: a quote is opened and not closed before the end of the file."_s);
    row("text behind a quote", "a,b\n1,\"2\"x\n",
        u"line 2: column 2 has text behind its closing quote. A quote inside quotes is written twice."_s);
    row("lines in quotes count", "a,b\n\"1\n1\n1\",2\n3\n",
        u"line 5: the row has 1 columns where the header has 2."_s);
}

void CsvRowsTest::shouldSayWhatIsWrongAndWhere()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, sentence);
    const CsvFile csv(file);
    QCOMPARE(QString::fromStdString(read(csv.path()).back().front()), csv.path() + u", "_s + sentence);
}

void CsvRowsTest::shouldSayThatAFileIsNotThere()
{
    const auto rows = CsvRows::open(u"/nowhere/at/all.csv"_s);
    QVERIFY(!rows);
    QCOMPARE(rows.error().kind, rig::ErrorKind::badConfiguration);
    QVERIFY(rows.error().sentence.contains(u"/nowhere/at/all.csv cannot be read"_s));
}

void CsvRowsTest::shouldRefuseTenThousandColumns()
{
    QByteArray header = "time";
    for (int i = 1; i < 10'000; ++i)
        header += ",x" + QByteArray::number(i);
    const CsvFile csv(header + "\n");
    QCOMPARE(QString::fromStdString(read(csv.path()).back().front()),
             csv.path() + u", line 1: the row has more than 1024 columns."_s);
}

void CsvRowsTest::shouldGiveUpAQuoteThatIsNeverClosedLongBeforeTheEndOfALargeFile()
{
    const CsvFile csv("a,b\n\"1,2\n" + QByteArray("3,4\n").repeated(1'000'000));
    auto rows = CsvRows::open(csv.path());
    QVERIFY(rows);
    const auto more = rows->next();
    QVERIFY(!more);
    QVERIFY(more.error().sentence.endsWith(u"line 2: a quote is opened and not closed within 1 MiB."_s));
    QVERIFY(rows->share() < 0.5);
}

void CsvRowsTest::shouldReadWhatAnyTableWasWrittenAs()
{
    constexpr std::uint32_t seed = 5;
    std::mt19937 random(seed);
    const auto below = [&](std::size_t bound) { return static_cast<unsigned>(random() % bound); };
    constexpr std::string_view characters = "ab01.-,;\t\"\n e";
    for (int round = 0; round < 500; ++round) {
        const std::size_t columns = 2 + below(5);
        const char delimiter = ",;\t"[below(3)];
        Table table;
        std::string file;
        for (unsigned row = 0; row < 1 + below(6); ++row) {
            std::vector<std::string> cells;
            for (std::size_t column = 0; column < columns; ++column) {
                std::string cell(1, row == 0 ? static_cast<char>('p' + column) : 'x');
                for (unsigned i = row == 0 ? 0 : below(6); i > 0; --i)
                    cell += characters[below(characters.size())];
                cell += 'y'; // blanks at the end are not part of a cell
                const bool quoted = cell.find_first_of(",;\t\"\n") != std::string::npos || below(3) == 0;
                if (column > 0)
                    file += delimiter;
                file += quoted ? inQuotes(cell) : cell;
                cells.push_back(cell);
            }
            file += below(2) == 0 ? "\n" : "\r\n";
            table.push_back(cells);
        }
        const CsvFile csv(QByteArray::fromStdString(file));
        QCOMPARE(printed(read(csv.path())), printed(table));
    }
}

void CsvRowsTest::shouldSurviveAnyBytes()
{
    constexpr std::uint32_t seed = 6;
    std::mt19937 random(seed);
    constexpr std::string_view characters = "\"\"\"\",,;\t\n\n\r ab\xEF\xBB\xBF\xC3";
    for (int round = 0; round < 3'000; ++round) {
        QByteArray bytes = "a,b\n";
        for (unsigned i = 0; i < random() % 60; ++i)
            bytes += characters[random() % characters.size()];
        const Table table = read(CsvFile(bytes).path());
        QVERIFY(!table.empty());
        for (std::size_t row = 0; row + 1 < table.size(); ++row)
            QCOMPARE(table[row].size(), std::size_t{2});
    }
}

void CsvRowsTest::shouldReadTheSameAgainAfterRewinding()
{
    const CsvFile csv("\xEF\xBB\xBF"
                      "a;b\n1;2\n3;4\n");
    auto rows = CsvRows::open(csv.path());
    QVERIFY(rows);
    for (int round = 0; round < 2; ++round) {
        QVERIFY(rows->next().value());
        QCOMPARE(rows->cells()[0], "1");
        QCOMPARE(rows->line(), 2);
        QVERIFY(rows->rewind());
    }
}

} // namespace

void CsvRowsTest::shouldNotWaitForAPipe()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"pipe.csv"_s);
    QCOMPARE(::mkfifo(qUtf8Printable(path), 0600), 0);
    const auto rows = CsvRows::open(path);
    QVERIFY(!rows);
    QCOMPARE(rows.error().sentence, path + u" is no ordinary file."_s);
}

std::unique_ptr<QObject> makeCsvRowsTest()
{
    return std::make_unique<CsvRowsTest>();
}

#include "csvrowstest.moc"
