-- What the other sensors of a machine foretell of those that the floor shows: [{"sensor": ..., "expected": ...,
-- "deviation": ...}].
alter table rig.machine_score add column expected jsonb not null default '[]';
