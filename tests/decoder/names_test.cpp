#include "plants.h"
#include "tests.h"

#include <QTest>

#include <cmath>

namespace {

class NamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shouldTellTheMachine_data();
    void shouldTellTheMachine();
    void shouldTakeTheDefaultMachine_data();
    void shouldTakeTheDefaultMachine();
    void shouldRejectAMachineThatIsNotThere_data();
    void shouldRejectAMachineThatIsNotThere();
    void shouldRejectAMachineIdThatIsNoText_data();
    void shouldRejectAMachineIdThatIsNoText();
    void shouldSayThatTheDefaultMachineIsNotThere();
    void shouldReadNamesWithEscapes_data();
    void shouldReadNamesWithEscapes();
    void shouldTakeNoNameForAnother_data();
    void shouldTakeNoNameForAnother();
    void shouldCountRetiredSensorsAsUnknown();
    void shouldReadTheOriginOfTheRecord_data();
    void shouldReadTheOriginOfTheRecord();
    void shouldKeepIngestIdsThatAreOurs();
};

void NamesTest::shouldTellTheMachine_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("machine");
    const auto row = [](const char *name, const char *payload, int machine) {
        QTest::newRow(name) << QByteArray(payload) << machine;
    };
    row("first", R"({"machine_id":"B","rpm":1})", 2);
    row("last", R"({"rpm":1,"machine_id":"B"})", 2);
    row("after a sensor of the default machine alone", R"({"pressure":"text","rpm":1,"machine_id":"B"})", 2);
    row("escaped name", R"({"machine\u005fid":"B","rpm":1})", 2);
    row("escaped id", R"({"machine_id":"\u0042","rpm":1})", 2);
    row("twice", R"({"machine_id":"A","rpm":1,"machine_id":"B"})", 2);
    row("a number, then a text", R"({"machine_id":5,"machine_id":"B","rpm":1})", 2);
    row("null, then a text", R"({"machine_id":null,"machine_id":"B","rpm":1})", 2);
    row("a text, then null", R"({"machine_id":"B","machine_id":null,"rpm":1})", 1);
    row("not the one among custom sensors", R"({"custom_sensors":{"machine_id":"B"},"rpm":1})", 1);
}

void NamesTest::shouldTellTheMachine()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const int, machine);
    const auto reading = Fixture().decode(payload.toStdString());
    QVERIFY(reading);
    QCOMPARE(reading->machine, machine);
    QCOMPARE(reading->layoutVersion, machine + 10);
    QCOMPARE(reading->values[machine == 2 ? 0 : 2], 1.0);
}

void NamesTest::shouldTakeTheDefaultMachine_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("missing") << QByteArray(R"({"rpm":1})");
    QTest::newRow("null") << QByteArray(R"({"machine_id":null,"rpm":1})");
}

void NamesTest::shouldTakeTheDefaultMachine()
{
    QFETCH(const QByteArray, payload);
    Fixture fixture;
    fixture.decoder = rig::pipeline::Decoder("B");
    const auto reading = fixture.decode(payload.toStdString());
    QVERIFY(reading);
    QCOMPARE(reading->machine, 2);
}

void NamesTest::shouldRejectAMachineThatIsNotThere_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("unknown") << QByteArray("X") << QByteArray("X");
    QTest::newRow("retired") << QByteArray("R") << QByteArray("R");
    QTest::newRow("empty") << QByteArray("") << QByteArray("");
    QTest::newRow("other case") << QByteArray("a") << QByteArray("a");
    QTest::newRow("blank behind") << QByteArray("A ") << QByteArray("A ");
    QTest::newRow("markup") << QByteArray("<b>%1") << QByteArray("<b>%1");
    QTest::newRow("null byte") << QByteArray("A\\u0000") << QByteArray("A\xEF\xBF\xBD");
    QTest::newRow("half a surrogate pair") << QByteArray("\\ud800") << QByteArray("\xEF\xBF\xBD");
}

void NamesTest::shouldRejectAMachineThatIsNotThere()
{
    QFETCH(const QByteArray, id);
    QFETCH(const QByteArray, shown);
    const std::string reason = Fixture().reason(("{\"machine_id\":\"" + id + "\",\"rpm\":1}").toStdString());
    QCOMPARE(QByteArray::fromStdString(reason), "Machine '" + shown + "' is not in the plant.");
}

void NamesTest::shouldRejectAMachineIdThatIsNoText_data()
{
    QTest::addColumn<QByteArray>("value");
    for (const char *value : {"1", "true", "{}", R"(["A"])", "1e400"})
        QTest::newRow(value) << QByteArray(value);
}

void NamesTest::shouldRejectAMachineIdThatIsNoText()
{
    QFETCH(const QByteArray, value);
    const std::string reason = Fixture().reason(("{\"machine_id\":" + value + ",\"rpm\":1}").toStdString());
    QCOMPARE(QByteArray::fromStdString(reason), "'machine_id' must be a text, but is " + value + ".");
}

