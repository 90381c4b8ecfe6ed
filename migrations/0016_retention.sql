-- How long the history is kept, by its grain, the finest first; null: for ever, which is the default. What lies before
-- `dropped_before` may be gone, and is read from the next coarser grain.
create table rig.retention (
    grain          text primary key check (grain in ('reading', 'rollup_10s', 'rollup_1min')),
    place          integer not null unique,
    keep_days      integer check (keep_days between 1 and 36500),
    dropped_before timestamptz
);

insert into rig.retention (grain, place) values ('reading', 1), ('rollup_10s', 2), ('rollup_1min', 3);

-- The days that have a table of their own.
create view rig.history_day as
select t.grain, to_date(right(c.relname, 8), 'YYYYMMDD') as day, c.oid as relation
from rig.retention t
join pg_catalog.pg_inherits i on i.inhparent = ('rig.' || t.grain)::regclass
join pg_catalog.pg_class c on c.oid = i.inhrelid
where c.relname ~ '_[0-9]{8}$';

-- Whether everything of that UTC day is in the rollups.
create function rig.rolled_up(wanted date) returns boolean
    language sql stable
    set search_path = pg_catalog, pg_temp
as $$
    select not exists (select from rig.rollup_backlog where day = wanted)
       and not exists (select from rig.rollup_mark
                       where minute >= wanted::timestamp at time zone 'UTC'
                         and minute < (wanted + 1)::timestamp at time zone 'UTC')
$$;

-- Drops the table of a day; null, and nothing done or locked, where a reading came meanwhile that is not in the rollups.
-- The rows are counted before anybody has to wait; of a table of 20 GB and more they are estimated.
create function rig.drop_day(of_grain text, wanted date) returns bigint
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
        perform pg_advisory_xact_lock(7214001);
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

-- Deletes a piece of what is older than a day from what has no day of its own.
create function rig.drop_beside(of_grain text, past date, out amount bigint, out newest date)
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
begin
    execute format(
        'with gone as (delete from rig.%1$I where ctid = any (array(
             select ctid from rig.%1$I where at < %2$L and (%3$L or rig.rolled_up((at at time zone ''UTC'')::date))
             order by at limit 20000 for update)) returning at)
         select count(*), max((at at time zone ''UTC'')::date) from gone',
        of_grain || '_default', past::timestamp at time zone 'UTC', of_grain <> 'reading')
    into amount, newest;
end
$$;

-- Drops the oldest day that is no longer kept, of one grain, or a piece of what has no day of its own; with a record in
-- the audit. Nulls where nothing is to be dropped. Readings that are not in the rollups yet stay until they are.
-- Whoever needs the tables waits for 3 s at most; then nothing is dropped.
create function rig.drop_expired(out grain text, out day date, out amount bigint)
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '3s'
as $$
declare
    kept   record;
    past   date;
    newest date;
begin
    for kept in select t.grain, t.keep_days from rig.retention t where t.keep_days is not null order by t.place loop
        past := (clock_timestamp() at time zone 'UTC')::date - kept.keep_days;
        select min(d.day) into drop_expired.day from rig.history_day d
        where d.grain = kept.grain and d.day < past and (kept.grain <> 'reading' or rig.rolled_up(d.day));
        if drop_expired.day is not null then
            amount := rig.drop_day(kept.grain, drop_expired.day);
            continue when amount is null;
            newest := drop_expired.day;
        else
            select b.amount, b.newest into drop_expired.amount, newest from rig.drop_beside(kept.grain, past) b;
            continue when amount = 0;
        end if;
        drop_expired.grain := kept.grain;
        update rig.retention t
        set dropped_before = greatest(t.dropped_before, (newest + 1)::timestamp at time zone 'UTC')
        where t.grain = kept.grain;
        perform rig.append_audit(
            gen_random_uuid(), 'retention', 'system', 'upkeep of the history', 'DROP', 'history',
            kept.grain || coalesce(' ' || drop_expired.day, ' beside the days, up to ' || newest),
            jsonb_build_object('rows', amount), jsonb_build_object('rows', 0), 'done',
            format('%s rows dropped: kept for %s days.', amount, kept.keep_days));
        return;
    end loop;
    day := null;
    amount := null;
end
$$;

revoke all on function rig.rolled_up(date), rig.drop_day(text, date), rig.drop_beside(text, date), rig.drop_expired()
    from public;
