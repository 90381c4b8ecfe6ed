-- Where PostgreSQL makes a partition it scans the default one, whole and by itself; what we look for there shall not
-- take another scan each.
create index on rig.reading_default (at);

-- Makes the partition of a UTC day and moves into it what of that day lies in the default partition, which
-- PostgreSQL refuses to overlap. Returns how many rows were moved. `amount` is what is expected there:
--   none  so only the default partition has to be locked. Where a row has come meanwhile PostgreSQL refuses
--   few   they are moved under a lock on all: whoever has looked up the list of partitions already would find the
--         rows neither in the old place nor in the new one
--   many  they are moved before anybody is locked out. Until that is committed everybody sees them where they were;
--         only what came meanwhile is moved under the lock
-- Not for the program's role: ensure_partition and `rigctl migrate` call it, both under the lock 7214001.
create function rig.move_to_partition(wanted date, amount text) returns bigint
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
declare
    child text := 'reading_' || to_char(wanted, 'YYYYMMDD');
    first timestamptz := wanted::timestamp at time zone 'UTC';
    past  timestamptz := (wanted + 1)::timestamp at time zone 'UTC';
    move  text := format('with moved as (delete from rig.reading_default where at >= %L and at < %L returning *)
                          insert into rig.%I select * from moved', first, past, child);
    ahead bigint := 0;
    rest  bigint := 0;
begin
    execute format('create table rig.%I (like rig.reading including defaults including indexes)', child);
    if amount = 'many' then
        execute move;
        get diagnostics ahead = row_count;
    end if;
    if amount <> 'none' then
        lock table only rig.reading in access exclusive mode;
        lock table rig.reading_default in access exclusive mode;
        execute move;
        get diagnostics rest = row_count;
    end if;
    execute format('alter table rig.reading attach partition rig.%I for values from (%L) to (%L)',
                   child, first, past);
    insert into rig.reading_partition (day) values (wanted);
    return ahead + rest;
end
$$;

revoke all on function rig.move_to_partition(date, text) from public;

-- Now says why a day has no partition, and when asking again makes sense. `answer`:
--   there    the day has its partition
--   budget   64 were made within the hour, so that a producer with a broken clock cannot fill the catalogue;
--            yesterday, today and tomorrow are never refused for that
--   crowded  more rows of the day lie in the default partition than keep may wait for
drop function rig.ensure_partition(date);

create function rig.ensure_partition(wanted date, out answer text, out ask_again_s float8)
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
    perform pg_advisory_xact_lock(7214001);
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

revoke all on function rig.ensure_partition(date) from public;

-- By age, since claims are removed by it.
create index on rig.ingest_claim (claimed_at);
