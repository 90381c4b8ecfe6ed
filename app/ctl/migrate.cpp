#include "ctl/commanddatabase.h"
#include "ctl/commandline.h"
#include "ctl/commands.h"
#include "ctl/terminal.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rig::ctl::Migrate", text);
}

void showJson(const storage::MigrationReport &report, const storage::Emptied &emptied,
              const composition::Database &database)
{
    QJsonArray left;
    for (const storage::Emptied::Left &day : emptied.left)
        left.append(
            QJsonObject{{u"day"_s, QString::fromStdString(day.day)}, {u"reason"_s, day.reason.sentence}});
    printJson({{u"database"_s, database.app.label()},
               {u"from"_s, report.from},
               {u"to"_s, report.to},
               {u"adopted"_s, QJsonArray::fromStringList(report.adopted)},
               {u"emptied_days"_s, emptied.days},
               {u"emptied_readings"_s, static_cast<qint64>(emptied.readings)},
               {u"left_days"_s, left},
               {u"reader_sql"_s, report.readerSql},
               {u"audit_protected"_s, database.twoRoles()}});
}

void show(const storage::MigrationReport &report, const composition::Database &database)
{
    if (!report.adopted.isEmpty())
        print(tr("Moved to schema rig_legacy: %1.").arg(report.adopted.join(u", "_s)));
    print(report.from == report.to
              ? tr("Database %1 already has schema version %2.")
                    .arg(database.app.label(), QString::number(report.to))
              : tr("Database %1 went from schema version %2 to %3.")
                    .arg(database.app.label(), QString::number(report.from), QString::number(report.to)));
}

void show(const storage::Emptied &emptied)
{
    if (emptied.days > 0)
        print(tr("Moved %1 readings out of the default partition. Days that got their own: %2.")
                  .arg(emptied.readings)
                  .arg(emptied.days));
    for (const storage::Emptied::Left &day : emptied.left)
        note(tr("Readings of %1 stay in the default partition for now; `rigctl migrate` tries it again. %2")
                 .arg(QString::fromStdString(day.day), day.reason.sentence));
}

} // namespace

int runMigrate(const QStringList &arguments)
{
    CommandLine line(
        u"migrate [--adopt]"_s,
        tr("Brings the database's schema up to this program's version. Can be repeated; a step that\n"
           "fails leaves nothing behind. Then days with many readings in the default partition get their "
           "own,\n"
           "while others go on. Needs a role that owns the database (DATABASE_OWNER_URL, or\n"
           "DATABASE_URL where that one owns it) and nothing more. Makes the role rig_reader for tools that\n"
           "only look where it may, and else prints the SQL for it. Takes the right to make temporary\n"
           "tables in this database from all to whom nobody has granted it.\n\n"
           "Without a configured database: the private one of a running rig-alpha, else the private one of\n"
           "this installation, started for this run."));
    line.flag(u"adopt"_s,
              tr("Moves tables that stand in the way (of the replaced product) untouched into schema "
                 "rig_legacy."));
    line.flag(u"json"_s, tr("Prints the result as JSON."));
    if (const auto code = line.parse(arguments))
        return *code;
    const auto database = CommandDatabase::open(line);
    if (!database)
        return complain(database.error());
    const auto foreign = line.isSet(u"adopt"_s) ? storage::Foreign::adopt : storage::Foreign::refuse;
    const auto report = composition::migrateDatabase(**database, foreign);
    if (!report)
        return complain(report.error());
    const bool json = line.isSet(u"json"_s);
    if (!json && !report->readerSql.isEmpty())
        note(tr("The role rig_reader, by which other tools may look at the views and at nothing else of "
                "ours, is not "
                "there, and this role may make none. An administrator of the server makes it with\n\n%1")
                 .arg(report->readerSql));
    if (!json)
        show(*report, **database);
    const auto emptied =
        composition::emptyDefaultPartition(**database, [](const std::string &day, std::int64_t readings) {
            note(tr("Moving %1 readings of %2 out of the default partition.")
                     .arg(readings)
                     .arg(QString::fromStdString(day)));
        });
    if (!emptied)
        return complain(emptied.error());
    if (json)
        showJson(*report, *emptied, **database);
    else
        show(*emptied);
    return succeeded;
}

} // namespace rig::ctl
