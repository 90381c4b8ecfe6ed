-- One row per message, its values in one array ordered by the machine's slots, bit for bit as
-- received. Quality and origin are the program's numbers (core/domain/quality.h, origin.h).
create table rig.reading (
    at              timestamptz not null,
    kafka_offset    bigint not null,
    received_at     timestamptz not null,
    stream          integer not null,
    kafka_partition integer not null,
    machine         integer not null,
    layout_version  integer not null,
    quality         smallint not null,
    origin          smallint not null,
    sensor_values   float8[] not null,
    value_quality   smallint[],
    ingest_id       text
) partition by range (at);

-- The second net under the offset row; PostgreSQL wants the partition key in it.
create unique index on rig.reading (kafka_offset, kafka_partition, stream, at);

-- Readings arrive nearly in the order of their times, so a few bytes per 32 pages find any instant.
create index on rig.reading using brin (at) with (pages_per_range = 32, autosummarize = on);

create table rig.reading_default partition of rig.reading default;

create table rig.reading_partition (
    day        date primary key,
    created_at timestamptz not null default clock_timestamp()
);

-- Makes the partition of a UTC day, moving what already lies in the default partition, which PostgreSQL refuses
-- to overlap. True when the day has one. At most 64 new ones an hour, so that a producer with a broken clock
-- cannot fill the catalogue; what is left goes to the default partition.
create function rig.ensure_partition(wanted date) returns boolean
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    child text := 'reading_' || to_char(wanted, 'YYYYMMDD');
    first timestamptz := wanted::timestamp at time zone 'UTC';
    past  timestamptz := (wanted + 1)::timestamp at time zone 'UTC';
begin
    if exists (select from rig.reading_partition where day = wanted) then
        return true;
    end if;
    perform pg_advisory_xact_lock(7214001);
    if exists (select from rig.reading_partition where day = wanted) then
        return true;
    end if;
    if (select count(*) from rig.reading_partition
        where created_at > clock_timestamp() - interval '1 hour') >= 64 then
        return false;
    end if;
    lock table rig.reading_default in access exclusive mode;
    execute format('create table rig.%I (like rig.reading including defaults)', child);
    execute format('with moved as (delete from rig.reading_default where at >= %L and at < %L returning *)
                    insert into rig.%I select * from moved', first, past, child);
    execute format('alter table rig.reading attach partition rig.%I for values from (%L) to (%L)',
                   child, first, past);
    insert into rig.reading_partition (day) values (wanted);
    return true;
end
$$;

revoke all on function rig.ensure_partition(date) from public;

-- What was no reading, with its bytes.
create table rig.rejected_message (
    stream          integer not null references rig.stream (number),
    kafka_partition integer not null,
    kafka_offset    bigint not null,
    received_at     timestamptz not null,
    reason          text not null,
    payload         bytea not null,
    primary key (stream, kafka_partition, kafka_offset)
);

-- A message that carries an ingest id is stored once, however often it is sent.
create table rig.ingest_claim (
    ingest_id  text primary key,
    claimed_at timestamptz not null default clock_timestamp()
);
