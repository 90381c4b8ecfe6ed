-- Whoever makes or drops a day's tables holds this row until the end of the transaction, so that one does it at a time.
-- The number 7214001 did that before: anybody who may log in can hold a number, and nobody but the owner's functions this.
create table rig.partition_turn (
    single boolean primary key default true check (single)
);

insert into rig.partition_turn default values;

-- These are as before but for that.
create or replace function rig.ensure_partition(wanted date, out answer text, out ask_again_s float8)
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    first timestamptz := wanted::timestamp at time zone 'UTC';
    past  timestamptz := (wanted + 1)::timestamp at time zone 'UTC';
    today date := (clock_timestamp() at time zone 'UTC')::date;
    lying bigint;
begin
    answer := 'there';
    if exists (select from rig.reading_partition where day = wanted) then
        return;
    end if;
    perform from rig.partition_turn for update;
    if exists (select from rig.reading_partition where day = wanted) then
        return;
    end if;
    if wanted not between today - 1 and today + 1 then
        select extract(epoch from min(created_at) + interval '1 hour' - clock_timestamp()) into ask_again_s
        from (select created_at from rig.reading_partition
              where created_at > clock_timestamp() - interval '1 hour'
              order by created_at desc limit 64) newest
        having count(*) = 64;
        if found then
            answer := 'budget';
            return;
        end if;
    end if;
    select count(*) into lying
    from (select from rig.reading_default where at >= first and at < past limit 50001) counted;
    if lying > 50000 then
        answer := 'crowded';
        ask_again_s := 600;
        return;
    end if;
    perform rig.move_to_partition(wanted, case lying when 0 then 'none' else 'few' end);
end
$$;

create or replace function rig.ensure_rollup_partition(wanted date) returns void
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
    perform from rig.partition_turn for update;
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

create or replace function rig.drop_day(of_grain text, wanted date) returns bigint
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
declare
    child  text := of_grain || '_' || to_char(wanted, 'YYYYMMDD');
    amount bigint;
begin
    if pg_relation_size(format('rig.%I', child)::regclass) < 20e9 then
        execute format('select count(*) from rig.%I', child) into amount;
    else
        select reltuples into amount from pg_class where oid = format('rig.%I', child)::regclass;
    end if;
    begin
        perform from rig.partition_turn for update;
        execute format('lock table only rig.%I in access exclusive mode', of_grain);
        execute format('lock table rig.%I in access exclusive mode', of_grain || '_default');
        if of_grain = 'reading' and not rig.rolled_up(wanted) then
            raise exception using errcode = 'RG001';
        end if;
    exception when sqlstate 'RG001' then
        return null; -- which also lets the locks go
    end;
    execute format('drop table rig.%I', child);
    delete from rig.reading_partition where day = wanted and of_grain = 'reading';
    delete from rig.rollup_partition where day = wanted
        and not exists (select from rig.history_day d where d.day = wanted and d.grain <> 'reading');
    return amount;
end
$$;
