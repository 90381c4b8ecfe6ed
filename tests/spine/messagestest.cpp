#include "spine/tests.h"
#include "spine/world.h"

using namespace Qt::Literals::StringLiterals;
using namespace rig::test;
using namespace std::chrono_literals;
using rig::Instant;
using rig::milliseconds;

namespace {

constexpr std::size_t longest = 1024 * 1024;

/// A sound message of so many bytes.
std::string padded(std::size_t bytes)
{
    std::string text = R"({"machine_id":"A","rpm":1,"note":")";
    return text.append(bytes - text.size() - 2, 'x') + "\"}";
}

std::string nested(int depth)
{
    const auto times = static_cast<std::size_t>(depth);
    return R"({"machine_id":"A","rpm":1,"note":)" + std::string(times, '[') + std::string(times, ']') + '}';
}

Message accepted(std::string payload, std::map<std::string, double> values,
                 std::map<std::string, std::string> valueQuality = {})
{
    Message message;
    message.payload = std::move(payload);
    message.expected.machine = "A";
    message.expected.values = std::move(values);
    message.expected.quality = "uncertain"; // none of these has a time of its own
    message.expected.valueQuality = std::move(valueQuality);
    return message;
}

Message withHeaders(std::vector<std::pair<std::string, std::string>> headers)
{
    Message message = accepted(R"({"machine_id":"A","rpm":1})", {{"rpm", 1}});
    message.headers = std::move(headers);
    return message;
}

Message withoutPayload()
{
    Message message = rejected({}, "empty");
    message.null = true;
    return message;
}

