-- What people pin to machines and sensors. One that is taken down is gone from here; the audit has it.
create table rig.note (
    id         bigint generated always as identity primary key,
    machine    integer not null references rig.machine (number),
    sensor     text references rig.sensor (name),
    at         timestamptz not null check (isfinite(at)),
    text       text not null check (length(text) between 1 and 500),
    written_by text not null,
    written_at timestamptz not null default now() check (isfinite(written_at))
);

create index on rig.note (machine, at);

create view public.rig_notes as
select n.id, m.id as machine, n.sensor, n.at, n.text, n.written_by, n.written_at
from rig.note n
join rig.machine m on m.number = n.machine;
