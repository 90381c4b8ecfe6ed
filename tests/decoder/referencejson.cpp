#include "referencejson.h"

#include <QStringDecoder>

#include <clocale>
#include <cstdlib>

namespace {

class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes), m_locale(newlocale(LC_ALL_MASK, "C", nullptr))
    {
    }
    ~Reader() { freelocale(m_locale); }
    Q_DISABLE_COPY_MOVE(Reader)

    std::optional<JsonValue> whole()
    {
        JsonValue root;
        blanks();
        if (!value(root, 0))
            return {};
        blanks();
        return m_at == m_bytes.size() ? std::optional(root) : std::nullopt;
    }

private:
    char peek() const { return m_at < m_bytes.size() ? m_bytes[m_at] : '\0'; }
    bool digit() const { return peek() >= '0' && peek() <= '9'; }

    bool take(std::string_view token)
    {
        if (m_bytes.substr(m_at, token.size()) != token)
            return false;
        m_at += token.size();
        return true;
    }

    void blanks()
    {
        while (take(" ") || take("\t") || take("\r") || take("\n"))
            continue;
    }

    bool value(JsonValue &into, int depth)
    {
        const std::size_t begin = m_at;
        const bool sound = anyValue(into, depth);
        into.json = m_bytes.substr(begin, m_at - begin);
        return sound;
    }

    bool anyValue(JsonValue &into, int depth)
    {
        if (take("null"))
            return true;
        if (take("true") || take("false")) {
            into.kind = JsonValue::Kind::boolean;
            return true;
        }
        if (peek() == '"') {
            into.kind = JsonValue::Kind::text;
            return text(into.text);
        }
        if (peek() == '{' || peek() == '[')
            return depth < 64 && container(into, depth + 1);
        return number(into);
    }

    bool container(JsonValue &into, int depth)
    {
        const bool object = take("{") || !take("[");
        into.kind = object ? JsonValue::Kind::object : JsonValue::Kind::array;
        const std::string_view close = object ? "}" : "]";
        blanks();
        if (take(close))
            return true;
        while (true) {
            auto &member = into.members.emplace_back();
            blanks();
            if (object && !text(member.name))
                return false;
            blanks();
            if (object && !take(":"))
                return false;
            blanks();
            if (!value(member.value, depth))
                return false;
            blanks();
            if (take(close))
                return true;
            if (!take(","))
                return false;
        }
    }

    bool number(JsonValue &into)
    {
        into.kind = JsonValue::Kind::number;
        const std::size_t begin = m_at;
        take("-");
        if (!take("0") && !digits())
            return false;
        if (take(".") && !digits())
            return false;
        if (take("e") || take("E")) {
            if (!take("+"))
                take("-");
            if (!digits())
                return false;
        }
        const std::string spelled(m_bytes.substr(begin, m_at - begin));
        into.number = strtod_l(spelled.c_str(), nullptr, m_locale);
        return true;
    }

    bool digits()
    {
        const std::size_t begin = m_at;
        while (digit())
            ++m_at;
        return m_at > begin;
    }

    bool text(std::string &into)
    {
        if (!take("\""))
            return false;
        QString units;
        while (peek() != '"') {
            if (m_at == m_bytes.size() || static_cast<unsigned char>(peek()) < 0x20)
                return false;
            if (!(peek() == '\\' ? escape(units) : plain(units)))
                return false;
        }
        into = withoutHalves(units).toUtf8().toStdString();
        return take("\"");
    }

    /// With U+FFFD for every half of a surrogate pair that stands alone.
    static QString withoutHalves(QString units)
    {
        for (qsizetype i = 0; i < units.size(); ++i) {
            if (units[i].isHighSurrogate() && i + 1 < units.size() && units[i + 1].isLowSurrogate())
                ++i;
            else if (units[i].isSurrogate())
                units[i] = QChar::ReplacementCharacter;
        }
        return units;
    }

    bool plain(QString &units)
    {
        const std::size_t end = m_bytes.find_first_of("\"\\", m_at);
        for (std::size_t i = m_at; i < std::min(end, m_bytes.size()); ++i)
            if (static_cast<unsigned char>(m_bytes[i]) < 0x20)
                return false;
        const std::string_view run = m_bytes.substr(m_at, end - m_at);
        units += wholeText(run);
        m_at += run.size();
        return true;
    }

    bool escape(QString &units)
    {
        constexpr std::string_view letters = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        take("\\");
        if (const auto index = letters.find(peek());
            m_at < m_bytes.size() && index != std::string_view::npos) {
            units += QLatin1Char(meanings[index]);
            ++m_at;
            return true;
        }
        if (!take("u") || m_bytes.size() - m_at < 4)
            return false;
        char16_t unit = 0;
        for (int i = 0; i < 4; ++i, ++m_at) {
            const auto value = std::string_view("0123456789abcdef")
                                   .find(static_cast<char>(peek() | (peek() > '9' ? 0x20 : 0)));
            if (value == std::string_view::npos)
                return false;
            unit = static_cast<char16_t>(unit * 16 + value);
        }
        units += QChar(unit);
        return true;
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    locale_t m_locale;
};

bool isUtf8(std::string_view bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return !decoder.hasError() && decoded.toUtf8().toStdString() == bytes;
}

} // namespace

QString wholeText(std::string_view utf8)
{
    using Flag = QStringDecoder::Flag;
    QStringDecoder decoder(QStringDecoder::Utf8, Flag::Stateless | Flag::ConvertInitialBom);
    return decoder(QByteArrayView(utf8.data(), static_cast<qsizetype>(utf8.size())));
}

std::optional<JsonValue> readReferenceJson(std::string_view bytes)
{
    if (!isUtf8(bytes))
        return {};
    return Reader(bytes).whole();
}
