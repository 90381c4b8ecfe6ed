-- One row: the identity of this database. It names the consumer groups of keep and judge, because two databases
-- that shared a group would each get a part of the readings.
create table rig.store (
    single     boolean primary key default true check (single),
    id         uuid not null default gen_random_uuid(),
    created_at timestamptz not null default clock_timestamp()
);

insert into rig.store default values;
