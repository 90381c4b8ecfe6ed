#include "widgets/page.h"

namespace rig::widgets {

EmptyNote noPlantNote(const Moment &moment)
{
    if (moment.system->database.there)
        return {Page::tr("There is no plant yet"),
                Page::tr("rigctl plant import FILE brings one; \"rigctl plant import demo\" the demo's.")};
    return {Page::tr("The plant is not known yet"),
            Page::tr("It comes from the database, which is waited for.")};
}

} // namespace rig::widgets
