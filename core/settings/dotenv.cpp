#include "settings/dotenv.h"

#include "settings/text.h"

#include <QCoreApplication>

namespace rig::settings {

namespace {

class DotEnvReader
{
    Q_DECLARE_TR_FUNCTIONS(rig::settings::DotEnv)

public:
    DotEnvReader(std::string_view text, const QString &file) : m_rest(text), m_file(file)
    {
        take("\xef\xbb\xbf"); // a byte order mark
    }

    Result<std::map<std::string, std::string>> read()
    {
        std::map<std::string, std::string> variables;
        while (!m_rest.empty()) {
            skipBlanks();
            if (!atLineEnd() && m_rest.front() != '#')
                if (const Done done = readVariable(variables); !done)
                    return tl::unexpected(done.error());
            skipLine();
        }
        return variables;
    }

private:
    Done readVariable(std::map<std::string, std::string> &into)
    {
        std::string_view name = takeName();
        if (name == "export" && !m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t')) {
            skipBlanks();
            name = takeName();
        }
        if (name.empty())
            return wrong(tr("a name made of letters, digits, _ . or - belongs here"));
        skipBlanks();
        if (!take("="))
            return wrong(tr("a = belongs behind the name"));
        Result<std::string> value = readValue();
        if (!value)
            return tl::unexpected(std::move(value.error()));
        into[std::string(name)] = std::move(*value);
        return {};
    }

    Result<std::string> readValue()
    {
        const std::string_view behindSign = m_rest;
        skipBlanks();
        if (take("'"))
            return readQuoted('\'');
        if (take("\""))
            return readQuoted('"');
        m_rest = behindSign;
        return readPlain();
    }

    /// A # begins a comment only behind a blank: passwords may hold one.
    std::string readPlain()
    {
        const std::string_view line = m_rest.substr(0, m_rest.find_first_of("\r\n"));
        std::size_t end = line.size();
        for (std::size_t i = 1; i < line.size() && end == line.size(); ++i)
            if (line[i] == '#' && (line[i - 1] == ' ' || line[i - 1] == '\t'))
                end = i;
        m_rest.remove_prefix(end);
        return std::string(trimmed(line.substr(0, end)));
    }

    Result<std::string> readQuoted(char quote)
    {
        const int firstLine = m_line;
        std::string value;
        for (;;) {
            if (m_rest.empty()) {
                m_line = firstLine;
                return wrong(tr("the quotation mark is never closed"));
            }
            const char c = m_rest.front();
            m_rest.remove_prefix(1);
            if (c == quote)
                break;
            if (c == '\n')
                ++m_line;
            if (c == '\\' && quote == '"')
                value += takeEscape();
            else
                value += c;
        }
        skipBlanks();
        if (!atLineEnd() && m_rest.front() != '#')
            return wrong(tr("nothing but a comment may follow the closing quotation mark (write \\\" inside "
                            "double ones)"));
        return value;
    }

    /// What stands behind a backslash; one that begins no escape stays as it is.
    std::string takeEscape()
    {
        constexpr std::string_view letters = "nrt\\\"'$";
        constexpr std::string_view meanings = "\n\r\t\\\"'$";
        const std::size_t which = m_rest.empty() ? std::string_view::npos : letters.find(m_rest.front());
        if (which == std::string_view::npos)
            return "\\";
        m_rest.remove_prefix(1);
        return std::string(1, meanings[which]);
    }

    std::string_view takeName()
    {
        constexpr std::string_view characters =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
        const std::size_t length = std::min(m_rest.find_first_not_of(characters), m_rest.size());
        const std::string_view name = m_rest.substr(0, length);
        m_rest.remove_prefix(length);
        return name;
    }

    bool take(std::string_view what)
    {
        if (!m_rest.starts_with(what))
            return false;
        m_rest.remove_prefix(what.size());
        return true;
    }

    void skipBlanks() { m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \t"), m_rest.size())); }

    void skipLine()
    {
        const std::size_t end = m_rest.find('\n');
        m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
        ++m_line;
    }

    bool atLineEnd() const { return m_rest.empty() || m_rest.front() == '\n' || m_rest.front() == '\r'; }

    tl::unexpected<Error> wrong(const QString &what) const
    {
        return failure(ErrorKind::badConfiguration,
                       tr("%1, line %2: %3.").arg(m_file, QString::number(m_line), what), m_file);
    }

    std::string_view m_rest;
    QString m_file;
    int m_line = 1;
};

} // namespace

Result<std::map<std::string, std::string>> parseDotEnv(std::string_view text, const QString &file)
{
    return DotEnvReader(text, file).read();
}

} // namespace rig::settings
