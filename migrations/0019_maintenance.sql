-- What is, was and will be in maintenance: a machine, or one of its sensors. Whatever changes here moves plant_revision in
-- the same transaction. Rows stay, because whoever learns from the past has to leave these times out. Those of one thing
-- have no instant in common, which whoever holds plant_revision sees to; one that was taken back ends as it begins.
create table rig.maintenance (
    id      bigint generated always as identity primary key,
    machine integer not null references rig.machine (number),
    sensor  text references rig.sensor (name),
    starts  timestamptz not null,
    ends    timestamptz check (ends >= starts),
    reason  text not null check (length(reason) between 1 and 200)
);

create index on rig.maintenance (machine, starts);

create view public.rig_maintenance as
select m.id as machine, x.sensor, x.starts as starts_at, x.ends as ends_at, x.reason
from rig.maintenance x
join rig.machine m on m.number = x.machine
where x.ends is null or x.ends > x.starts;
