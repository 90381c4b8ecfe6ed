#include "ctl/carryout.h"

#include "composition/core/commanding.h"
#include "ctl/commanddatabase.h"
#include "ctl/consoleactor.h"
#include "ctl/exitcode.h"
#include "ctl/terminal.h"

#include <QJsonObject>

namespace rig::ctl {

using namespace Qt::Literals::StringLiterals;

int carryOut(const CommandLine &line, const composition::Database &database, const Action &action)
{
    const auto answer = composition::execute(database, consoleActor(), action);
    if (!answer)
        return complain(answer.error());
    if (line.isSet(u"json"_s))
        printJson({{u"answer"_s, *answer}});
    else
        print(*answer);
    return succeeded;
}

int carryOut(const CommandLine &line, const Action &action)
{
    const auto database = CommandDatabase::openCurrent(line);
    return database ? carryOut(line, **database, action) : complain(database.error());
}

} // namespace rig::ctl
