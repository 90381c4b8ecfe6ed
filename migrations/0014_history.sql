-- What the readings of a machine within 10 s, and within a minute, add up to; one element per slot, null where the
-- slot had no value. Made from rig.reading and made anew when a reading comes late, outside keep's transaction.
create table rig.rollup_10s (
    machine  integer not null,
    at       timestamptz not null, -- where the interval begins
    readings integer not null,
    origins  smallint not null,    -- of the readings: bit n is set for the origin of the number n
    lows     float8[] not null,
    highs    float8[] not null,
    sums     float8[] not null,
    counts   integer[] not null,
    lasts    float8[] not null,
    worst    smallint[],           -- rank of the worst quality (rig.quality_rank); null: all good
    bads     integer[],            -- values whose quality is bad; null: none
    primary key (machine, at)
) partition by range (at);

create table rig.rollup_1min (like rig.rollup_10s including indexes) partition by range (at);

create table rig.rollup_10s_default partition of rig.rollup_10s default with (toast_tuple_target = 8160);
create table rig.rollup_1min_default partition of rig.rollup_1min default with (toast_tuple_target = 8160);

create table rig.rollup_partition (
    day date primary key
);

-- Makes the rollups' partitions of a UTC day whose readings have one, so that these are as many; rows that lie in
-- the default partitions move. The rows of 50 slots have 2 KB: above the usual TOAST threshold, and then each would
-- be two look-ups.
create function rig.ensure_rollup_partition(wanted date) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    first timestamptz := wanted::timestamp at time zone 'UTC';
    past  timestamptz := (wanted + 1)::timestamp at time zone 'UTC';
    grain text;
    child text;
begin
    if exists (select from rig.rollup_partition where day = wanted)
       or not exists (select from rig.reading_partition where day = wanted) then
        return;
    end if;
    perform pg_advisory_xact_lock(7214001);
    if exists (select from rig.rollup_partition where day = wanted) then
        return;
    end if;
    foreach grain in array array['rollup_10s', 'rollup_1min'] loop
        child := grain || '_' || to_char(wanted, 'YYYYMMDD');
        execute format('create table rig.%I (like rig.%I including indexes) with (toast_tuple_target = 8160)',
                       child, grain);
        execute format('lock table only rig.%I in access exclusive mode', grain);
        execute format('lock table rig.%I in access exclusive mode', grain || '_default');
        execute format('with moved as (delete from rig.%I where at >= %L and at < %L returning *)
                        insert into rig.%I select * from moved', grain || '_default', first, past, child);
        execute format('alter table rig.%I attach partition rig.%I for values from (%L) to (%L)',
                       grain, child, first, past);
    end loop;
    insert into rig.rollup_partition (day) values (wanted);
end
$$;

revoke all on function rig.ensure_rollup_partition(date) from public;

-- Minutes of machines whose rollups are not built, or not with everything: appended by keep in the transaction that
-- stores the readings, deleted in the one that builds. No unique key: several keeps that mark the same minute shall
-- not wait for one another.
create table rig.rollup_mark (
    machine integer not null,
    minute  timestamptz not null
);

create index on rig.rollup_mark (machine, minute); -- for who asks about a machine
create index on rig.rollup_mark (minute, machine); -- for who takes the oldest

-- Days with readings that nobody marked, because they were stored before there were marks: from `next` on everything
-- in them is unbuilt.
create table rig.rollup_backlog (
    day  date primary key,
    next timestamptz not null
);

insert into rig.rollup_backlog
select day, day::timestamp at time zone 'UTC' from rig.reading_partition
union
select distinct (at at time zone 'UTC')::date, (at at time zone 'UTC')::date::timestamp at time zone 'UTC'
from rig.reading_default;
