comment on table rig.unknown_name is
    'Written by keep every few seconds, in a transaction of its own; 1,000 names at most.';

-- As before, but a reader that holds the table for longer than lock_timeout does not throw away what was moved ahead:
-- the lock is let go for as long, so that those who wait behind it get their turn, and tried again.
create or replace function rig.move_to_partition(wanted date, amount text) returns bigint
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
declare
    child text := 'reading_' || to_char(wanted, 'YYYYMMDD');
    first timestamptz := wanted::timestamp at time zone 'UTC';
    past  timestamptz := (wanted + 1)::timestamp at time zone 'UTC';
    move  text := format('with moved as (delete from rig.reading_default where at >= %L and at < %L returning *)
                          insert into rig.%I select * from moved', first, past, child);
    tries int := case amount when 'many' then 10 else 1 end;
    ahead bigint := 0;
    rest  bigint := 0;
begin
    execute format('create table rig.%I (like rig.reading including defaults including indexes)', child);
    if amount = 'many' then
        execute move;
        get diagnostics ahead = row_count;
    end if;
    if amount <> 'none' then
        loop
            begin
                lock table only rig.reading in access exclusive mode;
                lock table rig.reading_default in access exclusive mode;
                exit;
            exception when lock_not_available then
                tries := tries - 1;
                if tries = 0 then
                    raise;
                end if;
            end;
            perform pg_sleep_for(current_setting('lock_timeout')::interval);
        end loop;
        execute move;
        get diagnostics rest = row_count;
    end if;
    execute format('alter table rig.reading attach partition rig.%I for values from (%L) to (%L)',
                   child, first, past);
    insert into rig.reading_partition (day) values (wanted);
    return ahead + rest;
end
$$;
