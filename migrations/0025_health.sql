-- How healthy a machine was in a minute, as its readings of that minute tell it.
create table rig.health (
    machine integer not null references rig.machine (number),
    minute  timestamptz not null check (isfinite(minute)), -- where it begins
    shares  float8[] not null check (array_length(shares, 1) = 6), -- by category, 0 to 1; null: not known
    run     smallint not null,
    primary key (machine, minute)
);

create index on rig.health (minute); -- for who drops the oldest

-- Where a sensor was seen to move towards its limit at an instant; for the health of the whole machine the sensor is
-- empty and the limit .5. Hours from then on.
create table rig.life (
    machine  integer not null references rig.machine (number),
    at       timestamptz not null check (isfinite(at)),
    sensor   text not null,
    p10      float8 not null check (p10 >= 0),
    p50      float8 not null check (p50 >= p10),
    p90      float8 not null check (p90 >= p50),
    shape    smallint not null, -- 0 linear, 1 exponential, 2 quadratic
    goal     float8 not null,
    per_hour float8 not null,
    since    timestamptz not null,
    primary key (machine, at, sensor)
);

create index on rig.life (at);

-- The newest that is known of where each machine is going. Whoever stores one adds the running minutes since the one
-- before.
create table rig.outlook (
    machine     integer primary key references rig.machine (number),
    at          timestamptz not null check (isfinite(at)),
    ran_minutes bigint check (ran_minutes >= 0), -- null: it has no rule that tells its state
    lives       jsonb not null -- [{"sensor": ..., "state": 0, "since": ..., "p10": ..., ...}]
);

create view public.rig_health as
select m.id as machine, h.minute, c.word as category, h.shares[c.place] as health
from rig.health h
join rig.machine m on m.number = h.machine
cross join unnest(array['environmental', 'mechanical', 'thermal', 'electrical', 'fluid', 'custom'])
    with ordinality c(word, place);

create view public.rig_life as
select m.id as machine, l.at, nullif(l.sensor, '') as sensor, l.p10 as p10_hours, l.p50 as p50_hours, l.p90 as p90_hours,
       case l.shape when 0 then 'linear' when 1 then 'exponential' else 'quadratic' end as shape, l.goal, l.per_hour, l.since
from rig.life l
join rig.machine m on m.number = l.machine;
