-- What the readings of a machine within 30 s add up to, made with rig.rollup_10s and kept as long as that: a day as wide as
-- a large screen is read from a third of the rows.
create table rig.rollup_30s (like rig.rollup_10s including indexes) partition by range (at);

create table rig.rollup_30s_default partition of rig.rollup_30s default with (toast_tuple_target = 8160);

-- Rollups of 10 s that are older than those of 30 s: these are made of them, piece by piece, from `past` backwards. No row
-- where none is left.
create table rig.rollup_30s_missing (
    single boolean primary key default true check (single),
    past   timestamptz not null
);

insert into rig.rollup_30s_missing (past)
select (max(day) + 1)::timestamp at time zone 'UTC'
from (select day from rig.history_day where grain = 'rollup_10s'
      union all
      select (at at time zone 'UTC')::date from rig.rollup_10s_default) days
having max(day) is not null;

alter table rig.retention
    drop constraint retention_grain_check,
    add constraint retention_grain_check check (grain in ('reading', 'rollup_10s', 'rollup_30s', 'rollup_1min'));

update rig.retention set place = 4 where grain = 'rollup_1min';

insert into rig.retention (grain, place, keep_days)
select 'rollup_30s', 3, keep_days from rig.retention where grain = 'rollup_10s';

-- Makes the table of a UTC day of one grain of the rollups; rows that lie in the default partition move. The rows of 50
-- slots have 2 KB: above the usual TOAST threshold, and then each would be two look-ups.
create function rig.make_rollup_day(of_grain text, wanted date) returns void
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
declare
    first timestamptz := wanted::timestamp at time zone 'UTC';
    past  timestamptz := (wanted + 1)::timestamp at time zone 'UTC';
    child text := of_grain || '_' || to_char(wanted, 'YYYYMMDD');
begin
    execute format('create table rig.%I (like rig.%I including indexes) with (toast_tuple_target = 8160)',
                   child, of_grain);
    execute format('lock table only rig.%I in access exclusive mode', of_grain);
    execute format('lock table rig.%I in access exclusive mode', of_grain || '_default');
    execute format('with moved as (delete from rig.%I where at >= %L and at < %L returning *)
                    insert into rig.%I select * from moved', of_grain || '_default', first, past, child);
    execute format('alter table rig.%I attach partition rig.%I for values from (%L) to (%L)',
                   of_grain, child, first, past);
end
$$;

-- As before, with the rollups of 30 s.
create or replace function rig.ensure_rollup_partition(wanted date) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from rig.rollup_partition where day = wanted)
       or not exists (select from rig.reading_partition where day = wanted) then
        return;
    end if;
    perform from rig.partition_turn for update;
    if exists (select from rig.rollup_partition where day = wanted) then
        return;
    end if;
    perform rig.make_rollup_day('rollup_10s', wanted);
    perform rig.make_rollup_day('rollup_30s', wanted);
    perform rig.make_rollup_day('rollup_1min', wanted);
    insert into rig.rollup_partition (day) values (wanted);
end
$$;

-- Makes the table of rollups of 30 s of a UTC day that has one of those of 10 s, from before there were others.
create function rig.ensure_rollup_30s_partition(wanted date) returns void
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    perform from rig.partition_turn for update;
    if exists (select from rig.history_day where day = wanted and grain = 'rollup_10s')
       and not exists (select from rig.history_day where day = wanted and grain = 'rollup_30s') then
        perform rig.make_rollup_day('rollup_30s', wanted);
    end if;
end
$$;

revoke all on function rig.make_rollup_day(text, date), rig.ensure_rollup_30s_partition(date) from public;
