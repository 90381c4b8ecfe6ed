-- Up to where a machine was judged by models, by the time of its source: whoever judges next begins there.
alter table rig.machine_score add column source_at timestamptz;

-- Readings that no model has judged yet, because they came faster than that takes: judged later from rig.reading. Times
-- are those of the source, both included.
create table rig.skipped_span (
    machine integer not null references rig.machine (number),
    from_at timestamptz not null,
    to_at   timestamptz not null check (to_at >= from_at),
    primary key (machine, from_at)
);