void NamesTest::shouldSayThatTheDefaultMachineIsNotThere()
{
    Fixture fixture;
    fixture.decoder = rig::pipeline::Decoder("Z");
    const std::string reason = fixture.reason(R"({"rpm":1})");
    QVERIFY2(reason.starts_with("Machine 'Z' is not in the plant. "), reason.c_str());
    QVERIFY(reason.find("default") != std::string::npos);
}

void NamesTest::shouldReadNamesWithEscapes_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("sensor");
    const auto row = [](const char *name, const char *sensor) {
        QTest::newRow(name) << QByteArray(name) << QByteArray(sensor);
    };
    row(R"(r\u0070m)", "rpm");
    row(R"(\u0072\u0070\u006D)", "rpm");
    row(R"(quote\"d)", "quote\"d");
    row(R"(quote\u0022d)", "quote\"d");
    row(R"(back\\nslash)", "back\\nslash");
    row(R"(\u00d6lstand)", "Ölstand");
    row("Ölstand", "Ölstand");
    row(R"(inlet_dus\u0074)", "inlet_dust");
}

void NamesTest::shouldReadNamesWithEscapes()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, sensor);
    Fixture fixture;
    // Twice: found by its name, then by the guess that this left behind.
    for (int i = 0; i < 2; ++i)
        QCOMPARE(fixture.value(("{\"" + name + "\" :5,\"x\":1}").toStdString(), sensor.toStdString()), 5.0);
}

void NamesTest::shouldTakeNoNameForAnother_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("known");
    const auto row = [](const char *name, const char *known) {
        QTest::addRow("%s for %s", name, known) << QByteArray(name) << QByteArray(known);
    };
    row("rp", "rpm");
    row("rpmm", "rpm");
    row("RPM", "rpm");
    row("rpm ", "rpm");
    row("", "x");
    row("xx", "x");
    row("temperaturf", "temperature");
    row("tempfrature", "temperature");
    row("lubrication_pressurf", "lubrication_pressure");
    row("lubrication_pressure_", "lubrication_pressure");
    row(R"(back\nslash)", R"(back\\nslash)");
}

void NamesTest::shouldTakeNoNameForAnother()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, known);
    Fixture fixture;
    const auto message = [](const QByteArray &field) { return ("{\"" + field + "\":5}").toStdString(); };
    // The known one first, so that it is the guess for the next message.
    QVERIFY(fixture.decode(message(known)));
    const auto reading = fixture.decode(message(name));
    QVERIFY(reading);
    for (const double value : reading->values)
        QVERIFY(std::isnan(value));
    QCOMPARE(fixture.unknown.names().size(), std::size_t{1});
}

void NamesTest::shouldCountRetiredSensorsAsUnknown()
{
    Fixture fixture;
    const auto reading = fixture.decode(R"({"oldSlot":"text","retired_sensor":true,"rpm":1})");
    QVERIFY(reading);
    QCOMPARE(reading->values[2], 1.0);
    QVERIFY(std::isnan(reading->values[3]));
    QVERIFY(std::isnan(reading->values[4]));
    QCOMPARE(fixture.unknown.names().size(), std::size_t{2});
    const auto other = fixture.decode(R"({"machine_id":"B","oldSlot":3})");
    QVERIFY(other);
    QCOMPARE(other->values[2], 3.0);
}

void NamesTest::shouldReadTheOriginOfTheRecord_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<int>("origin");
    const auto row = [](const char *word, rig::Origin origin) {
        QTest::newRow(word) << QByteArray(word) << static_cast<int>(origin);
    };
    row("", rig::Origin::field);
    row("field", rig::Origin::field);
    row("simulated", rig::Origin::simulated);
    row("replayed", rig::Origin::replayed);
    row("history", rig::Origin::history);
    row("ingest", rig::Origin::ingest);
    row("Simulated", rig::Origin::field);
    row("else", rig::Origin::field);
}

void NamesTest::shouldReadTheOriginOfTheRecord()
{
    QFETCH(const QByteArray, word);
    QFETCH(const int, origin);
    Fixture fixture;
    const std::string text = word.toStdString();
    fixture.record.origin = text;
    const auto reading = fixture.decode("{}");
    QVERIFY(reading);
    QCOMPARE(static_cast<int>(reading->origin), origin);
}

void NamesTest::shouldKeepIngestIdsThatAreOurs()
{
    Fixture fixture;
    const auto kept = [&](std::string_view id) {
        fixture.record.ingestId = id;
        return fixture.decode("{}").value().ingestId;
    };
    QCOMPARE(kept(""), std::string());
    QCOMPARE(kept("7c9e6679-7425-40de-944b-e07fc1f90ae7"),
             std::string("7c9e6679-7425-40de-944b-e07fc1f90ae7"));
    QCOMPARE(kept(std::string(128, 'x')), std::string(128, 'x'));
    QCOMPARE(kept(std::string(129, 'x')), std::string());
    QCOMPARE(kept(std::string_view("a\0b", 3)), std::string());
    QCOMPARE(kept("\xC3\x28"), std::string());
}

} // namespace

std::unique_ptr<QObject> makeNamesTest()
{
    return std::make_unique<NamesTest>();
}

#include "names_test.moc"
