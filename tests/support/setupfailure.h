#pragma once

namespace rig::test {

/// From now on an exception that nobody catches, which is how the set-up of a test fails, ends the program
/// with its reason. Qt Test alone would dump the stack of the abort, over and over.
void endWhenSetUpFails();

} // namespace rig::test
