#include "ctl/tests.h"
#include "support/installation.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;

namespace {

/// A database with the demo's plant in it.
struct Demo
{
    Demo() : installation(database, "none") { run(u"import demo"_s); }

    Outcome run(const QString &words) const
    {
        return installation.run(QStringList{u"plant"_s} +
                                words.split(u' ', Qt::SkipEmptyParts).replaceInStrings(u"''"_s, QString()));
    }

    std::string audited()
    {
        return database.sql().text("select action_type || ' ' || resource_type || ' ' || resource_id "
                                   "from rig.audit_record order by id desc limit 1");
    }

    TestDatabase database;
    Installation installation;
};

} // namespace

class PlantItemsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_DATABASE(); }

    void shouldMakeASensorAndGiveItToMachines()
    {
        Demo demo;
        const Outcome made = demo.run(u"sensor inlet_dust --create --unit mg/m³ --range 0:20 --hi 2.5 "
                                      "--interval 5 --decimals 1 --on A,C"_s);
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        QCOMPARE(demo.audited(), std::string("CREATE custom_sensor inlet_dust"));
        QCOMPARE(
            demo.database.sql().text("select unit || ' ' || range_high || ' ' || hi || ' ' || interval_ms "
                                     "from rig.sensor where name = 'inlet_dust'"),
            std::string("mg/m³ 20 2.5 5000"));
        QCOMPARE(demo.database.sql().text("select string_agg(m.id, ' ' order by m.id) from rig.slot s "
                                          "join rig.machine m on m.number = s.machine "
                                          "where s.sensor = 'inlet_dust' and s.slot = 50"),
                 std::string("A C"));
        QCOMPARE(demo.run(u"sensor inlet_dust --create"_s).exitCode, 1);
        RIG_VERIFY_DONE(demo.run(u"sensor inlet_dust --off C"_s));
        QVERIFY(
            demo.database.sql().text("select retired from rig.slot where sensor = 'inlet_dust' and machine "
                                     "= (select number from rig.machine where id = 'C')") == "t");
        RIG_VERIFY_DONE(demo.run(u"sensor inlet_dust --retire"_s));
        QCOMPARE(demo.audited(), std::string("DELETE custom_sensor inlet_dust"));
        RIG_VERIFY_DONE(demo.run(u"sensor inlet_dust --return --title Dust"_s));
        QCOMPARE(
            demo.database.sql().text("select retired || title from rig.sensor where name = 'inlet_dust'"),
            std::string("falseDust"));
    }

    void shouldTakeNamesThatLookLikeSeveral()
    {
        Demo demo;
        for (const QString &id : {u"all"_s, u"A,B"_s})
            RIG_VERIFY_DONE(
                demo.installation.run({u"plant"_s, u"machine"_s, id, u"--create"_s, u"--like"_s, u"A"_s}));
        RIG_VERIFY_DONE(demo.run(u"limits rpm --hi 4444 --machine \\all,A\\,B"_s));
        QCOMPARE(demo.database.sql().text(
                     "select string_agg(m.id, ' ' order by m.number) from rig.machine_limit l "
                     "join rig.machine m on m.number = l.machine where l.value = 4444"),
                 std::string("all A,B"));
        demo.database.sql().run("insert into rig.unknown_name (name, seen, machine, sample, last_at) values "
                                "('dust', 1, 'A,B', '1', now()), ('soot', 1, 'all', '1', now())");
        const QString out = demo.run(u"unknown"_s).out;
        QVERIFY2(out.contains(u"--on 'A\\,B' -- 'dust'"_s) && out.contains(u"--on '\\all' -- 'soot'"_s),
                 qPrintable(out));
    }

    void shouldShowWhichLimitsCountAndWhereTheyComeFrom()
    {
        Demo demo;
        RIG_VERIFY_DONE(demo.run(u"limits bearing_temp --machine A --hi 165 --lo none"_s));
        QCOMPARE(demo.audited(), std::string("UPDATE limit A/bearing_temp"));
        const QString shown = demo.run(u"limits bearing_temp"_s).out;
        QVERIFY2(shown.contains(u"A         hi 165 (machine) · hi_hi 172.5 (half way)\n"_s),
                 qPrintable(shown));
        QVERIFY2(
            shown.contains(u"B         lo_lo 75 (half way) · lo 80 (sensor) · hi 160 (sensor) · hi_hi 170 "
                           "(half way)\n"_s),
            qPrintable(shown));
        const QJsonObject json =
            QJsonDocument::fromJson(demo.run(u"limits bearing_temp --machine A --json"_s).out.toUtf8())
                .object();
        QCOMPARE(json[u"limits"_s][u"hi"_s],
                 QJsonValue(QJsonObject{{u"value"_s, 165}, {u"from"_s, u"machine"_s}}));
        QVERIFY(json[u"limits"_s][u"lo"_s].isNull());

        RIG_VERIFY_DONE(demo.run(u"limits bearing_temp --hi 155"_s));
        QCOMPARE(demo.audited(), std::string("UPDATE limit bearing_temp"));
        QVERIFY(demo.run(u"limits bearing_temp --machine A"_s).out.contains(u"hi 165 (machine)"_s));
        RIG_VERIFY_DONE(demo.run(u"limits bearing_temp --machine A --hi inherited --lo inherited"_s));
        QVERIFY(demo.run(u"limits bearing_temp --machine A"_s).out.contains(u"hi 155 (sensor)"_s));
    }

    void shouldExportAndImportLimitsOfAMachine()
    {
        Demo demo;
        RIG_VERIFY_DONE(demo.run(u"limits rpm --machine B --hi 4300 --hi-hi none --deadband 10"_s));
        const QString file = demo.installation.file(u"kept.json"_s, demo.run(u"export -"_s).out.toUtf8());
        RIG_VERIFY_DONE(demo.run(u"limits rpm --machine B --hi 4400"_s));
        RIG_VERIFY_DONE(demo.run(u"import "_s + file));
        QCOMPARE(
            demo.database.sql().text("select string_agg(name || coalesce('=' || value, ''), ' ' order by "
                                     "name) from rig.machine_limit"),
            std::string("deadband=10 hi=4300 hi_hi"));
    }

    void shouldMakeAMachineLikeAnother()
    {
        Demo demo;
        RIG_VERIFY_DONE(demo.run(u"area hall-2 --create --title Hall"_s));
        QCOMPARE(demo.audited(), std::string("CREATE area hall-2"));
        const Outcome made =
            demo.run(u"machine D --create --like A --title Delta --area hall-2 --place 3:4:90 "
                     "--without rpm --state torque:50:5:2"_s);
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        QCOMPARE(
            demo.database.sql().text("select title || ' ' || area || ' ' || rotation || ' ' || "
                                     "state_sensor || ' ' || state_hold_ms from rig.machine where id = 'D'"),
            std::string("Delta hall-2 90 torque 2000"));
        QCOMPARE(
            demo.database.sql().number("select count(*) from rig.slot s join rig.machine m on m.number = "
                                       "s.machine where m.id = 'D' and not s.retired"),
            49);
        RIG_VERIFY_DONE(demo.run(u"machine D --retire"_s));
        QCOMPARE(demo.audited(), std::string("DELETE machine D"));
    }

    void shouldGiveAMachineAModelOfItsOwnAndTakeItBack()
    {
        Demo demo;
        const auto shape = [&] {
            return demo.database.sql().text("select coalesce(shape, 'none') from rig.machine where id = 'A'");
        };
        RIG_VERIFY_DONE(demo.run(u"machine A --shape press-1.glb"_s));
        QCOMPARE(shape(), std::string("press-1.glb"));
        RIG_VERIFY_DONE(demo.run(u"machine A --shape="_s));
        QCOMPARE(shape(), std::string("none"));
    }

    void shouldSayWhatCannotBe_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("no such sensor")
            << u"sensor nothing --title X"_s << 1 << u"There is no sensor 'nothing'"_s;
        QTest::newRow("no such machine") << u"limits rpm --machine Z --hi 3"_s << 1 << u"no machine 'Z'"_s;
        QTest::newRow("shape elsewhere")
            << u"machine A --shape ../press.glb"_s << 2 << u"Machine 'A': its shape must be the name of"_s;
        QTest::newRow("no number") << u"limits rpm --hi 4x"_s << 2 << u"--hi takes a number, not '4x'"_s;
        QTest::newRow("nan") << u"limits rpm --hi nan"_s << 2 << u"--hi takes a number"_s;
        QTest::newRow("inherited from nowhere") << u"limits rpm --hi inherited"_s << 2 << u"--machine"_s;
        QTest::newRow("out of order")
            << u"limits rpm --machine A --hi 1100"_s << 2
            << u"Sensor 'rpm' on machine 'A': limits must be numbers in the order"_s;
        QTest::newRow("another unit") << u"sensor rpm --unit Hz"_s << 1
                                      << u"Sensor 'rpm' is stored in 'RPM', not in 'Hz': what is stored"_s;
        QTest::newRow("decimals in between")
            << u"sensor rpm --decimals 2.7"_s << 2 << u"--decimals takes a whole number from 0 to 6"_s;
        QTest::newRow("no decimals") << u"sensor rpm --decimals 7"_s << 2 << u"from 0 to 6, not '7'"_s;
        QTest::newRow("interval in between") << u"sensor rpm --interval 0.0501"_s << 2
                                             << u"--interval takes whole milliseconds, not '0.0501' s."_s;
        QTest::newRow("hold in between") << u"machine A --state rpm:5:1:0.0005"_s << 2
                                         << u"--state takes whole milliseconds, not '0.0005' s."_s;
        QTest::newRow("on nothing") << u"sensor rpm --on ,"_s << 2 << u"--on is empty."_s;
        QTest::newRow("off nothing") << u"sensor rpm --off ''"_s << 2 << u"--off is empty."_s;
        QTest::newRow("limits of nothing")
            << u"limits rpm --machine '' --hi 3"_s << 2 << u"--machine is empty."_s;
        QTest::newRow("with nothing") << u"machine A --with ''"_s << 2 << u"--with is empty."_s;
        QTest::newRow("no category") << u"sensor rpm --category wet"_s << 2 << u"--category"_s;
        QTest::newRow("half a range") << u"sensor rpm --range 5"_s << 2 << u"--range"_s;
        QTest::newRow("state of nothing") << u"machine A --state speed:5"_s << 2 << u"--state"_s;
        QTest::newRow("both") << u"machine A --retire --return"_s << 2 << u"exclude"_s;
        QTest::newRow("reserved") << u"sensor timestamp --create"_s << 2 << u"another meaning"_s;
        QTest::newRow("no area") << u"machine A --area nowhere"_s << 2 << u"there is no area 'nowhere'"_s;
    }

    void shouldSayWhatCannotBe()
    {
        QFETCH(QString, words);
        QFETCH(int, exitCode);
        QFETCH(QString, sentence);
        static Demo demo;
        const Outcome outcome = demo.run(words);
        QVERIFY2(outcome.err.contains(sentence), qPrintable(outcome.err));
        QCOMPARE(outcome.exitCode, exitCode);
    }

    void shouldListUnknownNamesWithTheCommandThatMakesThemSensors()
    {
        Demo demo;
        demo.database.sql().run(
            "insert into rig.unknown_name (name, seen, machine, sample, last_at) values "
            "('inlet ''dust''', 12, 'A', '0.7', now()), ('rpm', 3, 'A', '1', now()), "
            "('note', 2, 'A', '\"belt replaced\"', now()), ('a\uFFFDb', 1, 'A', '1', now())");
        const QString out = demo.run(u"unknown"_s).out;
        QVERIFY2(out.startsWith(u"inlet 'dust'  12 values, last by machine A, such as 0.7\n"_s),
                 qPrintable(out));
        QVERIFY2(out.contains(u"rigctl plant sensor --create --on 'A' -- 'inlet '\\''dust'\\'''\n"_s),
                 qPrintable(out));
        QVERIFY(!out.contains(u"rpm"_s)); // machine A has it
        QVERIFY2(out.contains(u"such as \"belt replaced\"\n    cannot be a sensor: "_s), qPrintable(out));
        QVERIFY2(
            out.contains(u"a\uFFFDb  1 values, last by machine A, such as 1\n    cannot be a sensor: "_s),
            qPrintable(out));
        QCOMPARE(out.count(u"--create"_s), 1);
        const Outcome made = demo.installation.run(
            {u"plant"_s, u"sensor"_s, u"--create"_s, u"--on"_s, u"A"_s, u"--"_s, u"inlet 'dust'"_s});
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        QVERIFY(!demo.run(u"unknown"_s).out.contains(u"dust"_s));
    }
};

std::unique_ptr<QObject> makePlantItemsTest()
{
    return std::make_unique<PlantItemsTest>();
}

#include "plantitems_test.moc"
