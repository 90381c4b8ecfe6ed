#pragma once

#include "domain/plant.h"
#include "domain/reading.h"
#include "domain/record.h"
#include "pipeline/messagereader.h"
#include "pipeline/unknownnames.h"

#include <QCoreApplication>
#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace rig::pipeline {

/// Makes a reading of a record's bytes, or says why they are none. What comes out depends on the record, the
/// plant and the default machine alone, so decoding again gives the same; what is kept from call to call only
/// saves time. One thread owns it. Nothing in it blocks; the work is bounded by the longest message.
///
/// Where a name stands twice its last value counts, of whatever type; values under `machine_id` and
/// `timestamp` go by the same rule. Sensors of two `custom_sensors` objects count as if they stood in one.
class Decoder
{
    Q_DECLARE_TR_FUNCTIONS(rig::pipeline::Decoder)

public:
    /// Longest `rig-ingest-id`, printable ASCII: another one is none of ours, and left out.
    static constexpr std::size_t maxIngestIdBytes = 128;

    /// `defaultMachine`: whose readings those are that name no machine.
    explicit Decoder(std::string defaultMachine);

    /// The error is a sentence for people. Names that are no sensor of the machine are counted in `unknown`,
    /// where that is given and the message is a reading.
    tl::expected<Reading, std::string> decode(const Record &record, const Plant &plant,
                                              UnknownNames *unknown = nullptr);

private:
    using Outcome = tl::expected<void, std::string>;

    tl::expected<const MachineLayout *, std::string> machineOf(const Plant &plant);
    std::string_view timestamp();
    void assign(const MachineLayout &layout, std::vector<int> &followers, Reading &reading);
    Outcome takeValues(const MachineLayout &layout, Reading &reading) const;
    static std::string refusal(const MachineLayout &layout, std::size_t slot, const MessageField &field);

    std::string m_defaultMachine;
    MessageReader m_message;
    std::vector<const MessageField *> m_given;   ///< by slot: the last field of that sensor
    std::vector<const MessageField *> m_unknown; ///< fields that are no sensor's
    /// By machine of the plant: after which slot (-1 first) which one came the last time. Producers send
    /// their fields in one order, so this saves a look-up for each of them; a wrong guess costs a comparison.
    std::vector<std::vector<int>> m_followers;
};

} // namespace rig::pipeline
