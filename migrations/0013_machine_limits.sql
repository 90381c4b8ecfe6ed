-- What one machine has in place of a sensor's limits. A row without a value: as if none were set.
create table rig.machine_limit (
    machine integer not null references rig.machine (number),
    sensor  text not null references rig.sensor (name),
    name    text not null check (name in ('lo_lo', 'lo', 'hi', 'hi_hi', 'deadband')),
    value   float8 check (value is not null or name <> 'deadband'),
    primary key (machine, sensor, name)
);
