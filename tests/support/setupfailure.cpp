#include "support/setupfailure.h"

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace rig::test {

void endWhenSetUpFails()
{
    std::set_terminate([] {
        try {
            if (const std::exception_ptr reason = std::current_exception())
                std::rethrow_exception(reason);
            std::fputs("The test program ended without a reason.\n", stderr);
        } catch (const std::exception &reason) {
            std::fprintf(stderr, "The set-up of a test failed: %s\n", reason.what());
        } catch (...) {
            std::fputs("The set-up of a test failed.\n", stderr);
        }
        std::fflush(nullptr);
        std::_Exit(3);
    });
}

} // namespace rig::test
