-- Limits crossed and returned. The key is the occurrence: judging a reading again gives the same rows.
create table rig.limit_event (
    machine         integer not null references rig.machine (number),
    slot            integer not null,
    limit_name      smallint not null,
    raised          boolean not null,
    occurrence      bigint not null,
    value           float8,
    at              timestamptz not null,
    received_at     timestamptz not null,
    stream          integer not null references rig.stream (number),
    kafka_partition integer,
    kafka_offset    bigint,
    late            boolean not null,
    primary key (machine, slot, limit_name, occurrence, raised)
);

create index on rig.limit_event (at);

-- What the judge's next decision about a machine needs, written in the transaction that moves its offset. The
-- program's own encoding (core/storage/memorycodec.h).
create table rig.judge_memory (
    machine integer primary key references rig.machine (number),
    memory  bytea not null
) with (fillfactor = 50);

-- Names of the numbers in core/domain/limits.h.
create function rig.limit_word(limit_name smallint) returns text
    language sql immutable parallel safe
as $$ select (array['lo_lo', 'lo', 'hi', 'hi_hi', 'stale'])[limit_name + 1] $$;

create view public.rig_limit_events as
select m.id                                               as machine,
       s.sensor,
       rig.limit_word(e.limit_name)                        as limit_name,
       case when e.raised then 'raised' else 'returned' end as state,
       e.occurrence,
       e.value,
       e.at,
       e.received_at,
       t.topic,
       e.kafka_partition,
       e.kafka_offset,
       e.late
from rig.limit_event e
join rig.machine m on m.number = e.machine
join rig.slot s on s.machine = e.machine and s.slot = e.slot
join rig.stream t on t.number = e.stream;