std::vector<Message> noReadings()
{
    using namespace std::string_literals;
    return {
        rejected("", "empty"),
        withoutPayload(),
        rejected("   ", ""),
        rejected("not json", ""),
        rejected("[1,2]", "object"),
        rejected("42", "object"),
        rejected("\"A\"", "object"),
        rejected("null", "object"),
        rejected(R"({"machine_id":"A","temperature":75.5)", ""),
        rejected(R"({"machine_id":"A","temperature":75.5}})", ""),
        rejected(R"({"machine_id":"A","temperature":75.5}{})", ""),
        rejected(R"({"machine_id":"A","temperature":75.5,})", ""),
        rejected(R"({'machine_id':'A'})", ""),
        rejected(R"({"machine_id":"A","temperature":"75.5"})", "temperature"),
        rejected(R"({"machine_id":"A","temperature":true})", "temperature"),
        rejected(R"({"machine_id":"A","temperature":{"value":75.5}})", "temperature"),
        rejected(R"({"machine_id":"A","temperature":[75.5]})", "temperature"),
        rejected(R"({"machine_id":"A","custom_sensors":{"temperature":"warm"}})", "temperature"),
        rejected(R"({"machine_id":"A","temperature":NaN})", ""),
        rejected(R"({"machine_id":"A","temperature":-Infinity})", ""),
        rejected(R"({"machine_id":"A","temperature":1e400})", "temperature"),
        rejected(R"({"machine_id":"A","temperature":-1e400})", "temperature"),
        rejected(R"({"machine_id":"A","temperature":07})", ""),
        rejected(R"({"machine_id":7,"temperature":75.5})", "machine_id"),
        rejected(R"({"machine_id":true,"temperature":75.5})", "machine_id"),
        rejected(R"({"machine_id":{"id":"A"},"temperature":75.5})", "machine_id"),
        rejected(R"({"machine_id":"Z","temperature":75.5})", "'Z'"),
        rejected(R"({"machine_id":"","temperature":75.5})", "''"),
        rejected(R"({"machine_id":"a","temperature":75.5})", "'a'"),
        rejected(padded(longest + 1), "1,048,576"),
        rejected(padded(3 * longest), "1,048,576"),
        rejected(nested(64), "64"),
        rejected(nested(100'000), "64"),
        rejected("{\"machine_id\":\"A\",\"temperature\":75.5,\"note\":\"\xC3\x28\"}", "UTF-8"),
        rejected("\xFF\xFE{\0}\0"s, ""),
        rejected("{\"machine_id\":\"A\"\0,\"temperature\":75.5}"s, ""),
        rejected("{\"machine_id\":\"A\",\"temperature\":75.5}\0"s, ""),
        rejected("{\"machine_id\":\"A\",\"note\":\"\0\"}"s, ""),
        rejected("\xEF\xBB\xBF{\"machine_id\":\"A\",\"temperature\":75.5}", ""),
    };
}

std::vector<Message> oddReadings()
{
    return {
        accepted(R"({"temperature":75.5})", {{"temperature", 75.5}}),
        accepted(R"({"machine_id":null,"temperature":75.5})", {{"temperature", 75.5}}),
        accepted(R"({})", {}),
        accepted(R"( {"machine_id" : "A" , "rpm" : 3120 } )", {{"rpm", 3120}}),
        accepted(R"({"machine_id":"A","temperature":null,"rpm":0})", {{"rpm", 0}}),
        accepted(R"({"machine_id":"A","status":"RUN","state":{"x":[1,"2",null]},"rpm":1})", {{"rpm", 1}}),
        accepted(R"({"machine_id":"A","rpm":1,"rpm":2})", {{"rpm", 2}}, {{"rpm", "uncertain"}}),
        accepted(R"({"machine_id":"A","rpm":1,"custom_sensors":{"rpm":2}})", {{"rpm", 2}}),
        accepted(R"({"machine_id":"A","custom_sensors":null,"rpm":1})", {{"rpm", 1}}),
        accepted(R"({"machine_id":"Z","machine_id":"A","rpm":1})", {{"rpm", 1}}),
        accepted(R"({"machine_id":"\u0041","r\u0070m":1})", {{"rpm", 1}}),
        accepted(R"({"machine_id":"A","rpm":1E+2,"temperature":-0,"pressure":1e-400})",
                 {{"rpm", 100}, {"temperature", -0.0}, {"pressure", 0}}),
        accepted(R"({"machine_id":"A","rpm":9007199254740993,"temperature":123456789012345678901234567890})",
                 {{"rpm", 9007199254740992}, {"temperature", 123456789012345678901234567890.0}}),
        accepted(R"({"machine_id":"A","rpm":1e308,"temperature":99999,"pressure":-50})",
                 {{"rpm", 1e308}, {"temperature", 99999}, {"pressure", -50}}), // far out of range
        accepted(padded(longest), {{"rpm", 1}}),
        accepted(nested(62), {{"rpm", 1}}),
        withHeaders({{"rig-origin", "\xFF\xFE\x01"}}),
        withHeaders({{"rig-origin", std::string(100'000, 'x')}, {"rig-origin", ""}}),
        withHeaders({{"rig-ingest-id", std::string(100'000, 'x')}}),
        withHeaders({{"rig-ingest-id", "\xC3\x28'; drop table rig.reading; --"}}),
        withHeaders({{"", ""}, {"x", "y"}, {"rig-origin", "simulated"}}),
    };
}

/// A message with this `timestamp`, made at `recordTime`.
Message stamped(const std::string &timestamp, Instant recordTime, Instant at, const std::string &quality)
{
    Message message = accepted(R"({"machine_id":"A","rpm":1,"timestamp":)" + timestamp + '}', {{"rpm", 1}});
    message.time = std::chrono::duration_cast<milliseconds>(recordTime.time_since_epoch());
    message.partition = 0;
    message.expected.at = at;
    message.expected.quality = quality;
    return message;
}

std::string quoted(Instant instant)
{
    return '"' + rig::formatInstant(instant) + '"';
}

} // namespace

class MessagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { RIG_NEEDS_BROKER(); }

    void shouldKeepTheBytesOfWhatIsNoReadingAndMoveOn()
    {
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        // Each between two sound ones of its partition.
        for (Message message : noReadings()) {
            message.partition = 1;
            world.producer.send(reading("B", {{"rpm", 1}}, now()));
            world.producer.send(message);
        }
        world.producer.send(reading("B", {{"rpm", 2}}, now()));
        RIG_VERIFY_STORED(world);
    }

    void shouldStoreWhatIsOddButAReading()
    {
        World world;
        world.importDemo();
        const auto node = world.installation.startNode();
        world.send(oddReadings());
        RIG_VERIFY_STORED(world);
        QCOMPARE(world.database.sql().number("select count(*) from rig.reading where origin = 1"), 1);
    }

    void shouldStampReadings()
    {
        World world;
        world.importDemo();
        const Instant made = now();
        const Instant old = rig::parseInstant("1970-01-01T00:00:01Z").value();
        const auto at = [](const char *text) { return rig::parseInstant(text).value(); };
        world.send({
            stamped(R"("2026-01-12T08:15:30.250Z")", made, at("2026-01-12T08:15:30.250Z"), "good"),
            stamped(R"("2026-01-12T08:15:30")", made, at("2026-01-12T08:15:30Z"), "good"),
            stamped(R"("2026-01-12T08:15:30.1234567+05:30")", made, at("2026-01-12T02:45:30.123456Z"),
                    "good"),
            stamped(R"("2000-01-01T00:00:00Z")", made, at("2000-01-01T00:00:00Z"), "good"),
            stamped(R"("1999-12-31T23:59:59.999999Z")", made, made, "uncertain"),
            stamped(R"("yesterday")", made, made, "uncertain"),
            stamped("null", made, made, "uncertain"),
            stamped("1768205730", made, made, "uncertain"),
            stamped(quoted(made + 24h), made, made + 24h, "good"),
            stamped(quoted(made + 24h + 1us), made, made, "uncertain"),
            stamped(quoted(made - 24h * 364), made - 24h * 366, made - 24h * 366, "uncertain"),
            stamped(R"("2026-01-12T08:15:30Z")", old, at("2026-01-12T08:15:30Z"), "good"),
            stamped("null", old, at("2000-01-01T00:00:00.012Z"), "bad"), // its offset is 12
            stamped(R"("1990-01-01T00:00:00Z")", old, at("2000-01-01T00:00:00.013Z"), "bad"),
        });
        const auto node = world.installation.startNode();
        RIG_VERIFY_STORED(world);
    }

    void shouldTakeTheBrokersTimeWhereTheTopicHasThat()
    {
        World world(3, {{"message.timestamp.type", "LogAppendTime"}});
        world.importDemo();
        Message message = reading("A", {{"rpm", 1}});
        message.time = milliseconds{1000}; // of the producer's broken clock
        world.send({message});
        QVERIFY(world.producer.messages()[0].recordTime > now() - 1h);
        const auto node = world.installation.startNode();
        RIG_VERIFY_STORED(world);
    }
};

std::unique_ptr<QObject> makeMessagesTest()
{
    return std::make_unique<MessagesTest>();
}

#include "messagestest.moc"
