-- Which sensors have a column of their own in public.sensor_readings. Only ever appended to, as the view's columns
-- are: whoever reads the view does not lose one.
create table rig.reading_column (
    sensor text primary key references rig.sensor (name),
    place  integer not null unique check (place > 0)
);

-- The plant that public.sensor_readings follows.
create table rig.reading_view (
    single   boolean primary key default true check (single),
    revision bigint not null
);

insert into rig.reading_view (revision) values (-1);

-- In which place of its arrays each machine has the sensors of the columns, null where it has none of a kind, and the
-- others. Grouped, so that it is made up once for a question and not for each reading.
create view rig.machine_columns as
select a.number, a.id, a.slots, b.names as other_names, b.slots as other_slots
from (select m.number, m.id, array_agg(s.slot + 1 order by k.place) as slots
      from rig.machine m
      left join rig.reading_column k on true
      left join rig.slot s on s.machine = m.number and s.sensor = k.sensor
      group by m.number, m.id) a
left join (select s.machine, array_agg(s.sensor order by s.slot) as names,
                  array_agg(s.slot + 1 order by s.slot) as slots
           from rig.slot s
           where not exists (select from rig.reading_column k where k.sensor = s.sensor)
           group by s.machine) b on b.machine = a.number;

-- Gives the sensors that the plant has gained a column each, where it moved. Custom ones, and those whose names can be
-- no column, stay in custom_sensors. False where a reader holds the view: then the next call does it.
create function rig.follow_plant() returns boolean
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '200ms'
as $$
declare
    present bigint := (select revision from rig.plant_revision);
    sensors text;
begin
    if present = (select revision from rig.reading_view) then
        return true;
    end if;
    perform from rig.reading_view for update;
    insert into rig.reading_column (sensor, place)
    select name, (select count(*) from rig.reading_column) + row_number() over (order by position, name)
    from rig.sensor n
    where category <> 5 and octet_length(name) <= 63
      and name not in ('id', 'machine_id', 'timestamp', 'created_at', 'quality', 'custom_sensors',
                       'tableoid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax')
      and not exists (select from rig.reading_column k where k.sensor = n.name)
    order by position, name
    limit 1000 - (select count(*) from rig.reading_column);
    if found or to_regclass('public.sensor_readings') is null then
        select string_agg(format(', v.list[c.slots[%s]] as %I', place, sensor), '' order by place)
        into sensors from rig.reading_column;
        execute 'create or replace view public.sensor_readings as
            select (r.stream::bigint << 51) | (r.kafka_partition::bigint << 41) | r.kafka_offset as id,
                   c.id as machine_id, r.at as "timestamp", r.received_at as created_at,
                   rig.quality_word(greatest(rig.quality_rank(r.quality),
                       (select max(rig.quality_rank(q)) from unnest(r.value_quality) q))) as quality,
                   case when c.other_names is null then ''{}'' else coalesce(
                       (select jsonb_object_agg(o.name, x.value)
                        from unnest(c.other_names, c.other_slots) o(name, slot)
                        join unnest(r.sensor_values) with ordinality x(value, slot) on x.slot = o.slot
                        where x.value is not null), ''{}'') end as custom_sensors'
            || coalesce(sensors, '') ||
            -- Long arrays are stored elsewhere and compressed: fetched once for a row and not for each column.
            ' from rig.reading r join rig.machine_columns c on c.number = r.machine
              cross join lateral (select array_append(r.sensor_values, null) as list offset 0) v';
    end if;
    update rig.reading_view set revision = present;
    return true;
exception when lock_not_available then
    return false;
end
$$;

revoke all on function rig.follow_plant() from public;

select rig.follow_plant();
