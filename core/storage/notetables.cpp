#include "storage/notetables.h"

#include "storage/noterows.h"

#include <QCoreApplication>
#include <QString>

namespace rig::storage {

using namespace Qt::Literals::StringLiterals;

namespace {

const Settings &settings()
{
    static const Settings all{{"statement_timeout", "10s"}, {"jit", "off"}};
    return all;
}

std::vector<std::string> wordsOf(const std::string &typed)
{
    std::vector<std::string> words;
    for (const QString &word : QString::fromStdString(typed).simplified().split(u' ', Qt::SkipEmptyParts))
        words.push_back(word.toStdString());
    return words;
}

} // namespace

NoteTables::NoteTables(settings::DatabaseAddress address, WaitCheck interrupted)
    : m_session(std::move(address), std::move(interrupted))
{
}

Result<NotesView> NoteTables::notes(const NotesQuestion &question)
{
    if (question.most < 1 || question.most > NotesQuestion::mostNotes)
        return failure(ErrorKind::refused,
                       QCoreApplication::translate("rig::storage::NoteTables",
                                                   "%1 notes cannot be asked for, 1 to %2 can.")
                           .arg(question.most)
                           .arg(question.mostNotes));
    const std::vector<std::string> words = wordsOf(question.words);
    if (words.size() > NotesQuestion::mostWords)
        return failure(
            ErrorKind::refused,
            QCoreApplication::translate("rig::storage::NoteTables", "A search has at most %1 words, not %2.")
                .arg(question.mostWords)
                .arg(words.size()));
    auto connection = m_session.connection();
    if (!connection)
        return tl::unexpected(connection.error());
    const std::string sql =
        std::string("select ") + noteColumns + ", count(*) over ()" + noteSource +
        "where ($1 = '' or m.id = $1) and not exists (select from unnest($2::text[]) w where "
        "position(lower(w) in lower(concat_ws(' ', n.text, n.written_by, m.id, m.title, s.name, s.title))) "
        "= 0) order by n.at desc, n.id desc limit $3::integer";
    const auto rows =
        (*connection)
            ->look(settings(), sql.c_str(),
                   {question.machine, textArray(std::vector<std::string_view>(words.begin(), words.end())),
                    std::to_string(question.most)});
    if (!rows)
        return tl::unexpected(rows.error());
    NotesView view;
    for (int i = 0; i < rows->count(); ++i)
        view.notes.push_back(noteAt(*rows, i));
    if (!rows->empty())
        view.all = static_cast<std::size_t>(rows->integer(0, noteColumnCount));
    return view;
}

} // namespace rig::storage
